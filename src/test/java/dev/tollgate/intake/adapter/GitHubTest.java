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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubTest {

    private static final String SHA = "2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566";

    private final AdapterKit github = new AdapterKit(new GitHub());

    @Test
    void aWorkflowRun() {
        Reading run = github.reading("workflow-run.json");
        assertThat(run.verdict()).isEqualTo(Verdict.PASS);
        assertThat(run.summary()).hasValue("Train success");
        assertThat(run.subject()).hasValue(new Subject("acme/churn", Optional.of(SHA), Optional.empty()));
        assertThat(run.url()).hasValue("https://github.com/acme/churn/actions/runs/9001");
        assertThat(run.run()).hasValue("9001/2");
        assertThat(run.startedAt()).hasValue(Instant.parse("2026-03-02T10:05:00Z"));
        assertThat(run.finishedAt()).hasValue(Instant.parse("2026-03-02T10:25:00Z"));
        assertThat(run.author()).hasValue("a-ruiz");
        assertThat(run.facets())
                .isEqualTo(Map.of(
                        "branch", "main",
                        "commit", SHA,
                        "event", "push",
                        "name", "Train",
                        "repository", "acme/churn",
                        "workflow", ".github/workflows/train.yml"));
        assertThat(run.notes()).isEmpty();
    }

    @Test
    void aJobACheckAndADeployment() {
        assertThat(github.reading("workflow-job.json").verdict()).isEqualTo(Verdict.FAIL);
        assertThat(github.reading("workflow-job.json").facets()).containsEntry("workflow", "Train");
        assertThat(github.reading("check-run.json").metrics()).isEqualTo(Map.of("annotations", 3.0));
        assertThat(github.reading("check-run.json").producer()).hasValue("fairness-bot");
        assertThat(github.reading("deployment-status.json").facets()).containsEntry("environment", "production");
        assertThat(github.reading("deployment-status.json").run()).hasValue("9400");
    }

    @ParameterizedTest
    @CsvSource({
        "success, PASS",
        "failure, FAIL",
        "timed_out, FAIL",
        "startup_failure, FAIL",
        "cancelled, NEUTRAL",
        "skipped, NEUTRAL",
        "neutral, NEUTRAL",
        "stale, NEUTRAL",
        "action_required, PENDING",
        "something_new, PENDING"
    })
    void conclusions(String conclusion, Verdict verdict) {
        String body = github.text("workflow-run.json").replace("\"success\"", "\"%s\"".formatted(conclusion));
        assertThat(github.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void theSameRunHasTheSameKeyAndAnotherAttemptAnother() {
        String body = github.text("workflow-run.json");
        assertThat(github.readingOf(body.replace("a-ruiz", "q-li")).key())
                .isEqualTo(github.readingOf(body).key());
        assertThat(github.readingOf(body.replace("\"run_attempt\": 2", "\"run_attempt\": 3"))
                        .key())
                .isNotEqualTo(github.readingOf(body).key());
    }

    @Test
    void whatIsNoEvidence() {
        assertThat(github.messageOf(github.text("ping.json"))).isInstanceOf(Message.Handshake.class);
        assertThat(github.messageOf(github.text("other.json"), "X-GitHub-Event", "push"))
                .isEqualTo(new Message.Nothing("the GitHub event push is no evidence"));
    }

    @Test
    void aRunWithoutItsIdIsRefused() {
        String body = github.text("workflow-run.json").replace("\"id\": 9001,", "");
        assertThatThrownBy(() -> github.readingOf(body))
                .isInstanceOf(Unreadable.class)
                .hasMessage("there is no usable /id");
    }

    @Test
    void aDeploymentThatWaitsAsksForAGate() {
        String body = github.text("deployment-protection-rule.json");
        assertThat(github.messageOf(body, "X-GitHub-Event", "deployment_protection_rule"))
                .isEqualTo(github.messageOf(body))
                .isEqualTo(new Message.Question(
                        "github-deployment-protection-rule",
                        Map.of(
                                "environment", "production",
                                "callback",
                                        "https://api.github.com/repos/acme/churn/actions/runs/9001/deployment_protection_rule",
                                "installation", "777",
                                "repository", "acme/churn",
                                "repositoryId", "5150",
                                "commit", SHA,
                                "branch", "main",
                                "deployment", "9400",
                                "event", "push")));
        assertThat(github.messageOf(body.replace("\"requested\"", "\"withdrawn\"")))
                .isEqualTo(new Message.Nothing("the protection rule's action withdrawn asks for nothing"));
        assertThatThrownBy(() -> github.messageOf(body.replace("\"installation\"", "\"other\"")))
                .isInstanceOf(Unreadable.class)
                .hasMessage("there is no usable /installation/id");
    }
}
