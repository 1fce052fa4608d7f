package dev.tollgate.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.intake.AdapterKit;
import dev.tollgate.intake.Reading;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventsTest {

    private static final String[] BINARY = {
        "ce-specversion", "1.0",
        "ce-id", "rows-1",
        "ce-source", "/checks/caf%C3%A9+tea",
        "ce-type", "example.acme.rows.counted",
        "ce-time", "2026-03-02T10:30:00Z"
    };

    private final AdapterKit cloudEvents = new AdapterKit(new CloudEvents());

    @Test
    void anInHouseToolCanReportEverything() {
        Reading event = cloudEvents.reading("event.structured.json");
        assertThat(event.verdict()).isEqualTo(Verdict.PASS);
        assertThat(event.summary()).hasValue("better than the baseline on every slice");
        assertThat(event.subject())
                .hasValue(new Subject(
                        "churn",
                        Optional.of("7"),
                        Optional.of("sha256:0b31b1c02ff458ad9b7b81cbdf8f028bd54699fa151f221d1e8de6817db93427")));
        assertThat(event.metrics()).isEqualTo(Map.of("auc", 0.91, "slice.new", 0.88));
        assertThat(event.url()).hasValue("https://eval.acme.example/runs/7");
        assertThat(event.run()).hasValue("eval-7");
        assertThat(event.startedAt()).hasValue(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(event.finishedAt()).hasValue(Instant.parse("2026-03-02T10:29:00Z"));
        assertThat(event.producer()).hasValue("https://eval.acme.example/churn");
        assertThat(event.author()).hasValue("a-ruiz");
        assertThat(event.facets())
                .isEqualTo(Map.of(
                        "type", "example.acme.model.evaluated.v1",
                        "source", "https://eval.acme.example/churn",
                        "subject", "churn/7",
                        "environment", "staging"));
        assertThat(event.data()).containsEntry("testSetUsed", 1).containsEntry("slices", List.of("new", "old"));
        assertThat(event.notes()).isEmpty();
    }

    @Test
    void anEventInHeaders() {
        Reading event = cloudEvents.reading("event.binary.json", BINARY);
        assertThat(event.verdict()).isEqualTo(Verdict.INFO);
        assertThat(event.key()).isEqualTo("/checks/café+tea\nrows-1");
        assertThat(event.finishedAt()).hasValue(Instant.parse("2026-03-02T10:30:00Z"));
        assertThat(event.data()).isEqualTo(Map.of("outcome", "INCONCLUSIVE", "rows", 12000));
    }

    @Test
    void dataOfAnEventInHeadersMayBeAListOrNoTree() {
        assertThat(cloudEvents.readingOf("[1, 2]", BINARY).data()).isEmpty();
        assertThat(cloudEvents.readingOf("twelve thousand rows", BINARY).facets())
                .containsEntry("type", "example.acme.rows.counted");
    }

    @Test
    void aBatchIsOneReportAnEvent() {
        List<Reading> batch = cloudEvents.readings("event.batch.json");
        assertThat(batch).extracting(Reading::verdict).containsExactly(Verdict.FAIL, Verdict.PASS, Verdict.FAIL);
        assertThat(batch).extracting(Reading::key).containsExactly("/checks\n1", "/checks\n2", "/pipelines\n3");
        assertThat(new String(batch.getFirst().bytes(), StandardCharsets.UTF_8))
                .startsWith("{\"specversion\": \"1.0\", \"id\": \"1\"")
                .endsWith("{\"outcome\": \"fail\"}}");
        assertThat(batch.getLast().facets()).containsEntry("workflow", "train");
    }

    @ParameterizedTest
    @CsvSource({"PASS, PASS", "pass, PASS", "Fail, FAIL", "inconclusive, INFO", "success, INFO", "'', INFO"})
    void outcomes(String outcome, Verdict verdict) {
        String body = cloudEvents.text("event.structured.json").replace("\"Pass\"", "\"%s\"".formatted(outcome));
        assertThat(cloudEvents.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void aCallOfGoogleCloud() {
        Reading call = cloudEvents.reading("event.audit-log.json");
        assertThat(call.verdict()).isEqualTo(Verdict.PASS);
        assertThat(call.author()).hasValue("ana.ruiz@acme.example");
        assertThat(call.facets())
                .containsEntry("service", "aiplatform.googleapis.com")
                .containsEntry("method", "google.cloud.aiplatform.v1.ModelService.UploadModel")
                .containsEntry("resource", "projects/acme-ml/locations/europe-west4/models/churn");
    }

    @Test
    void aCallOfGoogleCloudThatFailedOrOnlyBegan() {
        String body = cloudEvents.text("event.audit-log.json");
        Reading denied = cloudEvents.readingOf(
                body.replace("\"status\": {}", "\"status\": {\"code\": 7, \"message\": \"denied\"}"));
        assertThat(denied.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(denied.summary().orElseThrow()).endsWith("models/churn: denied");
        assertThat(cloudEvents
                        .readingOf(body.replace(
                                "\"severity\"", "\"operation\": {\"id\": \"1\", \"first\": true}, \"severity\""))
                        .verdict())
                .isEqualTo(Verdict.PENDING);
        assertThat(cloudEvents
                        .readingOf(body.replace("ana.ruiz@acme.example", "ci@acme-ml.iam.gserviceaccount.com"))
                        .author())
                .isEmpty();
    }

    @Test
    void whatLacksAnAttributeIsNoCloudEvent() {
        assertThat(cloudEvents.formatOf("{\"specversion\": \"1.0\", \"type\": \"a\", \"source\": \"b\"}"))
                .isEmpty();
        assertThat(cloudEvents.formatOf("{}", "ce-type", "a", "ce-source", "b")).isEmpty();
        assertThat(cloudEvents.formatOf("[]")).isEmpty();
    }

    @Test
    void anEventThatWasNamedByHandAndLacksAnAttributeIsRefused() {
        assertThatThrownBy(() -> new CloudEvents()
                        .formats()
                        .getFirst()
                        .reader()
                        .apply(AdapterKit.delivery("{\"type\": \"a\"}".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(Unreadable.class)
                .hasMessage("the event has no attribute source");
    }
}
