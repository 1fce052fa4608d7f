package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Subject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightsAndBiasesTest {

    private static final String SHA = "2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566";

    private final AdapterKit wandb = new AdapterKit(new WeightsAndBiases());

    @Test
    void anAutomation() {
        Reading event = wandb.reading("webhook.json");
        assertThat(event.verdict()).isEqualTo(Verdict.INFO);
        assertThat(event.subject())
                .hasValue(new Subject("acme/wandb-registry-model/churn", Optional.of("v12"), Optional.empty()));
        assertThat(event.author()).hasValue("l-meyer");
        assertThat(event.metrics()).isEqualTo(Map.of("auc", 0.83));
        assertThat(event.data()).isEqualTo(Map.of("metadata", Map.of("framework", "xgboost")));
        assertThat(event.facets())
                .isEqualTo(Map.of(
                        "alias", "production",
                        "collection", "churn",
                        "entity", "acme",
                        "event", "ADD_ARTIFACT_ALIAS",
                        "project", "wandb-registry-model"));
    }

    @Test
    void theShapeForGitHubAndAnAliasInPlaceOfAVersion() {
        Reading event = wandb.reading("webhook.dispatch.json");
        assertThat(event.subject())
                .hasValue(new Subject("acme/wandb-registry-model/churn", Optional.empty(), Optional.empty()));
        assertThat(event.facets()).containsEntry("event", "evaluate").containsEntry("alias", "staging");
    }

    @Test
    void metadataMayBeAnObject() {
        String body = wandb.text("webhook.json")
                .replace("\"artifact_metadata.auc\": \"0.83\"", "\"artifact_metadata\": {\"auc\": 0.83}");
        assertThat(wandb.readingOf(body).metrics()).isEqualTo(Map.of("auc", 0.83));
    }

    @Test
    void aTemplateOfOtherNamesIsRefusedAndSaysWhatToDo() {
        assertThatThrownBy(() -> wandb.readingOf("{\"text\":\"New version\"}", "X-Wandb-Signature", "00"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("call the template's fields as the variables");
        assertThat(wandb.formatOf("{\"text\":\"New version\"}")).isEmpty();
    }

    @Test
    void aSummary() {
        Reading summary = wandb.reading("run-summary.json");
        assertThat(summary.verdict()).isEqualTo(Verdict.INFO);
        assertThat(summary.metrics()).isEqualTo(Map.of("auc", 0.83, "val.loss", 0.41, "epochs", 3.0));
        assertThat(summary.finishedAt()).hasValue(Instant.parse("2026-03-02T10:10:00.5Z"));
        assertThat(summary.data()).containsEntry("steps", 30);
        assertThat(summary.notes()).containsExactly("the metric 'diverged' is no finite number and was left out");
        assertThat(wandb.formatOf("{\"auc\":0.83,\"_runtime\":4,\"_step\":3}")).hasValue("run-summary");
        assertThat(wandb.formatOf("{\"auc\":0.83,\"_runtime\":4}")).isEmpty();
    }

    @Test
    void metadataOfARun() {
        Reading run = wandb.reading("run-metadata.json");
        assertThat(run.verdict()).isEqualTo(Verdict.PASS);
        assertThat(run.subject())
                .hasValue(new Subject("https://git.example.com/acme/churn.git", Optional.of(SHA), Optional.empty()));
        assertThat(run.author()).hasValue("l-meyer");
        assertThat(run.startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(run.finishedAt()).hasValue(Instant.parse("2026-03-02T10:10:00Z"));
        assertThat(run.facets()).containsEntry("commit", SHA).containsEntry("host", "gpu-1");
        assertThat(wandb.reading("run-metadata.recent.json").verdict()).isEqualTo(Verdict.INFO);
    }

    @Test
    void aTokenInARemoteIsNotKept() {
        assertThat(wandb.reading("run-metadata.json").facets().toString()).doesNotContain("token");
        String ssh = wandb.text("run-metadata.json")
                .replace("https://token@git.example.com/acme/churn.git", "git@git.example.com:acme/churn.git");
        assertThat(wandb.readingOf(ssh).facets()).containsEntry("repository", "git@git.example.com:acme/churn.git");
    }

    @ParameterizedTest
    @CsvSource({
        "finished, PASS",
        "failed, FAIL",
        "crashed, FAIL",
        "killed, FAIL",
        "running, PENDING",
        "preempting, PENDING",
        "unheard, INFO"
    })
    void howRunsEnd(String state, Verdict verdict) {
        String body = wandb.text("run-metadata.json").replace("finished", state);
        assertThat(wandb.readingOf(body).verdict()).isEqualTo(verdict);
    }
}
