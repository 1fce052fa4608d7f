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
import org.junit.jupiter.params.provider.ValueSource;

class JenkinsTest {

    private static final String SHA = "2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566";
    private static final Subject CHURN = new Subject("acme/churn", Optional.of(SHA), Optional.empty());

    private final AdapterKit jenkins = new AdapterKit(new Jenkins());

    @Test
    void aBuildOfTheNotificationPlugin() {
        Reading build = jenkins.reading("notification.finalized.json");
        assertThat(build.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(build.summary()).hasValue("acme/train #42 UNSTABLE");
        assertThat(build.subject()).hasValue(CHURN);
        assertThat(build.metrics())
                .isEqualTo(
                        Map.of("tests.total", 20.0, "tests.failed", 1.0, "tests.passed", 17.0, "tests.skipped", 2.0));
        assertThat(build.url()).hasValue("https://ci.acme.example/job/acme/job/train/42/");
        assertThat(build.run()).hasValue("acme/train#42");
        assertThat(build.startedAt()).isEmpty();
        assertThat(build.finishedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(build.author()).isEmpty();
        assertThat(build.facets())
                .isEqualTo(Map.of(
                        "job", "acme/train",
                        "repository", "acme/churn",
                        "branch", "main",
                        "commit", SHA,
                        "status", "UNSTABLE",
                        "event", "FINALIZED"));
        assertThat(build.data())
                .isEqualTo(Map.of(
                        "parameters", Map.of("MODEL", "churn"), "failedTests", List.of("acme.ChurnTest.recall")));
        assertThat(build.notes()).isEmpty();
    }

    @Test
    void whenABuildBeganAndEnded() {
        Reading completed = jenkins.reading("notification.completed.json");
        assertThat(completed.startedAt()).hasValue(Instant.parse("2026-03-02T09:50:00Z"));
        assertThat(completed.finishedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        Reading started =
                jenkins.readingOf(jenkins.text("notification.completed.json").replace("COMPLETED", "STARTED"));
        assertThat(started.verdict()).isEqualTo(Verdict.PENDING);
        assertThat(started.startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(started.finishedAt()).isEmpty();
        assertThat(started.key()).isNotEqualTo(completed.key());
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, PASS",
        "UNSTABLE, FAIL",
        "FAILURE, FAIL",
        "ABORTED, NEUTRAL",
        "NOT_BUILT, NEUTRAL",
        "'', PENDING",
        "ELSE, INFO"
    })
    void results(String result, Verdict verdict) {
        assertThat(jenkins.readingOf(jenkins.text("notification.finalized.json")
                                .replace("\"UNSTABLE\"", "\"%s\"".formatted(result)))
                        .verdict())
                .isEqualTo(verdict);
        assertThat(jenkins.readingOf(
                                jenkins.text("generic-event.json").replace("\"SUCCESS\"", "\"%s\"".formatted(result)))
                        .verdict())
                .isEqualTo(verdict);
    }

    @Test
    void aPasswordInTheRepositorysUrlIsKeptNowhere() {
        Reading build = jenkins.reading("notification.finalized.json");
        assertThat(List.of(build.key(), build.subject(), build.facets(), build.data(), build.notes()))
                .noneMatch(part -> part.toString().contains("hunter2"));
    }

    @Test
    void aBuildOfTheGenericEventPlugin() {
        Reading build = jenkins.reading(
                "generic-event.json", "X-Event-Type", "run.finalized", "Referrer", "https://ci.acme.example/");
        assertThat(build.verdict()).isEqualTo(Verdict.PASS);
        assertThat(build.summary()).hasValue("acme » train #42 SUCCESS");
        assertThat(build.subject()).hasValue(CHURN);
        assertThat(build.url()).hasValue("https://ci.acme.example/job/acme/job/train/42/");
        assertThat(build.run()).hasValue("acme/train#42");
        assertThat(build.startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(build.finishedAt()).hasValue(Instant.parse("2026-03-02T10:10:00Z"));
        assertThat(build.author()).hasValue("a-ruiz");
        assertThat(build.facets()).containsEntry("branch", "main").containsEntry("job", "acme/train");
    }

    @Test
    void theGenericEventsOwnIdIsRandomAndSaysNothing() {
        String body = jenkins.text("generic-event.json");
        assertThat(jenkins.readingOf(body.replace("5b0d9c5e", "6c1e0d6f")).key())
                .isEqualTo(jenkins.readingOf(body).key());
        assertThat(jenkins.readingOf(body.replace("run.finalized", "run.completed"))
                        .key())
                .isNotEqualTo(jenkins.readingOf(body).key());
        String old = body.replace("\"url\": \"job/acme/job/train/42/\",", "");
        assertThat(jenkins.readingOf(old).run()).hasValue("acme/train#42");
        assertThat(jenkins.readingOf(old).key())
                .isNotEqualTo(jenkins.readingOf(old.replace("\"number\": 42", "\"number\": 43"))
                        .key());
    }

    @Test
    void whatElseHappensInJenkinsIsNoEvidence() {
        String body = jenkins.text("generic-event.json").replace("run.finalized", "item.created");
        assertThat(jenkins.messageOf(body))
                .isEqualTo(new Message.Nothing("the Jenkins event item.created is no evidence"));
    }

    @ParameterizedTest
    @CsvSource({"success, PASS", "SUCCESS, PASS", "failure, FAIL", "unstable, FAIL", "start, PENDING", "pipeline, INFO"
    })
    void eventsOfTheOutboundWebhook(String event, Verdict verdict) {
        Reading build = jenkins.readingOf(
                jenkins.text("outbound-webhook.json").replace("\"failure\"", "\"%s\"".formatted(event)));
        assertThat(build.verdict()).isEqualTo(verdict);
        assertThat(build.run()).hasValue("train#42");
        assertThat(build.url()).hasValue("https://ci.acme.example/job/train/42/");
        assertThat(build.subject()).isEmpty();
        assertThat(build.finishedAt()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cdevents.bare.json", "cdevents.printed.txt"})
    void anUnstableBuildFailsWhateverItsCdEventSays(String fixture) {
        Reading build = jenkins.reading(fixture);
        assertThat(build.format()).isEqualTo("cdevents");
        assertThat(build.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(build.summary()).hasValue("train #42 finished: UNSTABLE");
        assertThat(build.subject()).hasValue(CHURN);
        assertThat(build.metrics()).isEmpty();
        assertThat(build.url()).hasValue("https://ci.acme.example/job/train/42/");
        assertThat(build.run()).hasValue("train#42");
        assertThat(build.finishedAt()).hasValue(Instant.parse("2026-03-02T10:10:00Z"));
        assertThat(build.author()).hasValue("a-ruiz");
        assertThat(build.facets())
                .containsEntry("job", "train")
                .containsEntry("event", "pipelinerun.finished")
                .containsEntry("commit", SHA);
    }

    @Test
    void bytesOfTheCdEventBeyondAsciiAreNegativeNumbers() {
        assertThat(jenkins.reading("cdevents.printed.txt").producer()).hasValue("job/träin/42/");
    }

    @Test
    void anEventAsTheDocumentationShowsIt() {
        String started = jenkins.text("cdevents.documented.json");
        assertThat(jenkins.readingOf(started).verdict()).isEqualTo(Verdict.PENDING);
        assertThat(jenkins.readingOf(started).startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        Reading finished = jenkins.readingOf(
                started.replace("started", "finished").replace("\"status\": null", "\"status\": \"ABORTED\""));
        assertThat(finished.verdict()).isEqualTo(Verdict.NEUTRAL);
        assertThat(finished.finishedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
    }

    @Test
    void buildsOfOneNumberInTwoJobsAreTwoReports() {
        String one = jenkins.text("cdevents.documented.json");
        assertThat(jenkins.readingOf(one).key())
                .isNotEqualTo(jenkins.readingOf(one.replace("job/train/", "job/score/"))
                        .key());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CloudEvent{id='1', data=null, extensions={}}",
                "CloudEvent{id='1', data=BytesCloudEventData{value=[]}, extensions={}}",
                "CloudEvent{id='1', data=BytesCloudEventData{value=[300]}, extensions={}}",
                "CloudEvent{id='1', data=BytesCloudEventData{value=[123, 125]}, extensions={}}",
                "CloudEvent{id='1', data=BytesCloudEventData{value=[123, 34]}, extensions={}}"
            })
    void aPrintedEventWithoutACdEventIsRefused(String body) {
        assertThatThrownBy(() -> jenkins.readingOf(body)).isInstanceOf(Unreadable.class);
    }
}
