package dev.tollgate.gate;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.BOB;
import static dev.tollgate.http.Person.CAROL;
import static dev.tollgate.http.Person.CI;
import static dev.tollgate.http.ProjectApi.FAIL;
import static dev.tollgate.http.ProjectApi.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gatekeeper decides: go, hold, recycle, kill. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class DecisionStoryTest {

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProject() {
        churn = api.newProject("churn", "LOW");
    }

    @Test
    void aGoPassesTheGateAndOpensTheNextPhase() {
        // Given
        churn.as(CI).satisfy("PLAN");
        String seen = churn.gate("plan").value("snapshotDigest");
        long before = churn.version();

        // When
        Answer decision = churn.as(ALICE).go("plan").is(201);

        // Then
        decision.isJson("""
                {"id": "<id>", "gate": "plan", "outcome": "GO", "state": "EFFECTIVE", "rationale": "all there", "attempt": 1,
                 "iteration": 1, "decidedBy": "alice", "openedAt": "<time>", "decidedAt": "<time>", "quorum": 1, "approvals": 1,
                 "votes": [{"voter": "alice", "vote": "APPROVE", "votedAt": "<time>", "roles": ["contributor", "gatekeeper"]}], "snapshotDigest": "%s",
                 "checklist": "dsml", "checklistVersion": 1, "gateState": "PASSED", "projectState": "ACTIVE", "phase": "DATA",
                 "seq": %d, "hash": "<hash>"}
                """.formatted(seen, before + 1));
        String path = "/gates/plan/decisions/" + decision.value("id");
        assertThat(decision.header("Location")).isEqualTo(churn.path() + path);
        assertThat(churn.eventsAfter(before))
                .containsExactly(
                        "gate.decision-opened",
                        "gate.voted",
                        "gate.decided",
                        "project.phase-entered",
                        "gate.state-changed");
        churn.get().has("phase", "DATA").has("state", "ACTIVE");
        churn.gate("plan").has("state", "PASSED").has("current", false).has("lastDecision.id", decision.value("id"));
        churn.get(path).is(200).has("decidedBy", "alice").hasNo("seq").hasNo("gateState");
        churn.verifies();
    }

    @Test
    void aGoOnAGateThatIsNotReadyIsRefusedWithWhatIsMissing() {
        churn.satisfy("PLAN").evidence("plan.baseline", FAIL).is(201);
        long before = churn.version();

        churn.as(ALICE).go("plan").isProblem(409, "gate-not-ready").has("unmet", """
                [{"kind": "ITEM", "item": "plan.baseline", "title": "<text>", "state": "FAILED", "reason": "the newest evidence failed",
                  "action": "POST %s/items/plan.baseline/evidence"}]
                """.formatted(churn.path()));

        assertThat(churn.version()).isEqualTo(before);
        churn.get("/gates/plan/decisions").isJson("{\"items\": []}");
    }

    @Test
    void gatesAreDecidedInTheirOrder() {
        // Given everything
        churn.satisfy("PLAN").satisfy("DATA").satisfy("MODEL").satisfy("DEPLOY");

        // Then
        churn.go("data").isProblem(409, "gate-not-open").has("current", "plan");
        churn.go("deploy").isProblem(409, "gate-not-open").has("current", "plan");
        churn.go("plan").is(201);
        churn.go("plan").isProblem(409, "gate-already-passed");
        churn.go("data").is(201);
        churn.kill("plan").isProblem(409, "gate-already-passed");
    }

    @Test
    void aGateBehindOneThatNoLongerStandsIsNotDecided() {
        // Given
        churn.passed("plan").satisfy("DATA").evidence("plan.baseline", FAIL).is(201);

        // Then
        churn.go("data")
                .isProblem(409, "gate-not-open")
                .has("detail", "Gate data is not open: gate plan is SUSPENDED.");
        churn.pass("plan.baseline");
        churn.go("data").is(201);
    }

    @Test
    void onlyGatekeepersDecide() {
        churn.satisfy("PLAN");

        churn.as(CAROL).go("plan").isProblem(403, "forbidden").has("permission", "gate:decide");
        churn.as(CI).go("plan").isProblem(403, "forbidden").has("permission", "gate:decide");

        churn.check("plan").is(409);
    }

    @Test
    void whoDecidesOnWhatHasChangedIsTold() {
        // Given somebody who looked at the gate
        String seen = churn.satisfy("PLAN").gate("plan").value("snapshotDigest");
        String go = "{\"outcome\": \"GO\", \"rationale\": \"as seen\", \"snapshotDigest\": \"%s\"}";

        // When another piece of evidence arrives
        churn.pass("plan.baseline");

        // Then
        String now = churn.gate("plan").value("snapshotDigest");
        assertThat(now).isNotEqualTo(seen);
        churn.decide("plan", go.formatted(seen))
                .isProblem(412, "precondition-failed")
                .has("errors[0].pointer", "/snapshotDigest")
                .has("errors[0].detail", "is %s now".formatted(now));
        churn.decide("plan", go.formatted(now)).is(201).has("snapshotDigest", now);
    }

    @Test
    void aHoldNeedsNoReadinessAndADayToComeBack() {
        // Given
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        String hold = "{\"outcome\": \"HOLD\", \"rationale\": \"budget\", \"reviewOn\": \"%s\"}";

        // Then
        churn.decide("plan", hold.formatted(today))
                .isProblem(422, "invalid-decision")
                .has("errors[0].pointer", "/reviewOn");
        churn.decide("plan", "{\"outcome\": \"HOLD\", \"rationale\": \"budget\"}")
                .isProblem(422, "invalid-decision");

        // When
        Answer held = churn.decide("plan", hold.formatted(today.plusDays(21))).is(201);

        // Then evidence still comes, and a new decision takes the hold off
        held.has("state", "EFFECTIVE").has("reviewOn", "\"%s\"".formatted(today.plusDays(21)));
        held.has("projectState", "ON_HOLD").has("gateState", "ON_HOLD");
        churn.check("plan").isProblem(409, "gate-blocked").has("state", "ON_HOLD");
        churn.satisfy("PLAN").check("plan").has("state", "ON_HOLD").has("ready", true);
        churn.go("plan").is(201);
        churn.get().has("state", "ACTIVE").has("phase", "DATA");
        churn.verifies();
    }

    @Test
    void aRecycleAsksForItemsAgainAndRaisesTheAttempt() {
        // Given
        churn.satisfy("PLAN");

        // When
        Answer recycled = churn.decide("plan", recycle("\"plan.roadmap\", \"plan.baseline\""))
                .is(201);

        // Then
        recycled.has("attempt", 1).has("reopen", "[\"plan.roadmap\", \"plan.baseline\"]");
        churn.item("plan.baseline").has("state", "REOPENED");
        churn.gate("plan").has("state", "NOT_READY").has("attempt", 2).has("iteration", 1);
        churn.get().has("iteration", 1).has("phase", "PLAN");
        churn.go("plan").isProblem(409, "gate-not-ready");
        churn.pass("plan.roadmap");
        churn.pass("plan.baseline");
        churn.go("plan").is(201).has("attempt", 2);
        assertThat(churn.get("/gates/plan/decisions").list("items.outcome")).containsExactly("GO", "RECYCLE");
        churn.verifies();
    }

    @Test
    void aRecycleNamesItemsOfItsOwnPhase() {
        churn.satisfy("PLAN");

        churn.decide("plan", recycle("")).isProblem(422, "invalid-decision").has("errors[0].pointer", "/reopen");
        churn.decide("plan", recycle("\"plan.roadmap\", \"data.eda\""))
                .isProblem(422, "invalid-decision")
                .has("errors[0].pointer", "/reopen/1")
                .has("errors[0].allowed[0]", "plan.business-objective");
    }

    private static String recycle(String items) {
        return "{\"outcome\": \"RECYCLE\", \"rationale\": \"again\", \"reopen\": [%s]}".formatted(items);
    }

    @Test
    void whatBelongsToAnotherOutcomeIsRefused() {
        churn.satisfy("PLAN");

        churn.decide("plan", "{\"outcome\": \"GO\", \"rationale\": \"go\", \"reviewOn\": \"2099-01-01\"}")
                .isProblem(422, "invalid-decision")
                .has("errors[0].pointer", "/reviewOn");
        churn.decide("plan", "{\"outcome\": \"KILL\", \"rationale\": \"no\", \"reopen\": [\"plan.roadmap\"]}")
                .isProblem(422, "invalid-decision")
                .has("errors[0].pointer", "/reopen");
        assertThat(churn.eventsAfter(0)).doesNotContain("gate.decision-opened");
    }

    @Test
    void aKillEndsTheProjectForGood() {
        // When
        churn.kill("plan").is(201).has("quorum", 1).has("projectState", "KILLED");

        // Then
        long version = churn.version();
        churn.evidence("plan.baseline", PASS).isProblem(409, "project-closed");
        churn.go("plan").isProblem(409, "project-closed");
        churn.as(BOB).review("plan.baseline", "ACCEPT").isProblem(409, "project-closed");
        churn.loop("MODEL", "DATA", "RETRAINING").isProblem(409, "project-closed");
        churn.check("plan").is(409);
        churn.gate("plan").has("next", "Nothing: the project is KILLED.");
        assertThat(churn.version()).isEqualTo(version);
        churn.verifies();
    }

    @Test
    void aLiveProjectThatIsStoppedIsRetired() {
        // Given
        churn.passed("plan", "data", "model", "deploy").get().has("state", "LIVE");

        // When
        churn.kill("deploy").is(201).has("projectState", "RETIRED");

        // Then
        churn.get().has("state", "RETIRED").has("phase", "DEPLOY");
        churn.evidence("deploy.monitoring", PASS)
                .isProblem(409, "project-closed")
                .has("state", "RETIRED");
        churn.verifies();
    }
}
