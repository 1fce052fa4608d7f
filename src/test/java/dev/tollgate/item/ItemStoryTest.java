package dev.tollgate.item;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.BOB;
import static dev.tollgate.http.Person.CAROL;
import static dev.tollgate.http.Person.CI;
import static dev.tollgate.http.ProjectApi.FAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.Person;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** People look at items, and accept or reject what a machine cannot judge. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ItemStoryTest {

    private static final String INCONCLUSIVE = "{\"outcome\": \"INCONCLUSIVE\"}";

    private final Api api = Api.of(getClass());
    private final ProjectApi churn = api.project(Api.unique("churn"));

    @Test
    void aNewProjectHasThirtySixItemsInTheOrderOfTheChecklist() {
        // Given
        churn.create("LOW").is(201);

        // When
        Answer items = churn.get("/items").is(200);

        // Then
        assertThat(items.list("items.item")).hasSize(36).startsWith("plan.business-objective", "plan.stakeholders");
        assertThat(items.list("items.state")).containsOnly("NOT_STARTED");
        items.hasNo("next");
        assertThat(churn.where("phase", "DATA")
                        .where("phase", "MODEL")
                        .get("/items")
                        .list("items.phase"))
                .hasSize(18)
                .startsWith("DATA")
                .endsWith("MODEL");
    }

    @Test
    void anItemSaysWhatItIsAndHowItStands() {
        // Given
        churn.create("LOW").is(201);
        Answer evidence = churn.as(CI).pass("plan.baseline");

        // Then
        churn.item("plan.baseline").isJson("""
                {"item": "plan.baseline", "phase": "PLAN", "title": "Baseline / Benchmark Established",
                 "explanation": "Define a simple rule-based or non-ML baseline for measuring improvement.",
                 "state": "SATISFIED", "since": "%s", "required": "MUST", "reason": "evidence passed",
                 "checks": [], "waivers": [],
                 "evidence": {"id": "%s", "outcome": "PASS", "observedAt": "%s", "postedBy": {"id": "ci", "kind": "MACHINE"}},
                 "accountable": "<text>", "evidenceHint": "<text>",
                 "needs": ["plan.ml-task", "plan.success-metrics", "plan.data-availability"]}
                """.formatted(
                        evidence.value("receivedAt"), evidence.value("id"), evidence.value("observedAt")));
        churn.item("data.observability-plan").has("required", "SHOULD");
        churn.item("deploy.post-deployment-review").has("required", "NONE");
        assertThat(churn.where("state", "SATISFIED").get("/items").list("items.item"))
                .containsExactly("plan.baseline");
    }

    @Test
    void aPersonAcceptsAnItemWithoutEvidence() {
        // Given
        churn.create("LOW").is(201);

        // When
        Answer review = churn.as(ALICE).review("plan.stakeholders", "ACCEPT").is(201);

        // Then
        review.isJson("""
                {"item": "plan.stakeholders", "verdict": "ACCEPT", "comment": "read it all", "reviewedBy": "alice",
                 "reviewedAt": "<time>", "itemState": "SATISFIED", "seq": 2, "hash": "<hash>"}
                """);
        churn.item("plan.stakeholders").has("state", "SATISFIED").has("review", """
                {"verdict": "ACCEPT", "comment": "read it all", "reviewedBy": "alice", "reviewedAt": "%s"}
                """.formatted(
                        review.value("reviewedAt")));
        assertThat(churn.eventsAfter(1)).containsExactly("item.reviewed", "item.state-changed");
        churn.verifies();
    }

    @Test
    void aPersonRejectsWhatPassedAndNewEvidenceOpensItAgain() {
        churn.create("LOW").is(201);
        churn.as(CI).pass("plan.baseline");

        churn.as(ALICE).review("plan.baseline", "REJECT").is(201).has("itemState", "FAILED");
        assertThat(churn.with("Accept", "text/plain").check("plan").text())
                .contains("plan.baseline FAILED a person rejected it\n");
        churn.as(CI).pass("plan.baseline").has("itemState", "SATISFIED");

        churn.item("plan.baseline").hasNo("review");
        churn.verifies();
    }

    @Test
    void aPersonDecidesWhatAToolCouldNot() {
        churn.create("LOW").is(201);
        churn.as(CI).evidence("plan.baseline", INCONCLUSIVE).is(201);
        assertThat(churn.check("plan").list("unmet.action"))
                .contains("POST %s/items/plan.baseline/reviews".formatted(churn.path()));

        churn.as(CAROL).review("plan.baseline", "ACCEPT").is(201).has("itemState", "SATISFIED");

        churn.verifies();
    }

    @Test
    void failedEvidenceIsNotAcceptedByHand() {
        churn.create("LOW").is(201);
        String id = churn.as(CI).evidence("plan.baseline", FAIL).value("id");

        churn.as(ALICE)
                .review("plan.baseline", "ACCEPT")
                .isProblem(409, "review-refused")
                .has("evidence", id);

        churn.item("plan.baseline").has("state", "FAILED").hasNo("review");
        assertThat(churn.version()).isEqualTo(3);
    }

    @Test
    void whoPostedEvidenceDoesNotReviewItWhereDutiesAreSeparated() {
        // Given
        churn.create("MEDIUM").is(201);
        churn.as(ALICE).evidence("plan.baseline", INCONCLUSIVE).is(201);

        // Then
        churn.as(ALICE)
                .review("plan.baseline", "ACCEPT")
                .isProblem(403, "separation-of-duties")
                .has("items", "[\"plan.baseline\"]");
        churn.as(ALICE).review("plan.stakeholders", "ACCEPT").is(201);
        churn.as(BOB).review("plan.baseline", "ACCEPT").is(201);
    }

    @Test
    void whoPostedEvidenceMayReviewItWhereTheRiskIsLow() {
        churn.create("LOW").is(201);
        churn.as(ALICE).evidence("plan.baseline", INCONCLUSIVE).is(201);

        churn.as(ALICE).review("plan.baseline", "ACCEPT").is(201);
    }

    @Test
    void aMachineDoesNotReview() {
        churn.create("LOW").is(201);

        churn.as(CI)
                .review("plan.baseline", "ACCEPT")
                .isProblem(403, "forbidden")
                .has("permission", "item:review");
    }

    @Test
    void aMachineWithARoleOfPeopleIsStillAMachine() {
        churn.create("LOW").is(201);
        ProjectApi robots = churn.as(new Person("robot", Set.of("pipeline", "gatekeeper")));

        robots.review("plan.baseline", "ACCEPT").isProblem(403, "people-only");
        robots.go("plan").isProblem(403, "people-only");

        assertThat(churn.version()).isEqualTo(1);
    }
}
