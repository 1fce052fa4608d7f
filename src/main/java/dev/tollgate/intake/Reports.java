package dev.tollgate.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceReport;
import dev.tollgate.lifecycle.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a reading to what the core takes. */
public final class Reports {

    /** What checks read stands in the log, so it stays small. */
    private static final int MOST_DATA = 65_536;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private Reports() {}

    /**
     * The reading as evidence. Its {@code data.delivery} says for ever how it came in.
     *
     * @param outcome what it counts as
     * @param now when it arrived; it was true then, where it does not say when
     * @param pointers further fields of the data, and where they stand, see {@link Places}
     * @param way what is to be said of the way it came, before what the reading itself says
     */
    public static EvidenceReport evidence(
            Detection.Known known,
            Reading reading,
            EvidenceOutcome outcome,
            Instant now,
            Map<String, String> pointers,
            Map<String, Object> way) {
        return new EvidenceReport(
                outcome,
                reading.summary(),
                known.adapter().source(),
                reading.run(),
                reading.url(),
                reading.author(),
                observedAt(reading, now),
                reading.subject(),
                reading.metrics(),
                data(known, reading, pointers, way));
    }

    /** The reading as the data of a signal: metrics stand beside the rest, since drift is named by its metrics. */
    public static Map<String, Object> signal(Reading reading, Map<String, String> pointers) {
        Map<String, Object> data = new LinkedHashMap<>(reading.metrics());
        data.putAll(reading.data());
        data.putAll(new Places(pointers).of(reading));
        return data;
    }

    /** By which the ledger knows this report for this item again. The same report of another time, verdict or wording is another one. */
    public static String key(Detection.Known known, Reading reading, String item) {
        return Sha256.named(String.join(
                "\n",
                known.name(),
                reading.key(),
                reading.finishedAt().map(Instant::toString).orElse(""),
                reading.verdict().name(),
                Sha256.named(reading.bytes()),
                item));
    }

    public static Instant observedAt(Reading reading, Instant now) {
        return reading.finishedAt().orElse(now).truncatedTo(ChronoUnit.MICROS);
    }

    private static Map<String, Object> data(
            Detection.Known known, Reading reading, Map<String, String> pointers, Map<String, Object> way) {
        Map<String, Object> data = new LinkedHashMap<>(reading.data());
        data.putAll(new Places(pointers).of(reading));
        data.put("delivery", delivery(known, reading, way, List.of()));
        if (size(data) <= MOST_DATA) {
            return data;
        }
        String tooMuch = "the facts for checks have more than %,d characters and were left out; the payload has them"
                .formatted(MOST_DATA);
        return Map.of("delivery", delivery(known, reading, way, List.of(tooMuch)));
    }

    private static Map<String, Object> delivery(
            Detection.Known known, Reading reading, Map<String, Object> way, List<String> more) {
        Map<String, Object> delivery = new LinkedHashMap<>(way);
        delivery.put("format", known.name());
        delivery.put("verdict", reading.verdict().name());
        reading.startedAt().ifPresent(time -> delivery.put("startedAt", time.toString()));
        reading.finishedAt().ifPresent(time -> delivery.put("finishedAt", time.toString()));
        reading.producer().ifPresent(producer -> delivery.put("producer", producer));
        if (!reading.facets().isEmpty()) {
            delivery.put("facets", reading.facets());
        }
        List<String> notes = new ArrayList<>(reading.notes());
        notes.addAll(more);
        if (!notes.isEmpty()) {
            delivery.put("notes", notes);
        }
        return delivery;
    }

    private static int size(Map<String, Object> data) {
        try {
            return JSON.writeValueAsString(data).length();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values are always JSON", e);
        }
    }
}
