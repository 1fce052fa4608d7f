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

class EventGridTest {

    private static final String WORKSPACE =
            "/subscriptions/0001/resourceGroups/ml/providers/Microsoft.MachineLearningServices/workspaces/acme";

    private final AdapterKit azure = new AdapterKit(new EventGrid());

    @Test
    void driftInTheSchemaOfEventGrid() {
        Reading drift = azure.readings("event.drift.json").getFirst();
        assertThat(drift.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(drift.summary()).hasValue("DatasetDriftDetected weekly");
        assertThat(drift.key()).isEqualTo(WORKSPACE + "\nc0ffee00-0000-4000-8000-000000000001");
        assertThat(drift.subject()).isEmpty();
        assertThat(drift.metrics()).isEqualTo(Map.of("DriftCoefficient", 0.81));
        assertThat(drift.run()).hasValue("0a_11");
        assertThat(drift.startedAt()).hasValue(Instant.parse("2026-02-23T00:00:00Z"));
        assertThat(drift.finishedAt()).hasValue(Instant.parse("2026-03-02T10:00:00.123456Z"));
        assertThat(drift.facets())
                .isEqualTo(Map.of(
                        "event", "DatasetDriftDetected",
                        "type", "Microsoft.MachineLearningServices.DatasetDriftDetected",
                        "workspace", "acme",
                        "dataset", "target",
                        "alert", "weekly"));
        assertThat(drift.notes()).isEmpty();
    }

    @Test
    void aModelThatIsRegistered() {
        Reading registered = azure.readings("event.drift.json").getLast();
        assertThat(registered.verdict()).isEqualTo(Verdict.INFO);
        assertThat(registered.subject()).hasValue(new Subject("churn", Optional.of("7"), Optional.empty()));
        assertThat(registered.data()).isEqualTo(Map.of("tags", Map.of("area", "retention")));
    }

    @Test
    void aModelThatIsDeployedAsACloudEvent() {
        Reading deployed = azure.reading("event.deployed.json");
        assertThat(deployed.verdict()).isEqualTo(Verdict.PASS);
        assertThat(deployed.subject()).hasValue(new Subject("churn", Optional.of("7"), Optional.empty()));
        assertThat(deployed.facets()).containsEntry("service", "churn-api");
    }

    @Test
    void ofSeveralModelsNoneIsTheSubject() {
        Reading deployed = azure.readingOf(azure.text("event.deployed.json").replace("churn:7", "churn:7,spend:2"));
        assertThat(deployed.subject()).isEmpty();
        assertThat(deployed.data()).containsEntry("models", List.of("churn:7", "spend:2"));
        assertThat(deployed.notes()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "Completed, PASS",
        "failed, FAIL",
        "Canceled, NEUTRAL",
        "Running, PENDING",
        "CancelRequested, PENDING",
        "odd, INFO"
    })
    void statusesOfRuns(String status, Verdict verdict) {
        String body = azure.text("event.deployed.json")
                .replace("ModelDeployed", "RunStatusChanged")
                .replace("\"ModelIds\": \"churn:7\"", "\"runStatus\": \"%s\"".formatted(status));
        assertThat(azure.readingOf(body).verdict()).isEqualTo(verdict);
    }

    @Test
    void theHandshake() {
        Message answer = new Message.Handshake(
                "Event Grid's subscription is validated",
                Map.of("validationResponse", "11112222-3333-4444-5555-666677778888"));
        assertThat(azure.messageOf(azure.text("subscription-validation.json"))).isEqualTo(answer);
        assertThat(azure.messageOf(
                        "{\"data\": {\"validationCode\": \"11112222-3333-4444-5555-666677778888\"}}",
                        "aeg-event-type",
                        "SubscriptionValidation"))
                .isEqualTo(answer);
        assertThatThrownBy(() -> azure.messageOf("[{}]", "aeg-event-type", "SubscriptionValidation"))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void eventsOfOtherServices() {
        assertThat(azure.messageOf(azure.text("other.json")))
                .isEqualTo(new Message.Nothing("the Event Grid event Microsoft.Storage.BlobCreated is no evidence"));
        String mixed = azure.text("other.json").replaceFirst("]\\s*$", "")
                + azure.text("event.drift.json").replaceFirst("\\[", ",");
        assertThat(((Message.Evidence) azure.messageOf(mixed)).readings()).hasSize(2);
    }
}
