package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reports of Evidently as {@code json()} writes them, since 0.7. What it wrote before is read by {@link EvidentlyLegacy}. */
@Singleton
final class Evidently implements Adapter {

    @Override
    public String source() {
        return "evidently";
    }

    @Override
    public String title() {
        return "Evidently";
    }

    @Override
    public String authentication() {
        return "`bearer` or `oidc` of the pipeline that runs the report.";
    }

    @Override
    public List<Format> formats() {
        return List.of(snapshot(), EvidentlyLegacy.testSuite(), EvidentlyLegacy.report());
    }

    private static Format snapshot() {
        return Format.of("snapshot", "A report, with or without tests")
                .knownBy(Sign.body(
                        "body with `metrics` that have `id`, `value` and `metric_name` or `metric_id`, or with `tests` that have `metric_config`",
                        b -> isMetric(b.at("/metrics/0"))
                                || (b.at("/metrics").isList() && b.has("/tests/0/metric_config"))))
                .fills(Field.OUTCOME, "tests/status: of critical ones; without tests nothing passes or fails")
                .fills(Field.METRICS, "metric_name and value; drift.share, drift.count and drift.column.*")
                .fills(Field.KEY, "the bytes")
                .reads(Evidently::snapshot);
    }

    private static boolean isMetric(Fields metric) {
        return metric.has("/id") && metric.has("/value") && (metric.has("/metric_name") || metric.has("/metric_id"));
    }

    private static Transcript snapshot(Delivery delivery) {
        Fields body = delivery.body();
        List<Fields> tests = body.list("/tests");
        List<Fields> failed =
                tests.stream().filter(test -> isFailed(status(test))).toList();
        Drift drift = new Drift();
        body.list("/metrics").forEach(metric -> measured(drift, metric));
        tests.forEach(test -> judged(drift, test));
        Transcript transcript = drift.writeTo(Transcript.ofBytes(delivery.slice(Fields.NONE)))
                .verdict(verdict(tests))
                .summary(
                        tests.isEmpty()
                                ? "%d metrics, no tests"
                                        .formatted(body.list("/metrics").size())
                                : "%d of %d tests failed".formatted(failed.size(), tests.size()))
                .facts("failedTests", names(failed));
        if (!tests.isEmpty()) {
            transcript.metric("tests", Optional.of((double) tests.size())).metric("tests.failed", Optional.of((double)
                    failed.size()));
        }
        body.list("/metrics")
                .forEach(metric -> metric.text("/metric_name")
                        .or(() -> metric.text("/metric_id"))
                        .ifPresent(name -> transcript.metricsOf(name, metric.at("/value"))));
        return transcript;
    }

    static List<String> names(List<Fields> tests) {
        List<String> names = new ArrayList<>();
        tests.forEach(test -> test.text("/name").ifPresent(names::add));
        return names;
    }

    /** {@code SUCCESS}, {@code FAIL}, {@code WARNING}, {@code ERROR} or {@code SKIPPED}. */
    static String status(Fields test) {
        return test.text("/status").orElse("ERROR").toUpperCase(Locale.ROOT);
    }

    static boolean isFailed(String status) {
        return status.equals("FAIL") || status.equals("ERROR");
    }

    private static Verdict verdict(List<Fields> tests) {
        if (tests.stream().anyMatch(test -> isFailed(status(test)) && isCritical(test))) {
            return Verdict.FAIL;
        }
        if (tests.stream()
                .anyMatch(test -> isFailed(status(test)) || status(test).equals("WARNING"))) {
            return Verdict.WARN;
        }
        return tests.stream().anyMatch(test -> status(test).equals("SUCCESS")) ? Verdict.PASS : Verdict.INFO;
    }

    /** A test that a preset made has an empty {@code test_config}; what was meant stands in {@code bound_test}. */
    private static boolean isCritical(Fields test) {
        return test.flag("/test_config/is_critical")
                .or(() -> test.flag("/bound_test/test/is_critical"))
                .orElse(true);
    }

    private static void measured(Drift drift, Fields metric) {
        String type = metric.text("/config/type").orElse("");
        if (type.endsWith(":DriftedColumnsCount")) {
            drift.share(metric.number("/value/share"));
            drift.count(metric.number("/value/count"));
        } else if (type.endsWith(":ValueDrift")) {
            drift.score(metric.text("/config/column"), metric.at("/value"));
            drift.method(metric.text("/config/column"), metric.text("/config/method"));
        } else if (type.endsWith(":RowCount")) {
            drift.rows(metric.number("/value"));
        }
    }

    private static void judged(Drift drift, Fields test) {
        Fields params = test.at("/metric_config/params");
        String type = params.text("/type").orElse("");
        Optional<Boolean> failed = Optional.of(status(test).equals("FAIL"));
        if (type.endsWith(":DriftedColumnsCount")) {
            drift.dataset(failed);
        } else if (type.endsWith(":ValueDrift")) {
            drift.column(params.text("/column"), failed);
        }
    }
}
