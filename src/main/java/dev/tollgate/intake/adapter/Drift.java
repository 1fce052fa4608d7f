package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Transcript;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How far data has moved from what a model was trained on, as Evidently reports it in one form or another: {@code drift.share}, {@code drift.count} and
 * {@code drift.column.<name>} as metrics, and what was judged as {@code drift} in the data.
 */
final class Drift {

    private Optional<Double> share = Optional.empty();
    private Optional<Double> count = Optional.empty();
    private Optional<Boolean> dataset = Optional.empty();
    private final Map<String, Fields> scores = new LinkedHashMap<>();
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
        return transcript.facts("drift", facts);
    }
}
