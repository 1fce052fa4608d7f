package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.intake.Verdict;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Results of Deepchecks, as {@code to_json(with_display=False)} writes them. What passes or fails are a check's conditions; a check without any only
 * measures. A check that could not run has proven nothing, and so fails.
 */
@Singleton
final class Deepchecks implements Adapter {

    private static final List<String> STATUSES = List.of("PASS", "WARN", "FAIL", "ERROR");

    @Override
    public String source() {
        return "deepchecks";
    }

    @Override
    public String title() {
        return "Deepchecks";
    }

    @Override
    public String authentication() {
        return "`bearer` or `oidc` of the pipeline that runs the suite.";
    }

    @Override
    public List<Format> formats() {
        return List.of(suite(), check());
    }

    private static Format.Description format(String id, String title, Sign sign) {
        return Format.of(id, title)
                .knownBy(sign)
                .fills(Field.OUTCOME, "conditions_results/Status; a check that did not run fails")
                .fills(Field.METRICS, "how many conditions have each status, and the numbers of value below header")
                .fills(Field.KEY, "the bytes");
    }

    private static Format suite() {
        return format(
                        "suite-result",
                        "The result of a suite",
                        Sign.body("body with `type: SuiteResult`", b -> b.is("/type", "SuiteResult")))
                .reads(delivery -> {
                    Fields body = delivery.body();
                    if (!body.at("/results").isList()) {
                        throw new Unreadable("missing-field", "there is no list of /results");
                    }
                    return read(delivery, body.text("/name"), body.list("/results"));
                });
    }

    private static Format check() {
        return format(
                        "check-result",
                        "The result of one check",
                        Sign.body(
                                "body with `type: CheckResult` or `CheckFailure`, and `check`",
                                b -> (b.is("/type", "CheckResult") || isFailure(b)) && b.has("/check")))
                .reads(delivery -> read(delivery, name(delivery.body()), List.of(delivery.body())));
    }

    private static boolean isFailure(Fields result) {
        return result.is("/type", "CheckFailure");
    }

    private static Optional<String> name(Fields result) {
        return result.text("/header").or(() -> result.text("/check/name"));
    }

    private static Transcript read(Delivery delivery, Optional<String> name, List<Fields> results) {
        Tally tally = new Tally();
        results.forEach(tally::add);
        Transcript transcript = Transcript.ofBytes(delivery.slice(Fields.NONE))
                .verdict(tally.verdict())
                .summary("%s: %s".formatted(name.orElse("checks"), tally))
                .facet("suite", name)
                .metric("checks", Optional.of((double) results.size()))
                .metric("checks.notRun", Optional.of((double) tally.notRun.size()))
                .facts("failedConditions", tally.failed)
                .facts("notRun", tally.notRun.keySet());
        tally.notRun.forEach((check, why) -> transcript.note("the check '%s' did not run: %s".formatted(check, why)));
        tally.counts.forEach((status, count) -> transcript.metric("conditions." + status, Optional.of((double) count)));
        results.forEach(result -> values(transcript, name(result).orElse("value"), result.at("/value")));
        return transcript;
    }

    /** A number of numpy comes with its type. A table is the JSON of its rows, as a text, and no metric. */
    private static void values(Transcript transcript, String path, Fields value) {
        if (value.has("/dtype") && value.has("/value")) {
            transcript.metricsOf(path, value.at("/value"));
        } else if (value.isObject()) {
            value.entries("").forEach((name, below) -> values(transcript, path + "." + name, below));
        } else if (value.isNumber()) {
            transcript.metric(path, value);
        }
    }

    /** What a suite's conditions come to. */
    private static final class Tally {

        private final Map<String, Integer> counts = new TreeMap<>();
        private final List<Map<String, String>> failed = new ArrayList<>();
        private final Map<String, String> notRun = new LinkedHashMap<>();

        Tally() {
            STATUSES.forEach(status -> counts.put(status.toLowerCase(Locale.ROOT), 0));
        }

        void add(Fields result) {
            String check = name(result).orElse("unnamed");
            if (isFailure(result)) {
                notRun.put(check, result.text("/exception").orElse("no reason said"));
            }
            for (Fields condition : result.list("/conditions_results")) {
                String status = condition.text("/Status").orElse("ERROR").toUpperCase(Locale.ROOT);
                String known = STATUSES.contains(status) ? status : "ERROR";
                counts.merge(known.toLowerCase(Locale.ROOT), 1, Integer::sum);
                if (!known.equals("PASS")) {
                    Map<String, String> fact = new LinkedHashMap<>();
                    fact.put("check", check);
                    fact.put("status", known);
                    condition.text("/Condition").ifPresent(text -> fact.put("condition", text));
                    failed.add(fact);
                }
            }
        }

        private int count(String status) {
            return counts.getOrDefault(status, 0);
        }

        Verdict verdict() {
            if (count("fail") + count("error") + notRun.size() > 0) {
                return Verdict.FAIL;
            }
            if (count("warn") > 0) {
                return Verdict.WARN;
            }
            return count("pass") > 0 ? Verdict.PASS : Verdict.INFO;
        }

        @Override
        public String toString() {
            return "%d conditions passed, %d warned, %d failed, %d checks did not run"
                    .formatted(count("pass"), count("warn"), count("fail") + count("error"), notRun.size());
        }
    }
}
