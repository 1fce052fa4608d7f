package dev.tollgate.item;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.BOB;
import static dev.tollgate.http.Person.CAROL;
import static dev.tollgate.http.Person.CI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.Person;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A requirement goes unmet for a time, and somebody else says so. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class WaiverStoryTest {

    private static final String EVALUATION = "/items/model.evaluation/waivers";
    private static final Person HEAD_OF_RISK = new Person("o.berg", Set.of("gatekeeper", "head-of-risk"));

    private final Api api = Api.of(getClass());
    private final Instant soon = Instant.now().plus(Duration.ofDays(20));
    private ProjectApi churn;

    @BeforeEach
    void aProjectThatLacksItsEvaluation() {
        churn = api.newProject("churn", "LOW").passed("plan", "data").satisfy("MODEL");
        churn.as(CI).evidence("model.evaluation", ProjectApi.FAIL).is(201);
    }

    private static String request(Instant end) {
        return """
                {"reason": "too few customers of the new tariff", "compensation": "a person checks each offer", "expiresAt": "%s"}
                """.formatted(end);
    }

    private static String ruling(String verdict) {
        return "{\"verdict\": \"%s\", \"comment\": \"seen\"}".formatted(verdict);
    }

    private String requested() {
        return churn.as(BOB).post(EVALUATION, request(soon)).is(201).value("id");
    }

    @Test
    void aGrantedWaiverOpensTheGateWhichNamesIt() {
        // Given
        churn.gate("model").has("state", "NOT_READY");
        Answer requested = churn.as(BOB).post(EVALUATION, request(soon)).is(201);
        String id = requested.value("id");
        requested.isJson("""
                {"id": "<id>", "item": "model.evaluation", "iteration": 1, "state": "REQUESTED",
                 "reason": "too few customers of the new tariff", "compensation": "a person checks each offer",
                 "requestedBy": "bob", "requestedAt": "<time>", "expiresAt": "<time>", "seq": "<number>", "hash": "<hash>"}
                """);
        assertThat(requested.header("Location")).isEqualTo(churn.path() + "/waivers/" + id);
        churn.gate("model").has("ready", false);

        // When
        churn.as(ALICE)
                .post("/waivers/%s/ruling".formatted(id), ruling("GRANT"))
                .is(201)
                .has("state", "GRANTED")
                .has("ruledBy", "alice");

        // Then
        churn.item("model.evaluation").has("state", "WAIVED").has("waivers", "[\"%s\"]".formatted(id));
        churn.gate("model").has("state", "READY").has("waivers", "[\"%s\"]".formatted(id));
        churn.as(ALICE).go("model").is(201).has("gateState", "PASSED");
        churn.check("model").is(200).has("waivers", "[\"%s\"]".formatted(id));
        churn.get("/waivers/" + id).is(200).has("state", "GRANTED");
        assertThat(churn.where("state", "GRANTED").get("/waivers").is(200).list("items.id"))
                .containsExactly(id);
        churn.verifies();
    }

    @Test
    void whatEndsSoonIsSaidBefore() {
        // Given
        Instant end = Instant.now().plus(Duration.ofDays(10));
        String id = churn.as(BOB).post(EVALUATION, request(end)).is(201).value("id");

        // When
        churn.as(ALICE)
                .post("/waivers/%s/ruling".formatted(id), ruling("GRANT"))
                .is(201);

        // Then
        churn.gate("model")
                .has("expiring[0].kind", "WAIVER")
                .has("expiring[0].id", id)
                .has("expiring[0].daysLeft", 9);
    }

    @Test
    void whoAskedForItDoesNotGrantIt() {
        String id = requested();

        churn.as(BOB)
                .post("/waivers/%s/ruling".formatted(id), ruling("GRANT"))
                .isProblem(403, "separation-of-duties")
                .has("rule", "R3");
        churn.as(CI).post("/waivers/%s/ruling".formatted(id), ruling("GRANT")).isProblem(403, "forbidden");
        churn.get("/waivers/" + id).has("state", "REQUESTED");
    }

    @Test
    void aWaiverIsRuledOnOnce() {
        String id = requested();
        churn.as(BOB)
                .post(EVALUATION, request(soon))
                .isProblem(409, "waiver-open")
                .has("waiver", id);

        churn.as(ALICE)
                .post("/waivers/%s/ruling".formatted(id), ruling("REFUSE"))
                .is(201)
                .has("state", "REFUSED");

        churn.as(ALICE)
                .post("/waivers/%s/ruling".formatted(id), ruling("GRANT"))
                .isProblem(409, "waiver-closed")
                .has("state", "REFUSED");
        churn.as(BOB)
                .post("/waivers/%s/withdrawal".formatted(id), "{\"comment\": \"no\"}")
                .isProblem(409, "waiver-closed");
        churn.item("model.evaluation").has("state", "FAILED");
    }

    @Test
    void aWaiverGivenBackLeavesTheItemAsItWas() {
        String id = requested();
        churn.as(ALICE)
                .post("/waivers/%s/ruling".formatted(id), ruling("GRANT"))
                .is(201);

        churn.as(BOB)
                .post("/waivers/%s/withdrawal".formatted(id), "{\"comment\": \"not needed\"}")
                .is(201)
                .has("state", "WITHDRAWN");

        churn.item("model.evaluation").has("state", "FAILED").has("waivers", "[]");
    }

    @Test
    void aWaiverHasItsCap() {
        churn.as(BOB)
                .post(EVALUATION, request(Instant.now().plus(Duration.ofDays(91))))
                .isProblem(422, "waiver-too-long")
                .has("errors[0].pointer", "/expiresAt");
        churn.as(BOB).post(EVALUATION, request(Instant.now().minusSeconds(1))).isProblem(422, "waiver-too-long");
        churn.get("/waivers").is(200).isJson("{\"items\": []}");
    }

    @Test
    void whatIsNeverWaivedIsNot() {
        // Given
        ProjectApi strict = api.project(Api.unique("strict"));
        strict.put("""
                {"name": "PD", "owner": "risk", "riskTier": "HIGH", "taskType": "BINARY_CLASSIFICATION", "checklist": "dsml-strict"}
                """).is(201);
        String fairness = request(soon).replace("{\"reason\"", "{\"check\": \"fairness\", \"reason\"");

        // Then
        strict.as(CAROL)
                .post(EVALUATION, fairness)
                .isProblem(422, "not-waivable")
                .has("tier", "HIGH");
        strict.as(CAROL)
                .post(EVALUATION, fairness.replace("fairness", "beauty"))
                .isProblem(422, "unknown-check");
        String id = strict.as(CAROL)
                .post("/items/deploy.cicd-iac/waivers", request(soon))
                .is(201)
                .value("id");
        strict.as(ALICE)
                .post("/waivers/%s/ruling".formatted(id), ruling("GRANT"))
                .isProblem(403, "role-required")
                .has("roles", "[\"head-of-risk\"]");
        strict.as(HEAD_OF_RISK)
                .post("/waivers/%s/ruling".formatted(id), ruling("GRANT"))
                .is(201);
    }

    @Test
    void aTrialKeepsNothing() {
        churn.as(BOB)
                .dryRun()
                .post(EVALUATION, request(soon))
                .is(201)
                .hasNo("id")
                .hasNo("seq");

        churn.get("/waivers").isJson("{\"items\": []}");
    }

    @Test
    void aKilledProjectWaivesNothing() {
        String id = requested();
        churn.kill("model").is(201);

        churn.as(BOB).post(EVALUATION, request(soon)).isProblem(409, "project-closed");
        churn.as(ALICE)
                .post("/waivers/%s/ruling".formatted(id), ruling("GRANT"))
                .isProblem(409, "project-closed");
    }
}
