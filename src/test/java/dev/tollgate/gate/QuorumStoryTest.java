package dev.tollgate.gate;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.BOB;
import static dev.tollgate.http.Person.CI;
import static dev.tollgate.http.Person.DAVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The higher the risk, the more gatekeepers must agree; and whoever posted the evidence is not one of them. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class QuorumStoryTest {

    private final Api api = Api.of(getClass());

    @Test
    void atMediumRiskTwoMustAgree() {
        // Given
        ProjectApi churn = ready("MEDIUM");

        // When
        Answer opened = churn.as(ALICE).go("plan").is(201);

        // Then
        opened.has("state", "OPEN").has("quorum", 2).has("approvals", 1).hasNo("decidedAt");
        opened.has("gateState", "IN_REVIEW").has("phase", "PLAN");
        churn.check("plan")
                .isProblem(409, "gate-blocked")
                .has("state", "IN_REVIEW")
                .has("unmet[0].reason", "votes are missing");
        churn.gate("plan")
                .has("openDecision.id", opened.value("id"))
                .has("next", "1 more gatekeeper must approve the GO.");

        // When
        Answer decided =
                churn.as(BOB).vote("plan", opened.value("id"), "APPROVE").is(201);

        // Then
        decided.has("state", "EFFECTIVE").has("decidedAt", "<time>").has("votes", """
                [{"voter": "alice", "vote": "APPROVE", "votedAt": "<time>", "roles": ["contributor", "gatekeeper"]},
                 {"voter": "bob", "vote": "APPROVE", "comment": "seen", "votedAt": "<time>", "roles": ["contributor", "gatekeeper"]}]""");
        churn.check("plan").is(200).has("decision", opened.value("id"));
        churn.get().has("phase", "DATA");
        churn.verifies();
    }

    @Test
    void atHighRiskThreeMustAgree() {
        ProjectApi churn = ready("HIGH");
        String id = churn.as(ALICE).go("plan").is(201).has("quorum", 3).value("id");

        churn.as(BOB).vote("plan", id, "APPROVE").is(201).has("state", "OPEN").has("approvals", 2);
        churn.check("plan").is(409);
        churn.as(DAVE)
                .vote("plan", id, "APPROVE")
                .is(201)
                .has("state", "EFFECTIVE")
                .has("approvals", 3);

        churn.check("plan").is(200);
        churn.verifies();
    }

    @Test
    void nobodyVotesTwiceNorOnWhatIsClosed() {
        ProjectApi churn = ready("HIGH");
        String id = churn.as(ALICE).go("plan").value("id");
        long before = churn.version();

        churn.as(ALICE).vote("plan", id, "APPROVE").isProblem(409, "already-voted");
        churn.as(BOB).go("plan").isProblem(409, "decision-open").has("decision", id);
        assertThat(churn.version()).isEqualTo(before);

        churn.as(BOB).vote("plan", id, "APPROVE").is(201);
        churn.as(DAVE).vote("plan", id, "APPROVE").is(201);
        churn.vote("plan", id, "APPROVE").isProblem(409, "decision-closed").has("state", "EFFECTIVE");
    }

    @Test
    void oneRejectionClosesTheDecisionAndSaysWhy() {
        // Given
        ProjectApi churn = ready("MEDIUM");
        String id = churn.as(ALICE).go("plan").value("id");
        String votes = "/gates/plan/decisions/%s/votes".formatted(id);

        // When
        churn.as(BOB)
                .post(votes, "{\"vote\": \"REJECT\"}")
                .isProblem(400, "invalid-request")
                .has("errors[0].pointer", "/comment");
        churn.as(BOB)
                .post(votes, "{\"vote\": \"REJECT\", \"comment\": \"the baseline is too weak\"}")
                .is(201)
                .has("state", "REJECTED")
                .has("closedAt", "<time>")
                .hasNo("decidedAt");

        // Then the gate is as ready as it was, and can be decided again
        churn.gate("plan").has("state", "READY").hasNo("openDecision").has("attempt", 1);
        churn.as(DAVE)
                .vote("plan", id, "APPROVE")
                .isProblem(409, "decision-closed")
                .has("state", "REJECTED");
        churn.as(BOB).go("plan").is(201).has("state", "OPEN");
        churn.verifies();
    }

    @Test
    void votesCountOnlyForWhatTheVotersSaw() {
        // Given
        ProjectApi churn = ready("MEDIUM");
        String id = churn.as(ALICE).go("plan").value("id");

        // When new evidence arrives while votes are collected
        long before = churn.version();
        churn.as(CI).pass("plan.baseline");

        // Then
        assertThat(churn.eventsAfter(before)).contains("gate.decision-closed");
        churn.get("/gates/plan/decisions/" + id).has("state", "VOID").has("closedAt", "<time>");
        churn.as(BOB)
                .vote("plan", id, "APPROVE")
                .isProblem(409, "decision-closed")
                .has("state", "VOID");
        churn.gate("plan").has("state", "READY").hasNo("openDecision");
        churn.verifies();
    }

    @Test
    void lateEvidenceThatChangesNothingLeavesTheVotesAlone() {
        ProjectApi churn = ready("MEDIUM");
        String id = churn.as(ALICE).go("plan").value("id");

        churn.as(CI)
                .evidence("plan.baseline", "{\"outcome\": \"FAIL\", \"observedAt\": \"2026-01-01T00:00:00Z\"}")
                .is(201)
                .has("status", "SUPERSEDED");

        churn.as(BOB).vote("plan", id, "APPROVE").is(201).has("state", "EFFECTIVE");
    }

    @Test
    void whoPostedEvidenceForTheGateNeitherDecidesNorVotes() {
        // Given
        ProjectApi churn = ready("MEDIUM");
        churn.as(BOB).pass("plan.baseline");

        // Then
        churn.gate("plan")
                .has("whoCanDecide", "[{\"role\": \"gatekeeper\", \"required\": false, \"except\": [\"bob\"]}]");
        churn.as(BOB).go("plan").isProblem(403, "separation-of-duties").has("items", "[\"plan.baseline\"]");
        String id = churn.as(ALICE).go("plan").is(201).value("id");
        churn.as(BOB).vote("plan", id, "APPROVE").isProblem(403, "separation-of-duties");
        churn.as(DAVE).vote("plan", id, "APPROVE").is(201).has("state", "EFFECTIVE");

        // And evidence for another gate is no obstacle
        churn.as(ALICE).pass("data.eda");
        churn.gate("data").has("whoCanDecide[0].except", "[\"alice\"]");
        churn.gate("plan").has("whoCanDecide[0].except", "[\"bob\"]");
    }

    @Test
    void whoPostedOnceStaysAnAuthorWhenAMachinePostsAgain() {
        ProjectApi churn = ready("MEDIUM");
        churn.as(BOB).pass("plan.baseline");
        churn.as(CI).pass("plan.baseline");

        churn.as(BOB).go("plan").isProblem(403, "separation-of-duties");
    }

    @Test
    void atLowRiskTheAuthorMayDecide() {
        ProjectApi churn = ready("LOW");
        churn.as(BOB).pass("plan.baseline");

        churn.gate("plan").has("whoCanDecide[0].except", "[]");
        churn.as(BOB).go("plan").is(201).has("state", "EFFECTIVE");
    }

    @Test
    void whatLetsNobodyThroughNeedsOneVoice() {
        ready("HIGH")
                .as(ALICE)
                .decide("plan", "{\"outcome\": \"RECYCLE\", \"rationale\": \"again\", \"reopen\": [\"plan.roadmap\"]}")
                .is(201)
                .has("state", "EFFECTIVE")
                .has("quorum", 1);
    }

    @Test
    void aDecisionOfAnotherGateIsNotVotedOnHere() {
        ProjectApi churn = ready("MEDIUM");
        String id = churn.as(ALICE).go("plan").value("id");

        churn.as(BOB).vote("data", id, "APPROVE").isProblem(404, "not-found");
        churn.get("/gates/data/decisions/" + id).isProblem(404, "not-found");
    }

    private ProjectApi ready(String riskTier) {
        ProjectApi project = api.newProject("quorum", riskTier);
        project.as(CI).satisfy("PLAN");
        return project;
    }
}
