package dev.tollgate.gate;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CAROL;
import static dev.tollgate.http.ProjectApi.FAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gate is passed on a promise, with a name and a day. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ConditionStoryTest {

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProjectThatIsReady() {
        churn = api.newProject("churn", "LOW").satisfy("PLAN");
    }

    @Test
    void aConditionalGoPassesTheGateAndOpensItsConditions() {
        // Given
        Instant due = inDays(30);

        // When
        Answer decision = churn.as(ALICE)
                .decide("plan", conditionalGo(condition("caveats written down", due, "")))
                .is(201);

        // Then
        String condition = """
                {"id": "<id>", "gate": "plan", "title": "caveats written down", "owner": "a.ruiz", "state": "OPEN",
                 "openedAt": "<time>", "dueAt": "%s", "decision": "%s"}
                """.formatted(due, decision.value("id"));
        decision.has("conditions", "[%s]".formatted(condition))
                .has("outcome", "CONDITIONAL_GO")
                .has("gateState", "CONDITIONALLY_PASSED");
        churn.get("/conditions").is(200).isJson("{\"items\": [%s]}".formatted(condition));
        churn.check("plan").is(200).has("state", "CONDITIONALLY_PASSED");
        assertThat(churn.with("Accept", "text/plain").check("plan").text()).isEqualTo("plan CONDITIONALLY_PASSED\n");
        churn.get().has("phase", "DATA");
        churn.verifies();
    }

    @Test
    void aGatekeeperClosesAConditionOnceAndForGood() {
        // Given
        churn.decide("plan", conditionalGo(condition("caveats", inDays(30), "")))
                .is(201);
        String id = churn.get("/conditions").value("items[0].id");

        // When
        churn.as(CAROL).post(closure(id), "{\"comment\": \"done\"}").isProblem(403, "forbidden");
        churn.as(ALICE)
                .post(closure(id), "{\"comment\": \"done\"}")
                .is(201)
                .has("state", "CLOSED")
                .has("closedBy", "alice")
                .has("comment", "done")
                .has("closedAt", "<time>");

        // Then
        churn.as(ALICE).post(closure(id), "{\"comment\": \"again\"}").isProblem(409, "condition-closed");
        churn.check("plan").is(200).has("state", "PASSED");
        assertThat(churn.where("state", "OPEN").get("/conditions").list("items.id"))
                .isEmpty();
        churn.verifies();
    }

    @Test
    void aConditionThatWaitsForAnItemClosesWithItsEvidence() {
        // Given
        String look = condition("first look", inDays(30), "data.eda");
        churn.decide("plan", conditionalGo(look, condition("b", inDays(9), ""))).is(201);
        String id = churn.get("/conditions").value("items[0].id");

        // When it is not met
        churn.post(closure(id), "{\"comment\": \"done\"}")
                .isProblem(409, "condition-unmet")
                .has("item", "data.eda")
                .has("state", "NOT_STARTED");
        churn.evidence("data.eda", FAIL).is(201);
        assertThat(churn.where("state", "OPEN").get("/conditions").list("items.id"))
                .hasSize(2);

        // When it is met
        churn.pass("data.eda");

        // Then
        churn.where("state", "CLOSED")
                .get("/conditions")
                .has("items[0].id", id)
                .has("items[0].comment", "data.eda is satisfied")
                .hasNo("items[1]");
        churn.check("plan").is(200).has("state", "CONDITIONALLY_PASSED");
        churn.verifies();
    }

    @Test
    void whatWasMetBeforeDoesNotCount() {
        churn.decide("plan", conditionalGo(condition("measure again", inDays(30), "plan.baseline")))
                .is(201);
        churn.get("/conditions").has("items[0].state", "OPEN");

        churn.pass("plan.baseline");

        churn.get("/conditions").has("items[0].state", "CLOSED");
    }

    @Test
    void aConditionIsNearAndNamesWhatThereIs() {
        refused("/conditions/0/dueAt", condition("late", inDays(91), ""));
        refused("/conditions/1/dueAt", condition("a", inDays(1), ""), condition("b", inDays(-1), ""));
        refused("/conditions/0/item", condition("a", inDays(1), "plan.nothing"))
                .has("errors[0].allowed[0]", "plan.business-objective");
        refused("/conditions");

        churn.decide("plan", conditionalGo(condition("in time", inDays(89), "")))
                .is(201);
    }

    private Answer refused(String pointer, String... conditions) {
        return churn.decide("plan", conditionalGo(conditions))
                .isProblem(422, "invalid-decision")
                .has("errors[0].pointer", pointer);
    }

    @Test
    void aConditionalGoStillNeedsAReadyGate() {
        churn.evidence("plan.baseline", FAIL).is(201);

        churn.decide("plan", conditionalGo(condition("a", inDays(1), ""))).isProblem(409, "gate-not-ready");
    }

    @Test
    void theGoOfTheDeployGateLeavesTheReviewAfterDeploymentBehind() {
        // Given everything but the review
        ProjectApi live = api.newProject("live", "LOW").passed("plan", "data", "model");
        live.satisfy(live.where("phase", "DEPLOY").get("/items").list("items.item").stream()
                .filter(item -> !item.equals("deploy.post-deployment-review"))
                .toList());

        // When
        Answer go = live.go("deploy").is(201);

        // Then
        live.get().has("state", "LIVE");
        live.check("deploy").is(200).has("state", "PASSED");
        assertThat(Instant.parse(go.value("conditions[0].dueAt")))
                .isEqualTo(Instant.parse(go.value("decidedAt")).plus(Duration.ofDays(60)));
        go.has("conditions[0].item", "deploy.post-deployment-review").has("conditions[0].owner", "growth");

        // When
        live.pass("deploy.post-deployment-review");

        // Then
        live.get("/conditions").has("items[0].state", "CLOSED");
        live.verifies();
    }

    private static Instant inDays(int days) {
        return Instant.now().truncatedTo(ChronoUnit.MICROS).plus(Duration.ofDays(days));
    }

    private static String conditionalGo(String... conditions) {
        return "{\"outcome\": \"CONDITIONAL_GO\", \"rationale\": \"good enough\", \"conditions\": [%s]}"
                .formatted(String.join(", ", conditions));
    }

    private static String condition(String title, Instant due, String item) {
        return "{\"title\": \"%s\", \"owner\": \"a.ruiz\", \"dueAt\": \"%s\"%s}"
                .formatted(title, due, item.isEmpty() ? "" : ", \"item\": \"%s\"".formatted(item));
    }

    private static String closure(String condition) {
        return "/conditions/%s/closure".formatted(condition);
    }
}
