package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidentlyTest {

    private static final Map<String, Object> DRIFTED =
            Map.of("dataset", true, "share", 0.5, "columns", List.of("income"));

    private final AdapterKit evidently = new AdapterKit(new Evidently());

    @Test
    void aReportWithTests() {
        Reading report = evidently.reading("snapshot.json");
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.summary()).hasValue("2 of 3 tests failed");
        assertThat(report.metrics())
                .isEqualTo(Map.of(
                        "DriftedColumnsCount(drift_share=0.3).count", 1.0,
                        "DriftedColumnsCount(drift_share=0.3).share", 0.5,
                        "ValueDrift(column=age,method=PSI,threshold=0.1)", 0.04,
                        "ValueDrift(column=income,method=PSI,threshold=0.1)", 0.4,
                        "drift.column.age", 0.04,
                        "drift.column.income", 0.4,
                        "drift.count", 1.0,
                        "drift.share", 0.5,
                        "tests", 3.0,
                        "tests.failed", 2.0));
        assertThat(report.data())
                .isEqualTo(Map.of(
                        "drift",
                        DRIFTED,
                        "features",
                        List.of(
                                Map.of("name", "age", "method", "PSI", "score", 0.04, "psi", 0.04),
                                Map.of("name", "income", "method", "PSI", "score", 0.4, "psi", 0.4)),
                        "failedTests",
                        List.of("Share of Drifted Columns", "Value Drift for column income")));
        assertThat(report.finishedAt()).isEmpty();
        assertThat(report.producer()).isEmpty();
    }

    /** What a signal of drift needs to be told from chance. */
    @Test
    void featuresSayOfHowManyRowsTheyAre() {
        Reading report = evidently.readingOf("""
                {"metrics": [
                  {"id": "a", "metric_name": "ValueDrift(column=age,method=K-S p_value,threshold=0.05)", "value": 0.3,
                   "config": {"type": "evidently:metric_v2:ValueDrift", "column": "age", "method": "K-S p_value"}},
                  {"id": "b", "metric_name": "RowCount()", "config": {"type": "evidently:metric_v2:RowCount"}, "value": 2100.0}],
                 "tests": []}""");
        assertThat(report.data().get("features"))
                .isEqualTo(List.of(Map.of("name", "age", "method", "K-S p_value", "score", 0.3, "nCurrent", 2100.0)));
    }

    @Test
    void aReportWithoutTestsJudgesNothing() {
        Reading report = evidently.reading("snapshot.untested.json");
        assertThat(report.verdict()).isEqualTo(Verdict.INFO);
        assertThat(report.data()).isEqualTo(Map.of("drift", Map.of("share", 0.5)));
    }

    @ParameterizedTest
    @CsvSource({"SUCCESS, WARN", "FAIL, FAIL", "ERROR, FAIL", "WARNING, WARN", "SKIPPED, WARN"})
    void statesOfACriticalTestBesideAnUncriticalFailure(String status, Verdict verdict) {
        String body = evidently.text("snapshot.json").replaceFirst("\"FAIL\"", "\"%s\"".formatted(status));
        assertThat(evidently.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void whenAllPassItPasses() {
        String body = evidently.text("snapshot.json").replace("\"FAIL\"", "\"SUCCESS\"");
        assertThat(evidently.readingOf(body).verdict()).isEqualTo(Verdict.PASS);
        assertThat(evidently.readingOf(body).data())
                .containsEntry("drift", Map.of("dataset", false, "share", 0.5, "columns", List.of()))
                .doesNotContainKey("failedTests");
        String skipped = evidently.text("snapshot.json").replaceAll("\"(FAIL|SUCCESS)\"", "\"SKIPPED\"");
        assertThat(evidently.readingOf(skipped).verdict()).isEqualTo(Verdict.INFO);
    }

    @Test
    void metricsOfEarlierServersAreCalledOtherwise() {
        String body = evidently.text("snapshot.untested.json").replace("metric_name", "metric_id");
        assertThat(evidently.readingOf(body).metrics())
                .containsEntry("DriftedColumnsCount(drift_share=0.3).share", 0.5);
    }

    @Test
    void aTestSuite() {
        Reading suite = evidently.reading("test-suite.json");
        assertThat(suite.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(suite.metrics())
                .isEqualTo(Map.of(
                        "drift.column.age", 0.04,
                        "drift.column.income", 0.4,
                        "drift.count", 1.0,
                        "drift.share", 0.5,
                        "tests", 2.0,
                        "tests.failed", 1.0,
                        "tests.passed", 1.0));
        assertThat(suite.data())
                .isEqualTo(Map.of("drift", DRIFTED, "failedTests", List.of("Share of Drifted Columns")));
        assertThat(suite.producer()).hasValue("evidently 0.6.7");
        assertThat(suite.finishedAt()).hasValue(Instant.parse("2026-03-02T10:15:00.250Z"));
    }

    @Test
    void aTestSuiteThatWarns() {
        String body = evidently.text("test-suite.json").replace("\"status\": \"FAIL\"", "\"status\": \"WARNING\"");
        assertThat(evidently.readingOf(body).verdict()).isEqualTo(Verdict.WARN);
        assertThat(evidently
                        .readingOf(body.replace("\"all_passed\": false", "\"all_passed\": true"))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void aReportOfBefore() {
        Reading report = evidently.reading("report.json");
        assertThat(report.verdict()).isEqualTo(Verdict.INFO);
        assertThat(report.metrics())
                .isEqualTo(Map.ofEntries(
                        Map.entry("DatasetDriftMetric.drift_share", 0.3),
                        Map.entry("DatasetDriftMetric.number_of_columns", 2.0),
                        Map.entry("DatasetDriftMetric.number_of_drifted_columns", 1.0),
                        Map.entry("DatasetDriftMetric.share_of_drifted_columns", 0.5),
                        Map.entry("DataDriftTable.number_of_columns", 2.0),
                        Map.entry("ColumnDriftMetric.prediction.stattest_threshold", 0.1),
                        Map.entry("ColumnDriftMetric.prediction.drift_score", 0.02),
                        Map.entry("ClassificationQualityMetric.accuracy", 0.9),
                        Map.entry("drift.column.age", 0.04),
                        Map.entry("drift.column.income", 0.4),
                        Map.entry("drift.column.prediction", 0.02),
                        Map.entry("drift.count", 1.0),
                        Map.entry("drift.share", 0.5)));
        assertThat(report.data()).isEqualTo(Map.of("drift", DRIFTED));
    }
}
