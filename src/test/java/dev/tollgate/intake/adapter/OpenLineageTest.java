package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenLineageTest {

    private final AdapterKit openLineage = new AdapterKit(new OpenLineage());

    @Test
    void aRunThatCheckedItsData() {
        Reading run = openLineage.reading("run-event.json");
        assertThat(run.verdict()).as("one test only warns").isEqualTo(Verdict.WARN);
        assertThat(run.subject()).hasValue(new Subject("shop.public.orders", Optional.of("41"), Optional.empty()));
        assertThat(run.metrics())
                .isEqualTo(Map.of(
                        "rowCount", 1200.0,
                        "columnMetrics.amount.nullCount", 3.0,
                        "columnMetrics.amount.max", 99.5,
                        "outputStatistics.rowCount", 1200.0,
                        "outputStatistics.size", 40960.0,
                        "checks.passed", 3.0,
                        "checks.failed", 0.0,
                        "checks.warned", 1.0));
        assertThat(run.finishedAt()).hasValue(Instant.parse("2026-03-02T10:20:00Z"));
        assertThat(run.startedAt()).isEmpty();
        assertThat(run.producer()).hasValue("https://github.com/apache/airflow");
        assertThat(run.facets())
                .isEqualTo(Map.of(
                        "branch", "main",
                        "commit", "2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566",
                        "dataset", "shop.public.orders",
                        "event", "COMPLETE",
                        "integration", "AIRFLOW",
                        "job", "churn.load",
                        "namespace", "airflow",
                        "repository", "acme/churn"));
        assertThat(run.data())
                .isEqualTo(Map.of(
                        "inputs",
                        List.of(Map.of(
                                "namespace", "postgres://db:5432", "name", "shop.public.orders", "version", "41")),
                        "outputs",
                        List.of(Map.of("namespace", "s3://lake", "name", "churn/orders")),
                        "failedChecks",
                        List.of("row_count")));
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETE, true, PASS",
        "COMPLETE, false, FAIL",
        "FAIL, true, FAIL",
        "ABORT, true, FAIL",
        "START, true, PENDING",
        "RUNNING, false, PENDING",
        "OTHER, true, PASS",
        "OTHER, false, FAIL",
        "COMPLETE, null, INFO"
    })
    void verdicts(String type, String success, Verdict verdict) {
        String body = openLineage
                .text("run-event.json")
                .replace("\"COMPLETE\"", "\"%s\"".formatted(type))
                .replace("\"status\": \"fail\"", "\"status\": \"pass\"")
                .replace("\"success\": true", "\"success\": " + success);
        assertThat(openLineage.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void eventsInAList() {
        List<Reading> events = openLineage.readings("run-event.list.json");
        assertThat(events).extracting(Reading::verdict).containsExactly(Verdict.PENDING, Verdict.FAIL);
        assertThat(events.getFirst().startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(events.getFirst().run()).hasValue("{{ run }}");
        assertThat(events.getLast().notes()).containsExactly("the run reports an error");
        assertThat(events).extracting(Reading::key).doesNotHaveDuplicates();
    }

    @Test
    void aRunWithoutChecksIsAsGoodAsItsEnd() {
        String body = "{\"eventType\": \"%s\", \"eventTime\": \"2026-03-02T10:00:00Z\", \"run\": {\"runId\": \"r\"},"
                + " \"job\": {\"name\": \"j\"}}";
        assertThat(openLineage.readingOf(body.formatted("COMPLETE")).verdict()).isEqualTo(Verdict.PASS);
        assertThat(openLineage.readingOf(body.formatted("OTHER")).verdict()).isEqualTo(Verdict.INFO);
    }

    @Test
    void metricsOfSeveralDataSetsAreToldApart() {
        String body = openLineage
                .text("run-event.json")
                .replace(
                        "\"outputs\": [",
                        "\"outputs\": [{\"name\": \"other\", \"facets\": {\"dataQualityMetrics\": {\"rowCount\": 7}}},");
        assertThat(openLineage.readingOf(body).metrics())
                .containsEntry("rowCount.shop.public.orders", 1200.0)
                .containsEntry("rowCount.other", 7.0)
                .doesNotContainKey("rowCount");
    }

    @Test
    void facetsAlone() {
        Reading both = openLineage.reading("data-quality.json");
        assertThat(both.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(both.data()).isEqualTo(Map.of("failedChecks", List.of("unique id")));
        assertThat(both.metrics()).containsEntry("columnMetrics.id.nullCount", 0.0);
        Reading metrics = openLineage.reading("data-quality.metrics.json");
        assertThat(metrics.verdict()).isEqualTo(Verdict.INFO);
        assertThat(metrics.producer()).hasValue("https://example.com/checker");
        String inner = "{\"assertions\": [{\"assertion\": \"not_null\", \"success\": true}]}";
        assertThat(openLineage.readingOf(inner).verdict()).isEqualTo(Verdict.PASS);
    }
}
