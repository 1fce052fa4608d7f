package dev.tollgate.gate;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CAROL;
import static dev.tollgate.http.Person.CI;

import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.Person;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody who had no part in the work says what the gate rests on is worth. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ValidationStoryTest {

    private static final Person LIND = new Person("r.lind", Set.of("gatekeeper", "validator"));

    /** Who may do everything still needs the role that the checklist asks for. */
    private static final Person ADMIN = new Person("root", Set.of("admin"));

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProjectInModel() {
        churn = api.newProject("churn", "MEDIUM");
        churn.as(CI).satisfy("PLAN");
    }

    private static String opinion(String opinion, String more) {
        return "{\"opinion\": \"%s\", \"scope\": \"all of it\"%s}".formatted(opinion, more);
    }

    @Test
    void anOpinionHoldsForWhatWasSeen() {
        // When
        churn.as(LIND)
                .post("/gates/plan/validations", opinion("FIT", """
                        , "reperformed": [{"metric": "auc", "reported": 0.661, "measured": 0.66}],
                          "remarks": [{"severity": "LOW", "text": "no confidence interval", "owner": "a.ruiz", "dueOn": "2027-01-31"}]
                        """))
                .is(201)
                .isJson("""
                {"id": "<id>", "gate": "plan", "opinion": "FIT", "scope": "all of it",
                 "reperformed": [{"metric": "auc", "reported": 0.661, "measured": 0.66}],
                 "remarks": [{"severity": "LOW", "text": "no confidence interval", "owner": "a.ruiz", "dueOn": "2027-01-31"}],
                 "validator": "r.lind", "validatedAt": "<time>", "snapshotDigest": "<digest>", "outdated": false}
                """);
        churn.gate("plan").has("validation.opinion", "FIT").has("validation.outdated", false);

        // And when
        churn.as(CI).pass("plan.baseline");

        // Then
        churn.gate("plan").has("validation.outdated", true);
        churn.verifies();
    }

    @Test
    void onlyAValidatorOfWhatOthersDid() {
        churn.as(ALICE).post("/gates/plan/validations", opinion("FIT", "")).isProblem(403, "forbidden");
        churn.as(ADMIN).post("/gates/plan/validations", opinion("FIT", "")).isProblem(403, "role-required");
        churn.as(new Person("r.lind", Set.of("contributor"))).pass("plan.baseline");
        churn.as(LIND)
                .post("/gates/plan/validations", opinion("FIT", ""))
                .isProblem(403, "separation-of-duties")
                .has("rule", "R4")
                .has("items", "[\"plan.baseline\"]");
    }

    @Test
    void whoSawSomethingElseIsTold() {
        churn.as(LIND)
                .post(
                        "/gates/plan/validations",
                        opinion("FIT", ", \"snapshotDigest\": \"sha256:%s\"".formatted("0".repeat(64))))
                .isProblem(412, "precondition-failed");
    }

    @Test
    void whereTheChecklistNamesNobodyThereIsNoVeto() {
        String id = churn.as(ALICE).go("plan").is(201).value("id");

        churn.as(LIND)
                .post("/gates/plan/decisions/%s/votes".formatted(id), "{\"vote\": \"VETO\", \"comment\": \"no\"}")
                .isProblem(409, "veto-not-provided");
        churn.as(LIND)
                .post("/gates/plan/decisions/%s/votes".formatted(id), "{\"vote\": \"VETO\"}")
                .isProblem(400, "invalid-request")
                .has("errors[0].pointer", "/comment");
        churn.as(CAROL).vote("plan", id, "APPROVE").isProblem(403, "forbidden");
        churn.as(LIND).vote("plan", id, "ABSTAIN").is(201).has("state", "OPEN").has("approvals", 1);
        churn.as(LIND).vote("plan", id, "APPROVE").isProblem(409, "already-voted");
    }

    @Test
    void aKilledProjectIsNotValidated() {
        churn.as(ALICE).kill("plan").is(201);

        churn.as(LIND).post("/gates/plan/validations", opinion("NOT_FIT", "")).isProblem(409, "project-closed");
    }
}
