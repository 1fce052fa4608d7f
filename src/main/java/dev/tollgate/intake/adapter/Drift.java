package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Transcript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How far data has moved from what a model was trained on, as Evidently reports it in one form or another: {@code drift.share}, {@code drift.count} and
 * {@code drift.column.<name>} as metrics, and what was judged as {@code drift} in the data. Columns whose method is known are {@code features} besides,
 * with the names that signals of drift have.
 */
final class Drift {

    private Optional<Double> share = Optional.empty();
    private Optional<Double> count = Optional.empty();
    private Optional<Boolean> dataset = Optional.empty();
    private Optional<Double> rows = Optional.empty();
    private final Map<String, Fields> scores = new LinkedHashMap<>();
    private final Map<String, String> methods = new LinkedHashMap<>();
    private final TreeSet<String> drifted = new TreeSet<>();
    private final TreeSet<String> steady = new TreeSet<>();

    void share(Optional<Double> said) {
        share = said.or(() -> share);
    }

    void count(Optional<Double> said) {
        count = said.or(() -> count);
    }

    /** Whether the tool judges that the data as a whole has drifted. */
    void dataset(Optional<Boolean> said) {
        dataset = said.or(() -> dataset);
    }

    void score(Optional<String> column, Fields score) {
        column.ifPresent(name -> scores.put(name, score));
    }

    /** By what the score of a column was computed. */
    void method(Optional<String> column, Optional<String> said) {
        column.ifPresent(name -> said.ifPresent(method -> methods.put(name, method)));
    }

    /** How many rows the newer data have. */
    void rows(Optional<Double> said) {
        rows = said;
    }

    /** Whether the tool judges that a column has drifted. */
    void column(Optional<String> column, Optional<Boolean> said) {
        column.ifPresent(name -> said.ifPresent(yes -> (yes ? drifted : steady).add(name)));
    }

    Transcript writeTo(Transcript transcript) {
        transcript.metric("drift.share", share).metric("drift.count", count);
        scores.forEach((column, score) -> transcript.metric("drift.column." + column, score));
        Map<String, Object> facts = new LinkedHashMap<>();
        dataset.ifPresent(yes -> facts.put("dataset", yes));
        share.ifPresent(part -> facts.put("share", part));
        if (!drifted.isEmpty() || !steady.isEmpty()) {
            facts.put("columns", drifted.stream().limit(100).toList());
        }
        return transcript.facts("drift", facts).facts("features", features());
    }

    /** A score has the name of its method only where scores of that method can be compared with everybody's. */
    private List<Map<String, Object>> features() {
        List<Map<String, Object>> features = new ArrayList<>();
        methods.forEach((column, method) -> {
            Map<String, Object> feature = new LinkedHashMap<>();
            feature.put("name", column);
            feature.put("method", method);
            Optional.ofNullable(scores.get(column)).flatMap(Fields::number).ifPresent(score -> {
                feature.put("score", score);
                if (method.equalsIgnoreCase("psi")) {
                    feature.put("psi", score);
                }
            });
            rows.ifPresent(count -> feature.put("nCurrent", count));
            features.add(feature);
        });
        return features;
    }
}
