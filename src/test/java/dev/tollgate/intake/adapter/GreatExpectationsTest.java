package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GreatExpectationsTest {

    private final AdapterKit gx = new AdapterKit(new GreatExpectations());

    @Test
    void aSuitesResult() {
        Reading result = gx.reading("validation-result.json");
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(result.summary()).hasValue("suite subscribers: 2 of 3 expectations met");
        assertThat(result.key()).isEqualTo("validation\nv-1\n20260302T101500.250000Z");
        assertThat(result.subject())
                .hasValue(new Subject(
                        "warehouse/subscribers",
                        Optional.empty(),
                        Optional.of("pandas:44444444444444444444444444444444")));
        assertThat(result.finishedAt()).hasValue(Instant.parse("2026-03-02T10:15:00.250Z"));
        assertThat(result.producer()).hasValue("great_expectations 1.3.0");
        assertThat(result.url()).hasValue("https://gx.example.com/results/1");
        assertThat(result.facets()).isEqualTo(Map.of("dataset", "subscribers", "suite", "subscribers"));
        assertThat(result.metrics())
                .isEqualTo(Map.of(
                        "evaluated_expectations", 3.0,
                        "successful_expectations", 2.0,
                        "unsuccessful_expectations", 1.0,
                        "success_percent", 66.7,
                        "expect_column_values_to_not_be_null.id.unexpected_percent", 0.0,
                        "expect_column_mean_to_be_between.age.observed_value", 40.5,
                        "expect_column_values_to_be_between.age.unexpected_percent", 50.0));
        assertThat(result.data())
                .isEqualTo(Map.of(
                        "failedExpectations",
                        List.of(Map.of("type", "expect_column_values_to_be_between", "column", "age"))));
    }

    @Test
    void aSuitesResultAsBeforeGx1() {
        Reading result = gx.reading("validation-result-legacy.json");
        assertThat(result.verdict()).isEqualTo(Verdict.PASS);
        assertThat(result.finishedAt()).hasValue(Instant.parse("2026-03-02T10:15:00Z"));
        assertThat(result.run()).hasValue("nightly");
        assertThat(result.subject()).hasValue(new Subject("warehouse/subscribers", Optional.empty(), Optional.empty()));
        assertThat(result.metrics())
                .containsEntry("success_percent", 100.0)
                .containsEntry("expect_column_mean_to_be_between.age.observed_value", 40.5);
    }

    @Test
    void everyResultOfACheckpointIsAReport() {
        List<Reading> results = gx.readings("run-results.json");
        assertThat(results).extracting(Reading::verdict).containsExactly(Verdict.PASS, Verdict.FAIL);
        assertThat(results).extracting(Reading::key).doesNotHaveDuplicates();
        assertThat(results).allSatisfy(r -> assertThat(r.facets()).containsEntry("suite", "subscribers"));
    }

    @Test
    void aCheckpoint() {
        Reading checkpoint = gx.reading("checkpoint.json");
        assertThat(checkpoint.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(checkpoint.summary()).hasValue("checkpoint: 0 of 1 validations passed");
        assertThat(checkpoint.url()).hasValue("https://gx.example.com/results/1");
        assertThat(checkpoint.metrics())
                .containsEntry("evaluated_validations", 1.0)
                .containsEntry("expect_column_values_to_be_between.age.unexpected_percent", 50.0);
        assertThat(checkpoint.data()).containsKey("failedExpectations");
    }

    @Test
    void valuesOfTheDataAreNotKept() {
        Reading result = gx.reading("validation-result.json");
        assertThat(result.data().toString() + result.metrics()).doesNotContain("101");
    }

    @Test
    void theSameExpectationTwiceIsTwoMetrics() {
        String body = gx.text("validation-result.json")
                .replace("expect_column_values_to_not_be_null", "expect_column_values_to_be_between")
                .replace("\"column\": \"id\"", "\"column\": \"age\"");
        assertThat(gx.readingOf(body).metrics())
                .containsEntry("expect_column_values_to_be_between.age.unexpected_percent", 0.0)
                .containsEntry("expect_column_values_to_be_between.age#2.unexpected_percent", 50.0);
    }

    @Test
    void anExceptionIsNoted() {
        String plain = gx.text("validation-result.json")
                .replaceFirst("\"raised_exception\": false", "\"raised_exception\": true");
        assertThat(gx.readingOf(plain).notes())
                .containsExactly("the expectation expect_column_values_to_not_be_null.id raised an exception");
        String nested = gx.text("validation-result.json")
                .replaceFirst("\"raised_exception\": false", "\"('column.max',)\": {\"raised_exception\": true}");
        assertThat(gx.readingOf(nested).notes()).hasSize(1);
    }

    @Test
    void withoutAVerdictItIsRefused() {
        String body = gx.text("checkpoint.json").replaceFirst("\"success\": false", "\"success\": null");
        assertThatThrownBy(() -> gx.readingOf(body))
                .isInstanceOf(Unreadable.class)
                .hasMessage("there is no usable success");
    }
}
