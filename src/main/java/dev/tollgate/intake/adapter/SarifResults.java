package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Transcript;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The results of a SARIF file, counted. Section numbers are those of SARIF 2.1.0. */
final class SarifResults {

    private static final int MOST_RULES = 20;

    private final Map<String, Integer> levels = new HashMap<>();
    private final Map<String, Integer> failedRules = new TreeMap<>();
    private int runs;
    private int runsWithResults;
    private int suppressed;
    private boolean crashed;

    void add(Fields run) {
        runs++;
        runsWithResults += run.at("/results").isList() ? 1 : 0;
        crashed |= run.list("/invocations").stream().anyMatch(call -> call.is("/executionSuccessful", "false"));
        Map<String, String> defaults = defaultLevels(run);
        run.list("/results").stream().filter(SarifResults::counts).forEach(result -> count(result, defaults));
    }

    private void count(Fields result, Map<String, String> defaults) {
        if (isSuppressed(result)) {
            suppressed++;
            return;
        }
        Optional<String> rule = rule(result);
        String level = result.text("/level").or(() -> rule.map(defaults::get)).orElse("warning");
        levels.merge(level, 1, Integer::sum);
        if (level.equals("error")) {
            failedRules.merge(rule.orElse(""), 1, Integer::sum);
        }
    }

    /** Failures only (3.27.9), and none that a baseline knows and this run did not find again (3.27.24). */
    private static boolean counts(Fields result) {
        return result.text("/kind").filter(kind -> !kind.equals("fail")).isEmpty()
                && !result.is("/baselineState", "absent");
    }

    /** A suppression that is under review or rejected is none, and speaks against the others (3.27.23, 3.35.3). */
    private static boolean isSuppressed(Fields result) {
        List<Fields> suppressions = result.list("/suppressions");
        return !suppressions.isEmpty()
                && suppressions.stream()
                        .allMatch(suppression -> suppression
                                .text("/status")
                                .filter(status -> !status.equals("accepted"))
                                .isEmpty());
    }

    /** Its id; where it has none, its place among the driver's rules (3.27.6). */
    private static Optional<String> rule(Fields result) {
        return result.text("/ruleId")
                .or(() -> result.text("/rule/id"))
                .or(() -> result.text("/ruleIndex").map(index -> "#" + index));
    }

    /** A result without a level has that of its rule; without that it is a warning (3.27.10). */
    private static Map<String, String> defaultLevels(Fields run) {
        Map<String, String> defaults = new HashMap<>();
        Stream.concat(Stream.of(run.at("/tool/driver")), run.list("/tool/extensions").stream())
                .flatMap(tool -> tool.list("/rules").stream())
                .forEach(rule -> rule.text("/id")
                        .ifPresent(id -> rule.text("/defaultConfiguration/level")
                                .ifPresent(level -> defaults.putIfAbsent(id, level))));
        List<Fields> own = run.list("/tool/driver/rules");
        for (int i = 0; i < own.size(); i++) {
            String place = "#" + i;
            own.get(i).text("/defaultConfiguration/level").ifPresent(level -> defaults.put(place, level));
        }
        return defaults;
    }

    int errors() {
        return levels.getOrDefault("error", 0);
    }

    int warnings() {
        return levels.getOrDefault("warning", 0);
    }

    boolean crashed() {
        return crashed;
    }

    /** An empty list says that nothing was found; none at all says nothing (3.14.23). */
    boolean isWithoutResults() {
        return runs == 0 || runsWithResults < runs;
    }

    Transcript into(Transcript transcript) {
        transcript
                .summary("%d errors, %d warnings".formatted(errors(), warnings()))
                .data(
                        "failedRules",
                        failedRules.keySet().stream().limit(MOST_RULES).toList());
        return transcript
                .metric("errors", Optional.of((double) errors()))
                .metric("warnings", Optional.of((double) warnings()))
                .metric("notes", Optional.of((double) levels.getOrDefault("note", 0)))
                .metric("suppressed", Optional.of((double) suppressed));
    }
}
