package dev.tollgate.loop;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.BOB;
import static dev.tollgate.http.Person.CI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs is measured window by window; the checklist says when that is enough for a loop. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class SignalStoryTest {

    private static final Instant FIRST = Instant.parse("2026-08-03T06:00:00Z");

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProjectInModel() {
        churn = api.newProject("churn", "LOW").passed("plan", "data");
    }

    private Answer week(int week, double psi) {
        return churn.as(CI).post("/signals", """
                {"kind": "data-drift", "source": "evidently", "observedAt": "%s",
                 "data": {"features": [{"name": "contract_type", "psi": %s, "nCurrent": 21000}]}}
                """.formatted(FIRST.plus(Duration.ofDays(7L * week)), psi));
    }

    @Test
    void threeWindowsInARowProposeALoop() {
        week(0, 0.31).is(201).isJson("""
                {"id": "<id>", "kind": "data-drift", "source": "evidently", "observedAt": "<time>",
                 "runs": [{"from": "MODEL", "to": "DATA", "windows": 1, "firstBreachAt": "<time>"}], "proposed": [],
                 "seq": "<number>", "hash": "<hash>"}
                """);
        week(1, 0.31).is(201).has("runs[0].windows", 2);
        Answer third = week(2, 0.31).is(201);

        third.has("runs[0].windows", 3)
                .has("proposed[0].from", "MODEL")
                .has("proposed[0].to", "DATA")
                .has("proposed[0].trigger", "FEATURE_DRIFT")
                .has("proposed[0].proposedBy", "ci")
                .has("proposed[0].firstBreachAt", FIRST.toString());
        String loop = third.value("proposed[0].id");
        week(3, 0.31).is(201).has("proposed", "[]");
        churn.as(BOB).settle(loop, "CONFIRM").is(201).has("state", "CONFIRMED").has("iteration", 2);
        churn.verifies();
    }

    @Test
    void aQuietWindowBeginsAnew() {
        week(0, 0.31).is(201);
        week(1, 0.31).is(201);

        week(2, 0.02).is(201).has("runs[0].windows", 0).hasNo("runs[0].firstBreachAt");

        week(3, 0.31).is(201).has("runs[0].windows", 1).has("proposed", "[]");
    }

    @Test
    void aWindowThatComesLateIsKeptAndNotCounted() {
        week(1, 0.31).is(201);

        week(0, 0.31).is(201).has("runs", "[]");
        week(1, 0.31).is(201).has("runs", "[]");

        week(2, 0.31).is(201).has("runs[0].windows", 2);
    }

    @Test
    void whatNothingListensToIsRefused() {
        churn.as(CI)
                .post("/signals", "{\"kind\": \"weather\", \"data\": {\"rain\": true}}")
                .isProblem(422, "unknown-signal-kind")
                .has("errors[0].pointer", "/kind");
        week(5_000, 0.31).isProblem(422, "observed-in-future");
    }

    @Test
    void onlyWhatTheLoopLeavesToAWordIsVouchedFor() {
        String loop =
                churn.as(CI).loop("MODEL", "DATA", "FEATURE_DRIFT").is(201).value("id");

        churn.as(ALICE)
                .post("/loops/%s/confirmation".formatted(loop), """
                        {"verdict": "CONFIRM", "rationale": "yes", "reaffirmed": ["data.ingestion"]}
                        """)
                .isProblem(422, "invalid-confirmation")
                .has("errors[0].pointer", "/reaffirmed/0");
        String decision = churn.gate("data").value("lastDecision.id");
        churn.as(ALICE)
                .post("/loops/%s/confirmation".formatted(loop), """
                        {"verdict": "CONFIRM", "rationale": "the data gate should have seen it", "escapedDecision": "%s"}
                        """.formatted(decision))
                .is(201)
                .has("escapedDecision", decision);
    }

    @Test
    void aTrialKeepsNothing() {
        churn.as(CI)
                .dryRun()
                .post("/signals", "{\"kind\": \"kpi\", \"data\": {}}")
                .is(201)
                .hasNo("id")
                .hasNo("seq");

        week(0, 0.31).is(201).has("runs[0].windows", 1);
    }

    @Test
    void aKilledProjectIsNotMeasured() {
        churn.kill("model").is(201);

        assertThat(week(0, 0.31).isProblem(409, "project-closed").value("state"))
                .isEqualTo("KILLED");
    }
}
