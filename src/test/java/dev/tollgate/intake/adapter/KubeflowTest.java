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

class KubeflowTest {

    private final AdapterKit kubeflow = new AdapterKit(new Kubeflow());

    @Test
    void aRun() {
        Reading run = kubeflow.reading("run.json");
        assertThat(run.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(run.summary()).hasValue("churn-train FAILED");
        assertThat(run.run()).hasValue("0c9f8d2e-0000-4000-8000-000000000002");
        assertThat(run.startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(run.finishedAt()).hasValue(Instant.parse("2026-03-02T10:21:00Z"));
        assertThat(run.author()).as("a service account is no person").isEmpty();
        assertThat(run.facets())
                .isEqualTo(Map.of(
                        "experiment", "5a1f3c1e-0000-4000-8000-000000000001",
                        "name", "churn-train",
                        "status", "FAILED",
                        "workflow", "churn"));
        assertThat(run.data())
                .isEqualTo(Map.of(
                        "parameters", Map.of("max_depth", 6, "dataset", "orders"), "failedTasks", List.of("train")));
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCEEDED, PASS",
        "FAILED, FAIL",
        "CANCELED, NEUTRAL",
        "SKIPPED, NEUTRAL",
        "CANCELING, PENDING",
        "RUNNING, PENDING",
        "PENDING, PENDING",
        "PAUSED, PENDING",
        "SOMETHING_NEW, PENDING"
    })
    void states(String state, Verdict verdict) {
        String body = kubeflow.text("run.json").replace("\"FAILED\",", "\"%s\",".formatted(state));
        assertThat(kubeflow.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void aRunThatIsRetriedIsAnotherReport() {
        String retried = kubeflow.text("run.json").replace("10:21:00", "11:21:00");
        assertThat(kubeflow.readingOf(retried).key())
                .isNotEqualTo(kubeflow.reading("run.json").key());
    }
}
