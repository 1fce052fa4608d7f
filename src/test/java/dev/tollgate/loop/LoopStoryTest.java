package dev.tollgate.loop;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.BOB;
import static dev.tollgate.http.Person.CAROL;
import static dev.tollgate.http.Person.CI;
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

/** What runs drifts, and the project goes back. A machine sees it, a person says so. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class LoopStoryTest {

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProjectInModel() {
        churn = api.newProject("churn", "LOW").passed("plan", "data").satisfy("MODEL");
    }

    @Test
    void aMachineProposesAndNothingMovesYet() {
        // When
        Answer proposed = churn.as(CI).post("/loops", """
                {"from": "MODEL", "to": "DATA", "trigger": "FEATURE_DRIFT", "reason": "PSI 0.31 three windows in a row",
                 "signal": {"kind": "data-drift", "features": [{"name": "contract_type", "psi": 0.31}], "windows": 3}}
                """).is(201);

        // Then
        proposed.isJson("""
                {"id": "<id>", "from": "MODEL", "to": "DATA", "trigger": "FEATURE_DRIFT",
                 "reason": "PSI 0.31 three windows in a row",
                 "signal": {"kind": "data-drift", "features": [{"name": "contract_type", "psi": 0.31}], "windows": 3},
                 "state": "PROPOSED", "proposedBy": "ci", "proposedAt": "<time>", "reopened": [], "invalidated": [], "reaffirm": [], "gates": [],
                 "seq": "<number>", "hash": "<hash>"}
                """);
        assertThat(proposed.header("Location")).isEqualTo(churn.path() + "/loops/" + proposed.value("id"));
        churn.get().has("phase", "MODEL").has("iteration", 1);
        churn.check("data").is(200);
        churn.verifies();
    }

    @Test
    void aPersonConfirmsAndTheProjectGoesBack() {
        // Given
        String id = churn.as(CI).loop("MODEL", "DATA", "FEATURE_DRIFT").is(201).value("id");
        long before = churn.version();

        // When
        Answer confirmed = churn.as(ALICE).settle(id, "CONFIRM").is(201);

        // Then
        confirmed
                .has("state", "CONFIRMED")
                .has("settledBy", "alice")
                .has("settledAt", "<time>")
                .has("iteration", 2);
        confirmed.has("rationale", "looked at it").has("gates", "[\"data\"]");
        confirmed.has("reopened", """
                ["data.ingestion", "data.profiling", "data.cleaning", "data.validation-versioning", "data.labeling"]""");
        assertThat(confirmed.list("invalidated"))
                .hasSize(8)
                .contains("model.evaluation", "model.model-card")
                .doesNotContain("deploy.serving", "model.algorithm-candidates");
        churn.get().has("phase", "DATA").has("iteration", 2).has("state", "ACTIVE");
        churn.item("data.ingestion").has("state", "REOPENED");
        churn.item("data.eda").has("state", "SATISFIED");
        churn.item("model.evaluation").has("state", "STALE");
        churn.check("data").isProblem(409, "gate-blocked").has("state", "REOPENED");
        churn.check("plan").is(200);
        assertThat(churn.eventsAfter(before)).startsWith("loop.confirmed").contains("project.phase-entered");
        churn.verifies();
    }

    @Test
    void theLoopClosesWhenTheProjectIsBackWhereItCameFrom() {
        // Given
        String id = churn.loop("MODEL", "DATA", "RETRAINING").is(201).value("id");

        // When it comes to the phase again, then not yet
        churn.passed("data");
        churn.get("/loops/" + id).has("state", "CONFIRMED");
        churn.gate("data").has("iteration", 2);

        // When it passes its gate
        churn.passed("model");

        // Then
        churn.get("/loops/" + id)
                .is(200)
                .has("state", "CLOSED")
                .has("closedAt", "<time>")
                .hasNo("seq");
        assertThat(churn.where("state", "CLOSED").get("/loops").list("items.id"))
                .containsExactly(id);
        assertThat(churn.eventsAfter(churn.version() - 10)).containsOnlyOnce("loop.closed");
        churn.verifies();
    }

    @Test
    void aGatekeeperDoesBothInOneCall() {
        churn.as(BOB)
                .loop("MODEL", "DATA", "RETRAINING")
                .is(201)
                .has("state", "CONFIRMED")
                .has("proposedBy", "bob")
                .has("settledBy", "bob")
                .has("rationale", "it drifts");

        churn.get().has("phase", "DATA");
    }

    @Test
    void aPersonWhoMayNotConfirmProposes() {
        String id = churn.as(CAROL)
                .loop("MODEL", "DATA", "RETRAINING")
                .is(201)
                .has("state", "PROPOSED")
                .value("id");

        churn.as(CAROL).settle(id, "CONFIRM").isProblem(403, "forbidden").has("permission", "loop:confirm");
        churn.as(CI).settle(id, "CONFIRM").isProblem(403, "forbidden");

        churn.get("/loops/" + id).has("state", "PROPOSED");
    }

    @Test
    void aFalseAlarmIsDismissedAndForgottenByNobody() {
        // Given
        String id = churn.as(CI).loop("MODEL", "DATA", "FEATURE_DRIFT").value("id");

        // When
        churn.as(ALICE)
                .settle(id, "DISMISS")
                .is(201)
                .has("state", "DISMISSED")
                .has("reopened", "[]")
                .hasNo("iteration");

        // Then
        churn.as(ALICE).settle(id, "CONFIRM").isProblem(409, "loop-settled").has("state", "DISMISSED");
        churn.get().has("phase", "MODEL").has("iteration", 1);
        churn.as(CI).loop("MODEL", "DATA", "FEATURE_DRIFT").is(201);
        assertThat(churn.get("/loops").list("items.state")).containsExactly("PROPOSED", "DISMISSED");
        churn.verifies();
    }

    @Test
    void oneLoopBetweenTwoPhasesAtATime() {
        String id = churn.as(CI).loop("MODEL", "DATA", "FEATURE_DRIFT").value("id");

        churn.as(ALICE)
                .loop("MODEL", "DATA", "RETRAINING")
                .isProblem(409, "loop-already-open")
                .has("loop", id);
    }

    @Test
    void aLoopThatTheChecklistDoesNotKnowIsRefusedWithTheOnesItKnows() {
        String known = """
                ["MODEL->DATA FEATURE_DRIFT", "MODEL->DATA RETRAINING", "DEPLOY->MODEL CONCEPT_DRIFT",
                 "DEPLOY->MODEL MONITORING_INSIGHT", "DEPLOY->PLAN BUSINESS_REALIGNMENT"]""";

        churn.loop("MODEL", "PLAN", "RETRAINING")
                .isProblem(422, "loop-undefined")
                .has("allowed", known);
        churn.loop("MODEL", "DATA", "CONCEPT_DRIFT")
                .isProblem(422, "loop-undefined")
                .has("allowed", known);
        churn.loop("DATA", "MODEL", "RETRAINING").isProblem(422, "loop-undefined");
    }

    @Test
    void aLoopStartsWhereTheProjectHasBeen() {
        churn.loop("DEPLOY", "MODEL", "CONCEPT_DRIFT")
                .isProblem(409, "loop-out-of-reach")
                .has("phase", "MODEL");
        api.newProject("young", "LOW").loop("MODEL", "DATA", "RETRAINING").isProblem(409, "loop-out-of-reach");
    }

    @Test
    void aLoopVoidsVotesOnAGateThatItReopens() {
        // Given
        ProjectApi project = api.newProject("voted", "MEDIUM");
        project.as(CI).satisfy("PLAN").satisfy("DATA").satisfy("MODEL");
        for (String gate : List.of("plan", "data")) {
            String id = project.as(ALICE).go(gate).value("id");
            project.as(BOB).vote(gate, id, "APPROVE").has("state", "EFFECTIVE");
        }
        String open = project.as(ALICE).go("model").has("state", "OPEN").value("id");

        // When
        project.as(BOB).loop("MODEL", "DATA", "RETRAINING").is(201);

        // Then
        project.get("/gates/model/decisions/" + open).has("state", "VOID");
        project.gate("model").hasNo("openDecision");
        project.verifies();
    }

    @Test
    void oldEvidenceOfAReopenedItemDoesNotSatisfyItAgain() {
        // Given
        String wrong = churn.pass("data.ingestion").value("id");
        churn.loop("MODEL", "DATA", "RETRAINING").is(201);

        // When
        churn.invalidate(wrong).is(201).has("reinstated", "<id>").has("itemState", "REOPENED");

        // Then
        churn.pass("data.ingestion").has("itemState", "SATISFIED");
        churn.verifies();
    }
}
