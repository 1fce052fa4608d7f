package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.intake.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JunitTest {

    private final AdapterKit junit = new AdapterKit(new Junit());

    @Test
    void aReportWithFailures() {
        Reading report = junit.reading("report.suites.xml");
        assertThat(report.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(report.summary()).hasValue("4 tests, 1 failures, 1 errors, 1 skipped");
        assertThat(report.metrics())
                .isEqualTo(Map.of(
                        "tests", 4.0,
                        "failures", 1.0,
                        "errors", 1.0,
                        "skipped", 1.0,
                        "rows", 5000.0,
                        "roc_auc", 0.91,
                        "p95.test_model.test_latency", 120.0,
                        "p95.test_model.test_batch_latency", 80.0));
        assertThat(report.startedAt()).hasValue(Instant.parse("2026-03-02T09:00:00Z"));
        assertThat(report.finishedAt()).hasValue(Instant.parse("2026-03-02T09:00:02.500Z"));
        assertThat(report.facets()).isEqualTo(Map.of("suite", "churn-model", "host", "runner-4"));
        assertThat(report.data())
                .isEqualTo(Map.of(
                        "failedTests",
                        List.of("test_model.test_latency", "test_model.test_batch_latency"),
                        "properties",
                        Map.of("dataset", "churn-2026-03")));
        assertThat(report.subject()).isEmpty();
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void aReportOfOneSuite() {
        Reading report = junit.reading("report.suite.xml");
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.finishedAt()).hasValue(Instant.parse("2026-03-02T10:00:00.250Z"));
        assertThat(report.notes()).containsExactly("a time without a zone was read as UTC");
    }

    /** The attributes say one thing and the tests another: whichever is worse. */
    @ParameterizedTest
    @CsvSource({
        "<testsuite tests='1' failures='0'><testcase name='a'><failure/></testcase></testsuite>, FAIL",
        "<testsuite tests='1' failures='1'><testcase name='a'/></testsuite>, FAIL",
        "<testsuites failures='0'><testsuite errors='1'/></testsuites>, FAIL",
        "<testsuites><testsuite><testsuite><testcase name='a'><error/></testcase></testsuite></testsuite></testsuites>, FAIL",
        "<testsuites><testcase name='a'/></testsuites>, PASS",
        "<testsuite tests='2' skipped='2'/>, INFO",
        "<testsuites/>, INFO",
        "<testsuite tests='many' failures='none' time='later' timestamp='now'/>, INFO"
    })
    void verdicts(String body, Verdict verdict) {
        assertThat(junit.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void nothingThatRanIsNoPass() {
        assertThat(junit.readingOf("<testsuites/>").notes()).containsExactly("no test ran");
    }

    @Test
    void deepchecksReportIsRefused() {
        String body = "<testsuite tests='1' failures='0'>"
                + "<testcase classname='deepchecks.tabular.checks.FeatureDrift' name='Feature Drift'/></testsuite>";
        assertThatThrownBy(() -> junit.readingOf(body))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("to_json");
    }

    @Test
    void otherXmlIsNotTakenForAReport() {
        assertThat(junit.formatOf("<bom/>")).isEmpty();
    }

    @Test
    void suitesWithinSuitesAreRead() {
        String body = "<testsuite>".repeat(50) + "<testcase name='a'/>" + "</testsuite>".repeat(50);
        assertThat(junit.readingOf(body).verdict()).isEqualTo(Verdict.PASS);
    }
}
