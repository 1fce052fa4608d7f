package dev.tollgate.insight;

import static dev.tollgate.insight.Walk.ALICE;
import static dev.tollgate.insight.Walk.BOB;
import static dev.tollgate.insight.Walk.CI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Counters and histograms move once for what was written, and not at all for anything else. Other tests share the registry, so what is
 * looked at is by how much it moved.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class MetricsTest {

    private static final String EVENTS = "tollgate_events_total";
    private static final String REFUSALS = "tollgate_refusals_total";
    private static final String EVIDENCE = "tollgate_evidence_received_total";
    private static final String DECISIONS = "tollgate_gate_decisions_total";
    private static final String FIRST_PASS = "tollgate_gate_first_pass_total";
    private static final String LOOPS = "tollgate_loops_total";
    private static final String WAITS = "tollgate_gate_wait_seconds_count";
    private static final String PHASES = "tollgate_phase_duration_seconds_count";
    private static final String LEAD_TIMES = "tollgate_lead_time_seconds_count";

    @Inject
    Scheduler scheduler;

    private Scrape before;

    /** The clock could put on record what time did to the projects of other tests. */
    @BeforeEach
    void holdTheClock() {
        scheduler.pause();
        before = Scrape.now();
    }

    @AfterEach
    void letTheClockGoOn() {
        scheduler.resume();
    }

    @Test
    void aWalkToLiveMovesEachMeterOnce() {
        Walk walk = Walk.begin("metrics-live", "LOW").toLive();

        assertThat(moved(EVENTS)).isEqualTo(walk.events());
        assertThat(moved(EVIDENCE)).isEqualTo(Map.of("PASS/other", 36.0));
        assertThat(moved(DECISIONS))
                .isEqualTo(Map.of("plan/GO", 1.0, "data/GO", 1.0, "model/GO", 1.0, "deploy/GO", 1.0));
        assertThat(moved(FIRST_PASS))
                .isEqualTo(Map.of("plan/PASSED", 1.0, "data/PASSED", 1.0, "model/PASSED", 1.0, "deploy/PASSED", 1.0));
        assertThat(moved(WAITS)).isEqualTo(Map.of("plan", 1.0, "data", 1.0, "model", 1.0, "deploy", 1.0));
        assertThat(moved(PHASES)).isEqualTo(Map.of("PLAN", 1.0, "DATA", 1.0, "MODEL", 1.0, "DEPLOY", 1.0));
        assertThat(moved(LEAD_TIMES)).isEqualTo(Map.of("", 1.0));
        assertThat(moved(LOOPS)).isEmpty();
        assertThat(moved(REFUSALS)).isEmpty();
    }

    @Test
    void timesAreThoseOfTheRecord() {
        Walk walk = Walk.begin("metrics-times", "LOW").pass("plan", "data", "model");
        before = Scrape.now();
        Instant created = Instant.parse(walk.get("").getString("createdAt"));
        Instant entered = decidedAt(walk.get("/gates/model").setRootPath("lastDecision"));
        walk.satisfy("deploy");
        Instant ready = Instant.parse(walk.get("/gates/deploy").getString("readySince"));

        Instant decided = decidedAt(walk.go("deploy"));

        assertThat(seconds("tollgate_gate_wait_seconds_sum", "deploy"))
                .isCloseTo(between(ready, decided), within(1e-6));
        assertThat(seconds("tollgate_phase_duration_seconds_sum", "DEPLOY"))
                .isCloseTo(between(entered, decided), within(1e-6));
        assertThat(seconds("tollgate_lead_time_seconds_sum", "")).isCloseTo(between(created, decided), within(1e-6));
    }

    @Test
    void aConditionalGoIsAFirstPassOfItsOwnKind() {
        Walk.begin("metrics-conditional", "LOW").satisfy("plan").decide("plan", Walk.conditionalGo("data.eda"));

        assertThat(moved(DECISIONS)).isEqualTo(Map.of("plan/CONDITIONAL_GO", 1.0));
        assertThat(moved(FIRST_PASS)).isEqualTo(Map.of("plan/CONDITIONAL", 1.0));
        assertThat(moved(PHASES)).isEqualTo(Map.of("PLAN", 1.0));
    }

    @Test
    void aRecycleFailsTheFirstPassAndTheGoAfterItIsNoFirst() {
        Walk walk = Walk.begin("metrics-recycle", "LOW").satisfy("plan");
        walk.decide("plan", Walk.recycle("plan.baseline"));

        assertThat(moved(FIRST_PASS)).isEqualTo(Map.of("plan/FAILED", 1.0));
        assertThat(moved(PHASES)).isEmpty();

        walk.pass("plan");

        assertThat(moved(DECISIONS)).isEqualTo(Map.of("plan/RECYCLE", 1.0, "plan/GO", 1.0));
        assertThat(moved(FIRST_PASS)).isEqualTo(Map.of("plan/FAILED", 1.0));
        assertThat(moved(WAITS)).isEqualTo(Map.of("plan", 2.0));
        assertThat(moved(PHASES)).isEqualTo(Map.of("PLAN", 1.0));
    }

    @Test
    void aKillFailsTheFirstPass() {
        Walk.begin("metrics-kill", "LOW").decide("plan", Walk.kill());

        assertThat(moved(DECISIONS)).isEqualTo(Map.of("plan/KILL", 1.0));
        assertThat(moved(FIRST_PASS)).isEqualTo(Map.of("plan/FAILED", 1.0));
        assertThat(moved(WAITS)).as("it was never ready").isEmpty();
    }

    @Test
    void aHoldIsNoFirstDecisionAndTheGoThatResolvesItIs() {
        Walk walk = Walk.begin("metrics-hold", "LOW").satisfy("plan");
        walk.decide("plan", Walk.hold());

        assertThat(moved(DECISIONS)).isEqualTo(Map.of("plan/HOLD", 1.0));
        assertThat(moved(FIRST_PASS)).isEmpty();

        walk.go("plan");

        assertThat(moved(FIRST_PASS)).isEqualTo(Map.of("plan/PASSED", 1.0));
        assertThat(moved(PHASES)).isEqualTo(Map.of("PLAN", 1.0));
    }

    @Test
    void aLoopCountsWhenAPersonConfirmsIt() {
        Walk walk = Walk.begin("metrics-loop", "LOW").toLive();
        before = Scrape.now();
        String dismissed = walk.post(CI, "/loops", Walk.conceptDrift()).getString("id");
        settle(walk, dismissed, "DISMISS");
        String confirmed = walk.post(CI, "/loops", Walk.conceptDrift()).getString("id");

        assertThat(moved(LOOPS)).isEmpty();

        settle(walk, confirmed, "CONFIRM");

        assertThat(moved(LOOPS)).isEqualTo(Map.of("DEPLOY/MODEL/CONCEPT_DRIFT", 1.0));
    }

    @Test
    void eachIterationHasAFirstPassAndOnlyTheFirstALeadTime() {
        Walk walk = Walk.begin("metrics-iterations", "LOW").toLive();
        walk.post(ALICE, "/loops", Walk.conceptDrift());
        before = Scrape.now();

        walk.pass("model", "deploy");

        assertThat(walk.get("").getString("state")).isEqualTo("LIVE");
        assertThat(moved(FIRST_PASS)).isEqualTo(Map.of("model/PASSED", 1.0, "deploy/PASSED", 1.0));
        assertThat(moved(PHASES)).isEqualTo(Map.of("MODEL", 1.0, "DEPLOY", 1.0));
        assertThat(moved(LEAD_TIMES)).isEmpty();
    }

    @Test
    void theFirstGoingLiveHasALeadTimeWhateverLoopsCameBefore() {
        Walk walk = Walk.begin("metrics-late", "LOW").pass("plan", "data");
        walk.post(
                ALICE,
                "/loops",
                Map.of("from", "MODEL", "to", "DATA", "trigger", "FEATURE_DRIFT", "reason", "The mix has changed."));

        walk.pass("data", "model", "deploy");

        assertThat(walk.get("").getInt("iteration")).isEqualTo(2);
        assertThat(moved(LEAD_TIMES)).isEqualTo(Map.of("", 1.0));
    }

    @Test
    void aDecisionCountsWhenItsQuorumIsThere() {
        Walk walk = Walk.begin("metrics-quorum", "MEDIUM").satisfy("plan");
        Instant ready = Instant.parse(walk.get("/gates/plan").getString("readySince"));
        String rejected = walk.go("plan").getString("id");
        vote(walk, rejected, Map.of("vote", "REJECT", "comment", "No budget yet."));
        String decision = walk.go("plan").getString("id");

        assertThat(moved(DECISIONS)).isEmpty();
        assertThat(moved(WAITS)).isEmpty();

        JsonPath effective = vote(walk, decision, Map.of("vote", "APPROVE"));

        assertThat(effective.getString("state")).isEqualTo("EFFECTIVE");
        assertThat(moved(DECISIONS)).isEqualTo(Map.of("plan/GO", 1.0));
        assertThat(moved(FIRST_PASS)).isEqualTo(Map.of("plan/PASSED", 1.0));
        assertThat(moved(WAITS)).isEqualTo(Map.of("plan", 1.0));
        assertThat(seconds("tollgate_gate_wait_seconds_sum", "plan"))
                .as("a rejected decision does not begin the wait anew")
                .isCloseTo(between(ready, decidedAt(effective)), within(1e-6));
    }

    @Test
    void evidenceCountsByOutcomeAndKnownSource() {
        Walk walk = Walk.begin("metrics-evidence", "LOW");
        Stream.of("mlflow", "a-tool-of-our-own", "MLflow")
                .forEach(source ->
                        walk.post(CI, "/items/plan.baseline/evidence", Map.of("outcome", "FAIL", "source", source)));
        walk.post(CI, "/items/plan.baseline/evidence", Map.of("outcome", "INCONCLUSIVE", "source", "dvc"));
        walk.post(CI, "/evidence", Walk.evidence(Stream.of("data.eda", "data.cleaning")));

        assertThat(moved(EVIDENCE))
                .isEqualTo(Map.of("FAIL/mlflow", 1.0, "FAIL/other", 2.0, "INCONCLUSIVE/dvc", 1.0, "PASS/other", 2.0));
    }

    @Test
    void aRetryCountsOnce() {
        Walk walk = Walk.begin("metrics-retry", "LOW");
        Map<String, String> report = Map.of("outcome", "PASS", "run", "17");
        walk.post(CI, "/items/plan.baseline/evidence", report);
        Scrape first = Scrape.now();

        walk.post(CI, "/items/plan.baseline/evidence", report);
        Walk.as(ALICE).body(Walk.profile("LOW")).put(walk.path());

        assertThat(Scrape.now().countedSince(first)).isEmpty();
    }

    @Test
    void refusalsCountByTheirTypeAndNothingElseDoes() {
        Walk walk = Walk.begin("metrics-refused", "LOW");
        walk.post(CI, "/items/plan.baseline/evidence", Map.of("outcome", "PASS", "run", "17"));
        before = Scrape.now();

        refused(409, walk, ALICE, "/gates/plan/decisions", Map.of("outcome", "GO", "rationale", "Why not?"));
        refused(409, walk, ALICE, "/gates/data/decisions", Map.of("outcome", "GO", "rationale", "Why not?"));
        refused(422, walk, ALICE, "/gates/plan/decisions", Map.of("outcome", "HOLD", "rationale", "Until when?"));
        refused(422, walk, CI, "/items/plan.baseline/evidence", Map.of("outcome", "FAIL", "run", "17"));
        refused(409, walk, CI, "/loops", Walk.conceptDrift());
        refused(404, walk, CI, "/items/plan.nothing/evidence", Map.of("outcome", "PASS"));
        refused(404, new Walk("metrics-nobody"), CI, "/items/plan.baseline/evidence", Map.of("outcome", "PASS"));
        refused(404, walk, CI, "/evidence", Walk.evidence(Stream.of("data.eda", "data.nothing")));

        assertThat(moved(REFUSALS))
                .isEqualTo(Map.of(
                        "gate-not-ready", 1.0,
                        "gate-not-open", 1.0,
                        "invalid-decision", 1.0,
                        "idempotency-mismatch", 1.0,
                        "loop-out-of-reach", 1.0,
                        "not-found", 3.0));
        assertThat(moved(EVENTS)).isEmpty();
        assertThat(moved(EVIDENCE)).as("a batch is taken whole or not at all").isEmpty();
    }

    @Test
    void whatNeverReachesTheRulesIsNoRefusal() {
        Walk walk = Walk.begin("metrics-elsewhere", "LOW");
        before = Scrape.now();

        refused(400, walk, CI, "/items/plan.baseline/evidence", Map.of("outcome", "MAYBE"));
        refused(403, walk, CI, "/gates/plan/decisions", Map.of("outcome", "GO", "rationale", "I am a robot."));
        refused(401, walk, "dev-nobody", "/items/plan.baseline/evidence", Map.of("outcome", "PASS"));
        assertThat(RestAssured.get(walk.path() + "/gates/plan/check").statusCode())
                .isEqualTo(409);

        assertThat(Scrape.now().countedSince(before)).isEmpty();
    }

    @Test
    void aDryRunMovesNothingWhateverItSays() {
        Walk walk = Walk.begin("metrics-dry", "LOW").satisfy("plan");
        before = Scrape.now();

        walk.post(CI, "/items/plan.baseline/evidence?dryRun=true", Map.of("outcome", "FAIL"));
        walk.post(ALICE, "/gates/plan/decisions?dryRun=true", Map.of("outcome", "GO", "rationale", "Fine."));
        refused(409, walk, CI, "/loops?dryRun=true", Walk.conceptDrift());
        assertThat(Walk.as(ALICE)
                        .body(Walk.profile("LOW"))
                        .put("/v1/projects/metrics-never?dryRun=true")
                        .statusCode())
                .isEqualTo(201);

        assertThat(Scrape.now().countedSince(before)).isEmpty();
    }

    private Map<String, Double> moved(String name) {
        return Scrape.now().since(before, name);
    }

    private double seconds(String name, String key) {
        return moved(name).getOrDefault(key, 0.0);
    }

    private static void refused(int status, Walk walk, String token, String where, Map<String, ?> body) {
        var answer = walk.ask(token, where, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    }

    private static void settle(Walk walk, String loop, String verdict) {
        walk.post(BOB, "/loops/%s/confirmation".formatted(loop), Map.of("verdict", verdict, "rationale", "Looked at."));
    }

    private static JsonPath vote(Walk walk, String decision, Map<String, String> vote) {
        return walk.post(BOB, "/gates/plan/decisions/%s/votes".formatted(decision), vote);
    }

    private static Instant decidedAt(JsonPath decision) {
        return Instant.parse(decision.getString("decidedAt"));
    }

    private static double between(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }
}
