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

class GitLabTest {

    private static final String SHA = "9f0e1d2c3b4a59687766554433221100ffeeddcc";

    private final AdapterKit gitlab = new AdapterKit(new GitLab());

    @Test
    void aMergeRequestThatWaitsAsksForAGate() {
        String body = gitlab.text("status-check.json");

        assertThat(gitlab.messageOf(body, "X-Gitlab-Event", "Merge Request Hook"))
                .isEqualTo(gitlab.messageOf(body))
                .isEqualTo(new Message.Question(
                        "gitlab-status-check",
                        Map.of(
                                "statusCheck", "3",
                                "mergeRequest", "7",
                                "gitlabProject", "60",
                                "commit", SHA,
                                "repository", "acme/churn",
                                "branch", "main",
                                "sourceBranch", "drift-alarm",
                                "name", "Tollgate")));
    }

    @Test
    void theCheckIsOfTheProjectThatIsMergedInto() {
        String fork =
                gitlab.text("status-check.json").replace("\"target_project_id\": 60", "\"target_project_id\": 61");

        assertThat(gitlab.messageOf(fork))
                .isInstanceOfSatisfying(
                        Message.Question.class,
                        question -> assertThat(question.particulars()).containsEntry("gitlabProject", "61"));
    }

    @Test
    void aMergeRequestThatIsDoneAsksForNothing() {
        String body = gitlab.text("status-check.json");

        assertThat(gitlab.messageOf(body.replace("\"opened\"", "\"merged\"")))
                .isEqualTo(new Message.Nothing("the merge request is merged"));
        assertThatThrownBy(() -> gitlab.messageOf(body.replace("last_commit", "first_commit")))
                .isInstanceOf(Unreadable.class)
                .hasMessage("there is no usable /last_commit/id");
    }

    @Test
    void aPipeline() {
        Reading run = gitlab.reading("pipeline.json");

        assertThat(run.verdict()).isEqualTo(Verdict.PASS);
        assertThat(run.summary()).hasValue("Train success");
        assertThat(run.subject()).hasValue(new Subject("acme/churn", Optional.of(SHA), Optional.empty()));
        assertThat(run.url()).hasValue("https://gitlab.example/acme/churn/-/pipelines/3100");
        assertThat(run.startedAt()).hasValue(Instant.parse("2026-03-02T11:02:00Z"));
        assertThat(run.finishedAt()).hasValue(Instant.parse("2026-03-02T11:20:30Z"));
        assertThat(run.author()).hasValue("a-ruiz");
        assertThat(run.metrics()).isEqualTo(Map.of("duration", 1090.0, "queued_duration", 20.0));
        assertThat(run.facets()).containsEntry("branch", "main").containsEntry("status", "success");
        assertThat(run.notes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "success, PASS",
        "failed, FAIL",
        "canceled, NEUTRAL",
        "skipped, NEUTRAL",
        "running, PENDING",
        "manual, PENDING",
        "something_new, PENDING"
    })
    void statuses(String status, Verdict verdict) {
        String body = gitlab.text("pipeline.json").replace("\"success\"", "\"%s\"".formatted(status));
        assertThat(gitlab.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void otherEventsAreNoEvidence() {
        assertThat(gitlab.messageOf(gitlab.text("other.json"), "X-Gitlab-Event", "Note Hook"))
                .isEqualTo(new Message.Nothing("the GitLab event Note Hook is no evidence"));
    }
}
