package dev.tollgate.intake.channel;

import dev.tollgate.installation.Channel;
import dev.tollgate.intake.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a piece of evidence came in, as its {@code data.delivery} says for ever. */
final class Provenance {

    private Provenance() {}

    static Map<String, Object> of(Channel channel, String format, Reading reading, List<String> more) {
        Map<String, Object> delivery = new LinkedHashMap<>();
        delivery.put("channel", channel.key());
        delivery.put("trust", channel.profile().auth().mode().id());
        delivery.putAll(of(format, reading));
        List<String> notes = new ArrayList<>(reading.notes());
        notes.addAll(more);
        if (!notes.isEmpty()) {
            delivery.put("notes", notes);
        }
        return delivery;
    }

    private static Map<String, Object> of(String format, Reading reading) {
        Map<String, Object> delivery = new LinkedHashMap<>();
        delivery.put("format", format);
        delivery.put("verdict", reading.verdict().name());
        reading.startedAt().ifPresent(time -> delivery.put("startedAt", time.toString()));
        reading.finishedAt().ifPresent(time -> delivery.put("finishedAt", time.toString()));
        reading.producer().ifPresent(producer -> delivery.put("producer", producer));
        if (!reading.facets().isEmpty()) {
            delivery.put("facets", reading.facets());
        }
        return delivery;
    }
}
