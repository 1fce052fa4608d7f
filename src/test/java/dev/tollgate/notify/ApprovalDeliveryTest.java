package dev.tollgate.notify;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.dev.Await;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who asks for CDEvents is told of decisions, and of nothing else. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
@TestProfile(DeliveryTest.Hasty.class)
class ApprovalDeliveryTest {

    private static final String CDEVENTS = ", \"form\": \"CDEVENTS\"";

    private final Api api = Api.of(getClass());

    @Test
    void decisionsArriveAsApprovals() throws IOException {
        ProjectApi project = api.newProject("approvals", "LOW");
        try (Receiver receiver = Receiver.that(Receiver.ACCEPTING);
                Hooks hooks = new Hooks(api)) {
            Hooks.Hook hook = hooks.to(receiver, Hooks.project(project.key()) + CDEVENTS);

            project.passed("plan", "data");

            Await.until(() -> receiver.received().size() == 2);
            List<String> events =
                    receiver.received().stream().map(Receiver.Call::text).toList();
            assertThatJson(events.getFirst()).node("type").isEqualTo("dev.cdevents.approval.closed.0.1.0");
            assertThatJson(events.getFirst())
                    .node("data.subject.content.approvalDetailsUrl")
                    .isEqualTo("%s/gates/plan/decisions/%s"
                            .formatted(project.path(), project.gate("plan").value("lastDecision.id")));
            assertThatJson(events.getLast()).node("data.customData.gate").isEqualTo("data");
            assertThat(receiver.received().getFirst().headers())
                    .containsEntry("content-type", "application/cloudevents+json");
            assertThatJson(events.getFirst())
                    .node("id")
                    .isEqualTo(receiver.received().getFirst().id());
            Await.until(() -> hook.get("/deliveries").list("items.eventType").size() == 2);
            assertThat(hook.get("/deliveries").is(200).list("items.eventType"))
                    .containsExactly("gate.decided", "gate.decided");
        }
    }

    /** What was delivered before the form was changed can be had again: as it stands in the log. */
    @Test
    void whatHasNoFormAsApprovalIsSentAgainAsItIs() throws IOException {
        ProjectApi project = api.newProject("approvals", "LOW");
        try (Receiver receiver = Receiver.that(Receiver.ACCEPTING);
                Hooks hooks = new Hooks(api)) {
            Hooks.Hook hook = hooks.to(receiver, Hooks.project(project.key()) + ", \"start\": \"BEGINNING\"");
            // The books are written after the answer that the receiver gave.
            Await.until(() -> hook.get("/deliveries").list("items.position").size() == 1);
            String position = hook.get("/deliveries").is(200).value("items[0].position");

            api.put(hook.path(), """
                    {"name": "test", "url": "%s", "projects": ["%s"]%s}""".formatted(receiver.url(), project.key(), CDEVENTS))
                    .is(200);
            hook.post("/deliveries/%s/redelivery".formatted(position), "").is(202);

            Await.until(() -> receiver.calls().size() == 2);
            assertThat(receiver.calls().getLast().text())
                    .isEqualTo(receiver.calls().getFirst().text());
        }
    }
}
