package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Evidently wrote before 0.7, and writes still from {@code evidently.legacy}: test suites and reports. */
final class EvidentlyLegacy {

    private EvidentlyLegacy() {}

    static Format testSuite() {
        return legacy("test-suite", "A test suite, before 0.7")
                .knownBy(Sign.fields("/tests", "/summary/all_passed", "/summary/total_tests"))
                .fills(Field.OUTCOME, "/summary/all_passed and the tests' status")
                .fills(Field.METRICS, "/summary: numbers of tests; drift.share, drift.count and drift.column.*")
                .reads(EvidentlyLegacy::testSuite);
    }

    private static Format.Description legacy(String id, String title) {
        return Format.of(id, title)
                .fills(Field.FINISHED, "/timestamp")
                .fills(Field.PRODUCER, "/version")
                .fills(Field.KEY, "the bytes");
    }

    private static Transcript begin(Delivery delivery) {
        Fields body = delivery.body();
        return Transcript.ofBytes(delivery.slice(Fields.NONE))
                .finished(body.time("/timestamp"))
                .producer(body.text("/version").map(version -> "evidently " + version));
    }

    private static Transcript testSuite(Delivery delivery) {
        Fields body = delivery.body();
        Fields summary = body.at("/summary");
        List<Fields> tests = body.list("/tests");
        Drift drift = new Drift();
        tests.forEach(test -> judged(drift, test));
        return drift.writeTo(begin(delivery))
                .verdict(verdict(summary, tests))
                .summary("%s of %s tests passed"
                        .formatted(
                                summary.text("/success_tests").orElse("?"),
                                summary.text("/total_tests").orElse("?")))
                .metric("tests", summary.number("/total_tests"))
                .metric("tests.passed", summary.number("/success_tests"))
                .metric("tests.failed", summary.number("/failed_tests"))
                .facts(
                        "failedTests",
                        Evidently.names(tests.stream()
                                .filter(test -> Evidently.isFailed(Evidently.status(test)))
                                .toList()));
    }

    /** Not all passed, and none failed: the rest are warnings. */
    private static Verdict verdict(Fields summary, List<Fields> tests) {
        if (summary.is("/all_passed", "true")) {
            return Verdict.PASS;
        }
        boolean warned = tests.stream().anyMatch(t -> Evidently.status(t).equals("WARNING"));
        boolean failed = tests.stream().anyMatch(t -> Evidently.isFailed(Evidently.status(t)));
        return warned && !failed ? Verdict.WARN : Verdict.FAIL;
    }

    private static void judged(Drift drift, Fields test) {
        Fields parameters = test.at("/parameters");
        if (parameters.has("/detected") && parameters.has("/score")) {
            column(drift, parameters.text("/column_name"), parameters);
        }
        Map<String, Fields> features = parameters.entries("/features");
        long scored = features.values().stream().filter(f -> f.has("/detected")).count();
        if (scored == 0) {
            return;
        }
        features.forEach((name, feature) -> column(drift, Optional.of(name), feature));
        long detected = features.values().stream()
                .filter(f -> f.is("/detected", "true"))
                .count();
        drift.count(Optional.of((double) detected));
        drift.share(Optional.of((double) detected / scored));
        drift.dataset(Optional.of(Evidently.isFailed(Evidently.status(test))));
    }

    private static void column(Drift drift, Optional<String> name, Fields said) {
        drift.score(name, said.at("/score"));
        drift.column(name, said.flag("/detected"));
    }

    static Format report() {
        return legacy("report", "A report, before 0.7")
                .knownBy(Sign.fields("/metrics/0/metric", "/metrics/0/result"))
                .fills(
                        Field.METRICS,
                        "the numbers of each result and of its `current`; drift.share, drift.count, drift.column.*")
                .reads(EvidentlyLegacy::report);
    }

    /** A report measures; what is too much only its tests say. */
    private static Transcript report(Delivery delivery) {
        List<Fields> metrics = delivery.body().list("/metrics");
        Drift drift = new Drift();
        metrics.forEach(metric -> measured(drift, metric.at("/result")));
        Transcript transcript = drift.writeTo(begin(delivery)).summary("%d metrics".formatted(metrics.size()));
        for (Fields metric : metrics) {
            Fields result = metric.at("/result");
            metric.text("/metric")
                    .map(name -> result.text("/column_name")
                            .map(column -> name + "." + column)
                            .orElse(name))
                    .ifPresent(name -> {
                        numbers(transcript, name, result);
                        numbers(transcript, name, result.at("/current"));
                    });
        }
        return transcript;
    }

    /** Only of this level: below are distributions and plots. */
    private static void numbers(Transcript transcript, String name, Fields level) {
        level.entries("").forEach((field, value) -> {
            if (value.isNumber()) {
                transcript.metric(name + "." + field, value);
            }
        });
    }

    private static void measured(Drift drift, Fields result) {
        drift.share(result.number("/share_of_drifted_columns"));
        drift.count(result.number("/number_of_drifted_columns"));
        drift.dataset(result.flag("/dataset_drift"));
        scored(drift, result.text("/column_name"), result);
        result.entries("/drift_by_columns").forEach((name, column) -> scored(drift, Optional.of(name), column));
    }

    private static void scored(Drift drift, Optional<String> name, Fields column) {
        if (column.has("/drift_score")) {
            drift.score(name, column.at("/drift_score"));
            drift.column(name, column.flag("/drift_detected"));
        }
    }
}
