package dev.tollgate.insight;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.BOB;
import static dev.tollgate.http.Person.CAROL;
import static dev.tollgate.http.Person.CI;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.MovableClock;
import dev.tollgate.http.ProjectApi;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.path.json.config.JsonPathConfig;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code /v1/flow} on a clock that the test moves, so that every number is known, and beside what Prometheus scrapes of the same walk. An
 * owner of its own keeps the project apart from those of other tests.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class FlowTest {

    @Inject
    MovableClock clock;

    @Inject
    Scheduler scheduler;

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final String owner = Api.unique("flow");
    private final ProjectApi walk = Api.of(getClass()).project(owner);
    private Instant now = start;

    @BeforeEach
    void nothingHappensByItself() {
        scheduler.pause();
        clock.stopAt(now);
    }

    @AfterEach
    void theClockRunsAgain() {
        clock.runAgain();
        scheduler.resume();
    }

    @Test
    void aWalkIsToldInNumbersAndPrometheusTellsTheSame() {
        Scrape before = Scrape.now();
        create("MEDIUM");
        after(minutes(10));
        walk.as(CI).satisfy("PLAN");
        after(minutes(5));
        walk.as(ALICE).decide("plan", """
                {"outcome": "RECYCLE", "rationale": "The baseline is too weak.", "reopen": ["plan.baseline"]}""").is(201);
        after(minutes(20));
        walk.as(CAROL).pass("plan.baseline");
        after(minutes(7));
        walk.as(ALICE).go("plan").is(201);
        after(minutes(2));
        approve("plan");
        passed("data");
        passed("model");
        passed("deploy");

        // Then every number is known
        Map<String, Object> metrics = metrics();
        assertThatJson(metrics).withTolerance(1e-12).isEqualTo("""
                {
                  "gateLeadTime": {"unit": "SECONDS", "n": 5, "p50": 60, "p85": 120},
                  "decisionLatency": {"unit": "SECONDS", "n": 5, "p50": 240, "p85": 540},
                  "neverReadyCycles": {"unit": "COUNT", "value": 0},
                  "firstPassYield": {"unit": "RATIO", "numerator": 3, "denominator": 4, "value": 0.75},
                  "firstPassYieldLenient": {"unit": "RATIO", "numerator": 3, "denominator": 4, "value": 0.75},
                  "rolledThroughputYield": {"unit": "RATIO", "value": 0},
                  "phaseCycleTime": {"unit": "SECONDS", "n": 4, "p50": 2040, "p85": 2640},
                  "projectLeadTime": {"unit": "SECONDS", "n": 1, "p50": 8760, "p85": 8760},
                  "workItemAge": {"unit": "SECONDS", "n": 0},
                  "workInProgress": {"unit": "COUNT", "value": 0},
                  "throughput": {"unit": "PER_WEEK", "numerator": 1, "denominator": 0.014484126984126984, "value": 69.04109589041096},
                  "loopThroughput": {"unit": "PER_WEEK", "numerator": 0, "denominator": 0.014484126984126984, "value": 0},
                  "waiverRate": {"unit": "RATIO", "numerator": 0, "denominator": 41, "value": 0},
                  "openWaiverAge": {"unit": "SECONDS", "n": 0},
                  "waiverGrantRate": {"unit": "RATIO", "numerator": 0, "denominator": 0},
                  "waiverRenewals": {"unit": "COUNT", "value": 0},
                  "waiversExpiredUnresolved": {"unit": "COUNT", "value": 0},
                  "notApplicableRate": {"unit": "RATIO", "numerator": 0, "denominator": 36, "value": 0},
                  "conditionsClosedOnTime": {"unit": "RATIO", "numerator": 0, "denominator": 0},
                  "conditionsOverdue": {"unit": "COUNT", "value": 0},
                  "evidenceAutomationRate": {"unit": "RATIO", "numerator": 36, "denominator": 37, "value": 0.972972972972973},
                  "staleEvidenceRate": {"unit": "RATIO", "numerator": 0, "denominator": 36, "value": 0},
                  "loopRate": {"unit": "PER_YEAR", "numerator": 0, "denominator": 0},
                  "reopenDepth": {"unit": "RATIO", "n": 0},
                  "recycleRate": {"unit": "RATIO", "numerator": 1, "denominator": 5, "value": 0.2},
                  "loopRestoreTime": {"unit": "SECONDS", "n": 0},
                  "loopDetectTime": {"unit": "SECONDS", "n": 0},
                  "loopConfirmTime": {"unit": "SECONDS", "n": 0},
                  "loopRebuildTime": {"unit": "SECONDS", "n": 0},
                  "loopDecideTime": {"unit": "SECONDS", "n": 0},
                  "killRate": {"unit": "RATIO", "numerator": 0, "denominator": 5, "value": 0},
                  "sunkTime": {"unit": "SECONDS", "n": 0},
                  "lateKillShare": {"unit": "RATIO", "numerator": 0, "denominator": 0},
                  "decisionConcordance": {"unit": "RATIO", "numerator": 4, "denominator": 5, "value": 0.8},
                  "overrideRate": {"unit": "RATIO", "numerator": 0, "denominator": 5, "value": 0},
                  "valueRealisation": {"unit": "RATIO", "n": 0},
                  "reviewsOnTime": {"unit": "RATIO", "numerator": 0, "denominator": 0},
                  "gateEscapes": {"unit": "COUNT", "value": 0}
                }
                """);

        // And the counters have moved by the same
        Scrape after = Scrape.now();
        assertThat(after.since(before, "tollgate_gate_first_pass_total"))
                .isEqualTo(Map.of("plan/FAILED", 1.0, "data/PASSED", 1.0, "model/PASSED", 1.0, "deploy/PASSED", 1.0));
        assertThat(total(after, before, "tollgate_gate_wait_seconds_count")).isEqualTo(5);
        assertThat(total(after, before, "tollgate_gate_wait_seconds_sum")).isCloseTo(300 + 540 + 3 * 240, within(1e-6));
        assertThat(total(after, before, "tollgate_phase_duration_seconds_count"))
                .isEqualTo(4);
        assertThat(total(after, before, "tollgate_phase_duration_seconds_sum"))
                .isCloseTo(2_640 + 3 * 2_040, within(1e-6));
        assertThat(total(after, before, "tollgate_lead_time_seconds_sum")).isCloseTo(8_760, within(1e-6));
    }

    @Test
    void aLoopIsTimedFromItsProposalAndAKillFromTheProjectsBirth() {
        create("LOW");
        walk.as(CI).satisfy("PLAN").as(ALICE).go("plan").is(201);
        walk.as(CI).satisfy("DATA").as(ALICE).go("data").is(201);
        after(minutes(60));
        String loop = walk.as(CI).loop("MODEL", "DATA", "FEATURE_DRIFT").is(201).value("id");
        after(minutes(15));
        walk.as(ALICE).post("/loops/%s/confirmation".formatted(loop), """
                {"verdict": "CONFIRM", "rationale": "seen"}""").is(201);
        after(minutes(30));
        walk.as(CI).satisfy("DATA");
        after(minutes(5));
        walk.as(ALICE).go("data").is(201);
        walk.as(CI).satisfy("MODEL").as(ALICE).go("model").is(201);
        after(minutes(10));
        walk.as(ALICE).kill("deploy").is(201);

        Map<String, Object> metrics = metrics();
        Map.of(
                        "loopRestoreTime", 3_000,
                        "loopConfirmTime", 900,
                        "loopRebuildTime", 2_100,
                        "loopDecideTime", 0,
                        "sunkTime", 7_200)
                .forEach((metric, seconds) -> assertThatJson(metrics)
                        .withTolerance(0)
                        .node(metric)
                        .isEqualTo(
                                "{\"unit\": \"SECONDS\", \"n\": 1, \"p50\": %1$d, \"p85\": %1$d}".formatted(seconds)));
    }

    private void create(String tier) {
        walk.put("""
                {"name": "A walk", "owner": "%s", "riskTier": "%s", "taskType": "REGRESSION"}
                """.formatted(owner, tier)).is(201);
    }

    private void passed(String gate) {
        after(minutes(30));
        walk.as(CI).satisfy(gate.toUpperCase(Locale.ROOT));
        after(minutes(3));
        walk.as(ALICE).go(gate).is(201);
        after(minutes(1));
        approve(gate);
    }

    private void approve(String gate) {
        walk.as(BOB)
                .vote(gate, walk.gate(gate).value("openDecision.id"), "APPROVE")
                .is(201);
    }

    private void after(Duration time) {
        now = now.plus(time);
        clock.stopAt(now);
    }

    private static Duration minutes(int minutes) {
        return Duration.ofMinutes(minutes);
    }

    private static double total(Scrape after, Scrape before, String name) {
        return after.since(before, name).values().stream()
                .mapToDouble(value -> value)
                .sum();
    }

    /** Those of the project's owner, who has no other. */
    private Map<String, Object> metrics() {
        Answer flow = walk.api()
                .where("from", start.toString())
                .where("by", "OWNER")
                .get("/v1/flow")
                .is(200);
        return JsonPath.from(flow.text())
                .using(new JsonPathConfig(JsonPathConfig.NumberReturnType.DOUBLE))
                .getMap("groups.find { it.key == '%s' }.metrics".formatted(owner));
    }
}
