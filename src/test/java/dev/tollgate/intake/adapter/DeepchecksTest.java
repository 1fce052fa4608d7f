package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.intake.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeepchecksTest {

    private final AdapterKit deepchecks = new AdapterKit(new Deepchecks());

    @Test
    void aSuite() {
        Reading suite = deepchecks.reading("suite-result.json");
        assertThat(suite.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(suite.summary())
                .hasValue("Train Test Validation: 1 conditions passed, 1 warned, 1 failed, 1 checks did not run");
        assertThat(suite.metrics())
                .isEqualTo(Map.of(
                        "Feature Drift.age.Drift score", 0.4,
                        "New Labels", 0.0,
                        "checks", 4.0,
                        "checks.notRun", 1.0,
                        "conditions.error", 0.0,
                        "conditions.fail", 1.0,
                        "conditions.pass", 1.0,
                        "conditions.warn", 1.0));
        assertThat(suite.facets()).isEqualTo(Map.of("suite", "Train Test Validation"));
        assertThat(suite.data())
                .isEqualTo(Map.of(
                        "failedConditions",
                        List.of(
                                Map.of("check", "Feature Drift", "status", "FAIL", "condition", "drift score < 0.2"),
                                Map.of("check", "New Labels", "status", "WARN", "condition", "few labels")),
                        "notRun",
                        List.of("Datasets Size")));
        assertThat(suite.notes())
                .containsExactly("the check 'Datasets Size' did not run: DeepchecksValueError: no test dataset");
        assertThat(suite.producer()).isEmpty();
    }

    @Test
    void oneCheck() {
        assertThat(deepchecks.reading("check-result.json").verdict()).isEqualTo(Verdict.PASS);
        assertThat(deepchecks.reading("check-result.json").metrics()).containsEntry("New Labels", 0.0);
        assertThat(deepchecks.reading("check-result.failure.json").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(deepchecks.reading("suite-result.warned.json").verdict()).isEqualTo(Verdict.WARN);
    }

    @ParameterizedTest
    @CsvSource({"PASS, PASS", "WARN, WARN", "FAIL, FAIL", "ERROR, FAIL", "UNHEARD, FAIL"})
    void conditions(String status, Verdict verdict) {
        String body = deepchecks.text("check-result.json").replace("\"PASS\"", "\"%s\"".formatted(status));
        assertThat(deepchecks.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void aCheckWithoutConditionsOnlyMeasures() {
        String body =
                "{\"type\":\"CheckResult\",\"check\":{\"name\":\"Size\"},\"value\":{\"dtype\":\"int64\",\"value\":7}}";
        assertThat(deepchecks.readingOf(body).verdict()).isEqualTo(Verdict.INFO);
        assertThat(deepchecks.readingOf(body).metrics()).containsEntry("Size", 7.0);
    }

    @Test
    void whatIsNotFiniteIsNoted() {
        String body = "{\"type\":\"CheckResult\",\"check\":{\"name\":\"Size\"},\"value\":{\"a\":NaN,\"b\":\"[{}]\"}}";
        assertThat(deepchecks.readingOf(body).notes())
                .containsExactly("the metric 'Size.a' is no finite number and was left out");
    }

    @Test
    void aSuiteWithoutResultsIsRefused() {
        assertThatThrownBy(() -> deepchecks.readingOf("{\"type\":\"SuiteResult\",\"results\":{}}"))
                .isInstanceOf(Unreadable.class)
                .hasMessage("there is no list of /results");
        assertThat(deepchecks.formatOf("{\"type\":\"CheckResult\"}")).isEmpty();
    }
}
