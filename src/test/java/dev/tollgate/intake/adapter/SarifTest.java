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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SarifTest {

    private static final String COMMIT = "2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566";

    private final AdapterKit sarif = new AdapterKit(new Sarif());

    private static String log(String run) {
        return "{\"version\": \"2.1.0\", \"runs\": [{%s}]}".formatted(run.replace('\'', '"'));
    }

    @Test
    void whatAnAnalyzerFound() {
        Reading log = sarif.reading("log.json");
        assertThat(log.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(log.metrics()).isEqualTo(Map.of("errors", 2.0, "warnings", 1.0, "notes", 1.0, "suppressed", 1.0));
        assertThat(log.data()).isEqualTo(Map.of("failedRules", List.of("#0", "S1")));
        assertThat(log.subject()).hasValue(new Subject("acme/churn", Optional.of(COMMIT), Optional.empty()));
        assertThat(log.run()).hasValue("nightly/churn/7");
        assertThat(log.startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(log.finishedAt()).hasValue(Instant.parse("2026-03-02T10:01:30Z"));
        assertThat(log.producer()).hasValue("Scanner");
        assertThat(log.facets())
                .isEqualTo(Map.of("tool", "Scanner", "repository", "acme/churn", "branch", "main", "commit", COMMIT));
    }

    @Test
    void nothingFound() {
        assertThat(sarif.reading("log.clean.json").verdict()).isEqualTo(Verdict.PASS);
        assertThat(sarif.reading("log.clean.json").key()).isEqualTo("d541006e-582d-4600-a603-000000000001");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "'results': [{'level': 'note'}] | PASS",
                "'results': [{}] | WARN",
                "'results': [{'level': 'warning'}] | WARN",
                "'results': [{'level': 'error'}, {'level': 'warning'}] | FAIL",
                "'results': [{'level': 'error', 'suppressions': [{'status': 'accepted'}]}] | PASS",
                "'results': [{'level': 'error', 'suppressions': []}] | FAIL",
                "'results': [{'level': 'error', 'suppressions': [{'status': 'rejected'}]}] | FAIL",
                "'results': [{'level': 'error', 'suppressions': [{}, {'status': 'underReview'}]}] | FAIL",
                "'results': [{'level': 'error', 'kind': 'open'}] | PASS",
                "'results': [{'level': 'error', 'baselineState': 'unchanged'}] | FAIL",
                "'results': [], 'invocations': [{'executionSuccessful': false}] | FAIL",
                "'invocations': [{'executionSuccessful': true}] | INFO",
                "'results': null | INFO"
            })
    void verdicts(String run, Verdict verdict) {
        assertThat(sarif.readingOf(log(run)).verdict()).isEqualTo(verdict);
    }

    @Test
    void oneRunThatFailedIsNotMadeGoodByAnother() {
        String body =
                "{\"version\": \"2.1.0\", \"runs\": [{\"results\": [{\"level\": \"error\"}]}, {\"results\": []}]}";
        assertThat(sarif.readingOf(body).verdict()).isEqualTo(Verdict.FAIL);
        String without = "{\"version\": \"2.1.0\", \"runs\": [{\"results\": []}, {}]}";
        assertThat(sarif.readingOf(without).verdict()).isEqualTo(Verdict.INFO);
        assertThat(sarif.readingOf("{\"version\": \"2.1.0\", \"runs\": []}").verdict())
                .isEqualTo(Verdict.INFO);
    }

    @Test
    void aCrashedRunSaysWhy() {
        assertThat(sarif.readingOf(log("'invocations': [{'executionSuccessful': false}]"))
                        .notes())
                .containsExactly("the tool reports that its run did not succeed (executionSuccessful is false)");
    }

    @Test
    void anotherVersionIsRefused() {
        String body =
                "{\"version\": \"1.0.0\", \"$schema\": \"http://json.schemastore.org/sarif-1.0.0\", \"runs\": []}";
        assertThatThrownBy(() -> sarif.readingOf(body))
                .isInstanceOf(Unreadable.class)
                .hasMessage("only SARIF 2.1.0 is read");
    }
}
