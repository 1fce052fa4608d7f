package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Sha256;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What neptune-exporter saved of Neptune, whose service has ended: one row for each attribute, or each point of a series, of each run. The files are
 * Parquet; they are posted as a list of rows in JSON, or as lines.
 */
@Singleton
final class Neptune implements Adapter {

    private static final String METRICS = "metrics/";
    private static final String CONFIG = "config/";

    @Override
    public String source() {
        return "neptune";
    }

    @Override
    public String title() {
        return "Neptune";
    }

    @Override
    public String authentication() {
        return "`bearer` or `oidc` of whoever imports: Neptune itself no longer sends.";
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.of("exporter-rows", "Rows of neptune-exporter, one report a run")
                .knownBy(Sign.body(
                        "rows with `run_id`, `attribute_path` and `attribute_type`",
                        b -> isRow(b) || isRow(b.at("/0"))))
                .fills(Field.OUTCOME, "sys/failed")
                .fills(Field.METRICS, "metrics/*: the last value of each series")
                .fills(Field.RUN, "run_id")
                .fills(Field.STARTED, "sys/creation_time")
                .fills(Field.FINISHED, "the latest timestamp of the metrics")
                .fills(Field.AUTHOR, "sys/owner")
                .fills(Field.KEY, "project_id, run_id and the bytes")
                .readsMany(Neptune::runs));
    }

    private static boolean isRow(Fields row) {
        return row.has("/run_id") && row.has("/attribute_path") && row.has("/attribute_type");
    }

    private static List<Transcript> runs(Delivery delivery) {
        Map<String, List<Fields>> runs = new LinkedHashMap<>();
        int unnamed = 0;
        for (Fields row : delivery.body().each()) {
            Optional<String> run = row.text("/run_id");
            if (run.isPresent() && row.text("/attribute_path").isPresent()) {
                runs.computeIfAbsent(row.text("/project_id").orElse("") + "\n" + run.get(), r -> new ArrayList<>())
                        .add(row);
            } else {
                unnamed++;
            }
        }
        String digest = Sha256.named(delivery.slice(Fields.NONE));
        List<Transcript> transcripts = new ArrayList<>();
        for (Map.Entry<String, List<Fields>> run : runs.entrySet()) {
            Transcript transcript = run(Transcript.of("run", run.getKey(), digest), run.getValue());
            if (unnamed > 0) {
                transcript.note("%d rows without run_id or attribute_path were left out".formatted(unnamed));
            }
            transcripts.add(transcript);
        }
        return transcripts;
    }

    private static Transcript run(Transcript transcript, List<Fields> rows) {
        Map<String, Fields> last = new LinkedHashMap<>();
        for (Fields row : rows) {
            row.text("/attribute_path").ifPresent(path -> last.merge(path, row, (a, b) -> isBefore(b, a) ? a : b));
        }
        Optional<String> id = rows.getFirst().text("/run_id");
        Optional<String> name = named(last, "sys/name").text("/string_value");
        Optional<Instant> latest = last.entrySet().stream()
                .filter(e -> e.getKey().startsWith(METRICS))
                .flatMap(e -> e.getValue().time("/timestamp").stream())
                .max(Comparator.naturalOrder());
        transcript
                .verdict(failed(named(last, "sys/failed")))
                .summary("run %s %s".formatted(id.orElse(""), name.orElse("")).strip())
                .run(id)
                .started(named(last, "sys/creation_time").time("/datetime_value"))
                .finished(latest)
                .author(named(last, "sys/owner").text("/string_value"))
                .facet("experiment", name)
                .facet("project", rows.getFirst().text("/project_id"));
        return values(transcript, last);
    }

    private static Transcript values(Transcript transcript, Map<String, Fields> last) {
        Map<String, Object> config = new LinkedHashMap<>();
        last.forEach((path, row) -> {
            Fields value = value(row);
            if (path.startsWith(METRICS)) {
                transcript.metric(path.substring(METRICS.length()), value);
            } else if (path.startsWith(CONFIG)) {
                Object plain = value.value();
                if (plain != null) {
                    config.put(path.substring(CONFIG.length()), plain);
                }
            }
        });
        return transcript.facts("config", config);
    }

    private static Fields named(Map<String, Fields> last, String path) {
        return last.getOrDefault(path, Fields.NONE);
    }

    /** Steps are decimal numbers, as texts. */
    private static boolean isBefore(Fields a, Fields b) {
        int steps =
                Double.compare(a.number("/step").orElse(0.0), b.number("/step").orElse(0.0));
        return steps != 0
                ? steps < 0
                : a.time("/timestamp")
                        .flatMap(at -> b.time("/timestamp").map(at::isBefore))
                        .orElse(false);
    }

    /** Of the columns for each type the one that the row's type names; rows in JSON have all others as null, or not at all. */
    private static Fields value(Fields row) {
        return switch (row.text("/attribute_type").orElse("")) {
            case "float", "float_series" -> row.at("/float_value");
            case "int" -> row.at("/int_value");
            case "bool" -> row.at("/bool_value");
            case "string" -> row.at("/string_value");
            default -> Fields.NONE;
        };
    }

    private static Verdict failed(Fields row) {
        return row.flag("/bool_value")
                .map(failed -> failed ? Verdict.FAIL : Verdict.PASS)
                .orElse(Verdict.INFO);
    }
}
