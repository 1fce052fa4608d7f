package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Message;
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

class MlFlowTest {

    private static final String[] DELIVERED = {"X-MLflow-Delivery-Id", "7c2a"};

    private final AdapterKit mlflow = new AdapterKit(new MlFlow());

    @Test
    void aRun() {
        Reading run = mlflow.reading("run.json");
        assertThat(run.verdict()).isEqualTo(Verdict.PASS);
        assertThat(run.key()).isEqualTo("run\nr-77\n1772446200000");
        assertThat(run.summary()).hasValue("run train-77 FINISHED");
        assertThat(run.subject()).isEmpty();
        assertThat(run.run()).hasValue("r-77");
        assertThat(run.startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(run.finishedAt()).hasValue(Instant.parse("2026-03-02T10:10:00Z"));
        assertThat(run.author()).hasValue("m-okafor");
        assertThat(run.producer()).isEmpty();
        assertThat(run.facets())
                .isEqualTo(Map.of(
                        "branch", "main",
                        "commit", "2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566",
                        "dataset", "subscribers",
                        "experiment", "4",
                        "name", "train-77",
                        "status", "FINISHED"));
        assertThat(run.data())
                .isEqualTo(Map.of(
                        "params", Map.of("depth", "8"),
                        "tags", Map.of("validation_status", "approved"),
                        "datasets",
                                List.of(Map.of("name", "subscribers", "digest", "77aa01bc", "context", "training"))));
    }

    @Test
    void theLastValueOfAMetricCountsAndWhatIsNoNumberIsNoted() {
        Reading run = mlflow.reading("run.json");
        assertThat(run.metrics()).isEqualTo(Map.of("auc", 0.83));
        assertThat(run.notes()).containsExactly("the metric 'loss' is no finite number and was left out");
        String later = mlflow.text("run.json").replace("\"step\": \"1\"", "\"step\": \"3\"");
        assertThat(mlflow.readingOf(later).metrics()).isEqualTo(Map.of("auc", 0.79));
    }

    @ParameterizedTest
    @CsvSource({"FINISHED, PASS", "FAILED, FAIL", "KILLED, FAIL", "RUNNING, PENDING", "SCHEDULED, PENDING"})
    void howRunsEnd(String status, Verdict verdict) {
        String body = mlflow.text("run.json").replace("FINISHED", status);
        assertThat(mlflow.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void aDeletedRunSaysNothing() {
        String body = mlflow.text("run.json").replace("\"active\"", "\"deleted\"");
        assertThat(mlflow.readingOf(body).verdict()).isEqualTo(Verdict.NEUTRAL);
    }

    @Test
    void numbersMayBeTexts() {
        String body = mlflow.text("run.json")
                .replace("\"1772445600000\"", "1772445600000")
                .replace("\"end_time\": 1772446200000", "\"end_time\": \"1772446200000\"");
        assertThat(mlflow.readingOf(body).key())
                .isEqualTo(mlflow.reading("run.json").key());
        assertThat(mlflow.readingOf(body).finishedAt())
                .isEqualTo(mlflow.reading("run.json").finishedAt());
    }

    @Test
    void aModelVersion() {
        Reading version = mlflow.reading("model-version.json");
        assertThat(version.verdict()).isEqualTo(Verdict.PASS);
        assertThat(version.subject()).hasValue(new Subject("churn", Optional.of("12"), Optional.empty()));
        assertThat(version.url()).hasValue("https://mlflow.example.com/#/experiments/4/runs/r-77");
        assertThat(version.run()).hasValue("r-77");
        assertThat(version.facets()).isEqualTo(Map.of("alias", "champion", "stage", "Staging", "status", "READY"));
        assertThat(version.data())
                .isEqualTo(Map.of(
                        "source",
                        "models:/m-77",
                        "aliases",
                        List.of("champion"),
                        "tags",
                        Map.of("validation_status", "approved")));
        assertThat(version.key()).isEqualTo("model-version\nchurn\n12\n1772446400000");
    }

    @ParameterizedTest
    @CsvSource({"READY, PASS", "FAILED_REGISTRATION, FAIL", "PENDING_REGISTRATION, PENDING", "NEW, INFO"})
    void howRegistrationsEnd(String status, Verdict verdict) {
        String body = mlflow.text("model-version.json").replace("READY", status);
        assertThat(mlflow.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void aTagThatWasSet() {
        Reading tag = mlflow.reading("model-version-tag.json");
        assertThat(tag.verdict()).isEqualTo(Verdict.INFO);
        assertThat(tag.subject()).hasValue(new Subject("churn", Optional.of("12"), Optional.empty()));
        assertThat(tag.finishedAt()).hasValue(Instant.parse("2026-03-02T10:15:00.250Z"));
        assertThat(tag.facets())
                .isEqualTo(
                        Map.of("event", "model_version_tag.set", "tag", "validation_status", "tagValue", "approved"));
    }

    @ParameterizedTest
    @CsvSource({
        "registered-model-created.json, registered_model.created",
        "model-version-created.json, model_version.created",
        "model-version-tag.deleted.json, model_version_tag.deleted",
        "model-version-alias.deleted.json, model_version_alias.deleted",
        "model-version-alias.json, model_version_alias.created",
        "prompt.json, prompt_version.created",
        "prompt.alias.json, prompt_alias.created",
        "budget-policy.json, budget_policy.exceeded"
    })
    void eventsAreFacets(String fixture, String event) {
        assertThat(mlflow.reading(fixture).facets()).containsEntry("event", event);
        assertThat(mlflow.reading(fixture).verdict()).isEqualTo(Verdict.INFO);
    }

    @Test
    void dataAloneIsReadBehindMlFlowsHeaders() {
        Reading bare = mlflow.reading("model-version-tag.bare.json", DELIVERED);
        Reading whole = mlflow.reading("model-version-tag.json", DELIVERED);
        assertThat(bare.facets()).isEqualTo(whole.facets());
        assertThat(bare.subject()).isEqualTo(whole.subject());
        assertThat(bare.finishedAt()).isEmpty();
        assertThat(mlflow.formatOf("{\"name\":\"churn\",\"alias\":\"champion\"}", DELIVERED))
                .hasValue("model-version-alias");
        assertThat(mlflow.formatOf("{\"name\":\"churn\",\"version\":\"2\",\"source\":\"s\"}", DELIVERED))
                .hasValue("model-version-created");
        assertThat(mlflow.formatOf(mlflow.text("model-version-tag.bare.json"))).isEmpty();
    }

    @Test
    void theDeliveryIsTheKeyAndElseTheBytes() {
        String body = mlflow.text("model-version-tag.json");
        assertThat(mlflow.readingOf(body, DELIVERED).key()).isEqualTo("webhook\n7c2a");
        assertThat(mlflow.readingOf(body).key()).startsWith("sha256:");
        assertThat(mlflow.readingOf(body.replace("approved", "rejected")).key())
                .isNotEqualTo(mlflow.readingOf(body).key());
    }

    @Test
    void aBudget() {
        Reading budget = mlflow.reading("budget-policy.json");
        assertThat(budget.metrics()).isEqualTo(Map.of("budget_amount", 100.0, "current_spend", 104.5));
        assertThat(budget.summary()).hasValue("budget policy bp-1: 104.5 of 100.0 USD spent");
        assertThat(budget.subject()).isEmpty();
    }

    @Test
    void whatIsNoEvidence() {
        assertThat(mlflow.messageOf(mlflow.text("other.json"), DELIVERED))
                .isEqualTo(new Message.Nothing("the MLflow event trace.archived is no evidence"));
        assertThat(mlflow.formatOf(mlflow.text("other.json"))).isEmpty();
    }

    @Test
    void whatLacksItsNameIsRefused() {
        assertThatThrownBy(() ->
                        mlflow.readingOf(mlflow.text("model-version-tag.json").replace("\"name\"", "\"nom\"")))
                .isInstanceOf(Unreadable.class)
                .hasMessage("there is no usable /name");
        assertThatThrownBy(() -> mlflow.readingOf("{\"run\":{\"info\":{\"run_id\":null,\"status\":\"FINISHED\"}}}"))
                .isInstanceOf(Unreadable.class);
    }
}
