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

class CdEventsTest {

    private static final String DIGEST = "sha256:0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427";

    private final AdapterKit cdEvents = new AdapterKit(new CdEvents());

    @Test
    void aTestSuiteOfTheOldShapeInAnEnvelope() {
        Reading run = cdEvents.reading("event.enveloped.json");
        assertThat(run.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(run.summary()).hasValue("testsuiterun finished: fail, recall fell");
        assertThat(run.key()).isEqualTo("/tests/acme\nab400f10-0000-4000-8000-000000000001");
        assertThat(run.subject()).isEmpty();
        assertThat(run.metrics()).isEqualTo(Map.of("recall", 0.61, "threshold", 0.7));
        assertThat(run.url()).hasValue("https://tests.acme.example/runs/9");
        assertThat(run.run()).hasValue("suite-run-9");
        assertThat(run.startedAt()).isEmpty();
        assertThat(run.finishedAt()).hasValue(Instant.parse("2026-03-02T10:30:00Z"));
        assertThat(run.producer()).hasValue("/tests/acme");
        assertThat(run.facets())
                .isEqualTo(Map.of(
                        "event", "testsuiterun.finished",
                        "type", "dev.cdevents.testsuiterun.finished.0.2.0",
                        "source", "/tests/acme",
                        "suite", "behaviour",
                        "environment", "staging",
                        "severity", "high"));
        assertThat(run.notes()).isEmpty();
    }

    @Test
    void aDeploymentOfTheNewShapeWithoutAnEnvelope() {
        Reading deployed = cdEvents.reading("event.bare.json");
        assertThat(deployed.verdict()).isEqualTo(Verdict.PASS);
        assertThat(deployed.subject()).hasValue(new Subject("churn-api", Optional.of("1.4.0"), Optional.of(DIGEST)));
        assertThat(deployed.run()).isEmpty();
        assertThat(deployed.facets()).containsEntry("service", "churn-api").containsEntry("environment", "production");
    }

    @Test
    void whoApprovedIsAPerson() {
        Reading approval = cdEvents.reading("event.approval.json");
        assertThat(approval.verdict()).isEqualTo(Verdict.PASS);
        assertThat(approval.author()).hasValue("a-ruiz");
        assertThat(approval.url()).hasValue("https://approvals.acme.example/5");
        assertThat(cdEvents.readingOf(cdEvents.text("event.approval.json")
                                .replace("\"decision\": \"approved\"", "\"decision\": \"rejected\""))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void whatIsQueuedIsNotFinished() {
        Reading queued = cdEvents.reading("event.queued.json");
        assertThat(queued.verdict()).isEqualTo(Verdict.PENDING);
        assertThat(queued.startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(queued.finishedAt()).isEmpty();
        assertThat(queued.facets()).containsEntry("workflow", "train");
    }

    @ParameterizedTest
    @CsvSource({
        "success, PASS",
        "SUCCESS, PASS",
        "pass, PASS",
        "failure, FAIL",
        "fail, FAIL",
        "ERROR, FAIL",
        "cancel, NEUTRAL",
        "skipped, NEUTRAL",
        "odd, INFO"
    })
    void outcomes(String outcome, Verdict verdict) {
        String body = cdEvents.text("event.enveloped.json").replace("\"fail\"", "\"%s\"".formatted(outcome));
        assertThat(cdEvents.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "incident.detected, FAIL",
        "incident.reported, FAIL",
        "incident.resolved, PASS",
        "service.deployed, PASS",
        "service.upgraded, PASS",
        "service.published, PASS",
        "service.rolledback, FAIL",
        "service.removed, NEUTRAL",
        "artifact.packaged, PASS",
        "artifact.signed, PASS",
        "artifact.published, PASS",
        "artifact.deleted, INFO",
        "testcaserun.skipped, NEUTRAL",
        "testcaserun.started, PENDING",
        "build.queued, PENDING",
        "change.merged, INFO",
        "environment.created, INFO"
    })
    void whatHappened(String happened, Verdict verdict) {
        String body = cdEvents.text("event.bare.json").replace("service.deployed", happened);
        assertThat(cdEvents.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "pkg:mlflow/churn@7, churn, 7,",
        "pkg:golang/acme.example/acme/app@234fd47e, acme.example/acme/app, 234fd47e,",
        "pkg:npm/%40acme/app@1.0.0?os=linux#src, @acme/app, 1.0.0,",
        "pkg:npm/@acme/app, @acme/app,,",
        "pkg:oci/app@sha256%3A0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427, app,,"
                + " sha256:0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427"
    })
    void artifacts(String purl, String name, String version, String digest) {
        assertThat(Purl.of(purl)).hasValue(new Purl(name, Optional.ofNullable(version), Optional.ofNullable(digest)));
    }

    @Test
    void whatIsNoPackageUrl() {
        assertThat(Purl.of("churn")).isEmpty();
        assertThat(Purl.of("pkg:oci")).isEmpty();
        assertThat(Purl.of("pkg:oci/")).isEmpty();
    }

    @Test
    void anEnvelopeMaySayWhatItsEventLeavesOut() {
        Reading event = cdEvents.readingOf("""
                {"specversion": "1.0", "id": "1", "source": "/a", "type": "dev.cdevents.taskrun.finished.0.3.0",
                 "time": "2026-03-02T10:30:00Z", "data": {"subject": {"id": "t", "content": {"outcome": "success"}}}}""");
        assertThat(event.verdict()).isEqualTo(Verdict.PASS);
        assertThat(event.key()).isEqualTo("/a\n1");
        assertThat(event.finishedAt()).hasValue(Instant.parse("2026-03-02T10:30:00Z"));
    }

    @Test
    void anEventInHeaders() {
        Reading event = cdEvents.readingOf(
                cdEvents.text("event.bare.json"),
                "ce-id",
                "1",
                "ce-source",
                "/a",
                "ce-type",
                "dev.cdevents.service.deployed.0.3.0");
        assertThat(event.key()).isEqualTo("/deploys/acme\nab400f10-0000-4000-8000-000000000002");
    }

    @Test
    void anEventWithoutItsIdIsRefused() {
        String body = cdEvents.text("event.bare.json").replace("\"id\": \"ab400f10", "\"no\": \"ab400f10");
        assertThatThrownBy(() -> cdEvents.readingOf(body))
                .isInstanceOf(Unreadable.class)
                .hasMessage("there is no usable /context/id");
    }
}
