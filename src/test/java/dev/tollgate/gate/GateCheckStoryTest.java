package dev.tollgate.gate;

import static dev.tollgate.http.Person.CI;
import static dev.tollgate.http.ProjectApi.FAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** «May I proceed?» asks a pipeline, and curl exits with 22 where the answer is no. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class GateCheckStoryTest {

    private static final List<String> ALL_BUT_TWO = List.of(
            "plan.business-objective",
            "plan.stakeholders",
            "plan.ml-task",
            "plan.success-metrics",
            "plan.data-availability",
            "plan.infrastructure-tooling",
            "plan.risk-ethics-governance");

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProject() {
        churn = api.newProject("churn", "LOW");
    }

    @Test
    void aBlockedGateSaysWhatIsMissingAndWhatToDo() {
        // Given
        churn.as(CI).satisfy(ALL_BUT_TWO);
        churn.as(CI).evidence("plan.baseline", FAIL).is(201);

        // Then in the order of the criteria
        churn.as(CI).check("plan").isProblem(409, "gate-blocked").isJson("""
                {"type": "/problems/gate-blocked", "title": "<text>", "status": 409, "code": "gate-blocked",
                 "detail": "Gate plan of the project is NOT_READY; 2 unmet.", "instance": "%1$s/gates/plan/check", "traceId": "<text>",
                 "gate": "plan", "state": "NOT_READY", "ready": false, "unmet": [
                   {"kind": "ITEM", "item": "plan.roadmap", "title": "Roadmap & Milestones Set", "state": "NOT_STARTED",
                    "reason": "no evidence yet", "action": "POST %1$s/items/plan.roadmap/evidence"},
                   {"kind": "ITEM", "item": "plan.baseline", "title": "Baseline / Benchmark Established", "state": "FAILED",
                    "reason": "the newest evidence failed", "action": "POST %1$s/items/plan.baseline/evidence"}]}
                """.formatted(churn.path()));
    }

    @Test
    void atATerminalItIsOneLineForEachThingThatIsMissing() {
        // Given
        churn.satisfy(ALL_BUT_TWO);
        churn.evidence("plan.baseline", FAIL).is(201);

        // When
        Answer answer = churn.with("Accept", "text/plain").check("plan").is(409);

        // Then
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        assertThat(answer.text()).isEqualTo("""
                plan NOT_READY: 2 unmet
                plan.roadmap NOT_STARTED no evidence yet
                plan.baseline FAILED the newest evidence failed
                """);
    }

    @Test
    void aReadyGateThatNobodyHasDecidedBlocksToo() {
        // Given
        churn.satisfy("PLAN");

        // Then
        Answer answer = churn.check("plan").isProblem(409, "gate-blocked");
        answer.has("ready", true).has("state", "READY").has("unmet", """
                [{"kind": "GATE", "gate": "plan", "title": "Go/No-Go Gate Passed", "state": "READY", "reason": "ready, waits for a decision",
                  "action": "POST %s/gates/plan/decisions"}]
                """.formatted(churn.path()));
        assertThat(churn.with("Accept", "text/plain").check("plan").is(409).text())
                .isEqualTo("""
                plan READY: 1 unmet
                gate plan READY ready, waits for a decision
                """);
    }

    @Test
    void aPassedGateIsAYesWithTheDecisionThatItRestsOn() {
        // Given
        churn.satisfy("PLAN");
        String decision = churn.go("plan").is(201).value("id");

        // Then
        churn.as(CI).check("plan").is(200).isJson("""
                {"gate": "plan", "state": "PASSED", "passed": true, "decision": "%s"}
                """.formatted(decision));
        assertThat(churn.with("Accept", "text/plain").check("plan").is(200).text())
                .isEqualTo("plan PASSED\n");
        churn.check("data").isProblem(409, "gate-blocked");
    }

    @Test
    void aGateWhoseItemFailsAfterwardsIsSuspendedUntilItIsMended() {
        // Given
        churn.passed("plan");

        // When
        churn.evidence("plan.baseline", FAIL).is(201);

        // Then
        churn.check("plan")
                .isProblem(409, "gate-blocked")
                .has("state", "SUSPENDED")
                .has("unmet[0].item", "plan.baseline");
        churn.gate("plan").has("next", "Mend what is listed as unmet; the gate then stands again by itself.");

        // When
        churn.pass("plan.baseline");

        // Then
        churn.check("plan").is(200);
        assertThat(churn.where("types", "gate.state-changed").get("/events").list("items.data.to"))
                .containsExactly("READY", "PASSED", "SUSPENDED", "PASSED");
        churn.verifies();
    }

    @Test
    void aGateThatIsNotThereIsNamedWithTheOnesThatAre() {
        churn.check("plane").isProblem(404, "not-found").has("allowed", "[\"plan\", \"data\", \"model\", \"deploy\"]");
        churn.get("/gates/PLAN").isProblem(404, "not-found");
    }

    @Test
    void aGateSaysWhatItAsksForAndWhoCanMoveIt() {
        // Given
        churn.satisfy(ALL_BUT_TWO);
        churn.pass("plan.roadmap");

        // Then
        Answer gate = churn.gate("plan");
        gate.has("gate", "plan")
                .has("phase", "PLAN")
                .has("title", "Go/No-Go Gate Passed")
                .has("state", "NOT_READY");
        gate.has("ready", false)
                .has("current", true)
                .has("attempt", 1)
                .has("iteration", 1)
                .has("quorum", 1);
        gate.has("snapshotDigest", "<digest>")
                .has("whoCanDecide", "[{\"role\": \"gatekeeper\", \"required\": false, \"except\": []}]");
        gate.has("next", "Meet plan.baseline (no evidence yet).")
                .has("conditions", "[]")
                .has("warnings", "[]");
        gate.has("criteria[2]", """
                {"id": "risks", "title": "Risks approved", "met": true, "items": [
                  {"item": "plan.risk-ethics-governance", "title": "Risk, Ethics & Governance Reviewed", "required": "MUST",
                   "state": "SATISFIED", "met": true, "evidence": "<id>"}]}
                """);
        gate.has("criteria[3].met", false).has("criteria[3].items[1].met", false);
        gate.hasNo("openDecision").hasNo("lastDecision").hasNo("readySince");
        assertThat(churn.get("/gates").is(200).list("items.gate")).containsExactly("plan", "data", "model", "deploy");
    }

    @Test
    void whatShouldBeThereWarnsAndDoesNotBlock() {
        // Given
        churn.satisfy(List.of(
                "data.ingestion",
                "data.profiling",
                "data.cleaning",
                "data.eda",
                "data.validation-versioning",
                "data.labeling",
                "data.feature-engineering",
                "data.feature-selection"));

        // Then
        Answer gate = churn.gate("data");
        gate.has("ready", true)
                .has("state", "READY")
                .has("criteria[3].met", true)
                .has("warnings", """
                [{"kind": "ITEM", "item": "data.observability-plan", "title": "<text>", "state": "NOT_STARTED",
                  "reason": "no evidence yet", "action": "POST %s/items/data.observability-plan/evidence"}]
                """.formatted(churn.path()));
    }
}
