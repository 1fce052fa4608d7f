package dev.tollgate.insight;

import static dev.tollgate.insight.Walk.ALICE;
import static dev.tollgate.insight.Walk.BOB;
import static dev.tollgate.insight.Walk.CI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ProjectState;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gauges say how things stand in the database, as of their last refresh. Other tests leave projects behind, so changes are compared. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class GaugesTest {

    private static final String PROJECTS = "tollgate_projects";
    private static final String WAITING = "tollgate_gates_waiting";
    private static final String OLDEST = "tollgate_oldest_gate_wait_seconds";
    private static final String OVERDUE = "tollgate_conditions_overdue";

    @Inject
    Scheduler scheduler;

    @Inject
    StateGauges gauges;

    @Inject
    StateQuery query;

    private Scrape before;

    /** The tests say when the gauges are refreshed. */
    @BeforeEach
    void holdTheClock() throws SQLException {
        scheduler.pause();
        before = refreshed();
    }

    @AfterEach
    void letTheClockGoOn() {
        scheduler.resume();
    }

    @Test
    void projectsAreCountedByPhaseAndState() throws SQLException {
        Walk.begin("gauges-planned", "LOW");
        Walk.begin("gauges-planned-too", "LOW");
        Walk.begin("gauges-modelled", "LOW").pass("plan", "data");
        Walk.begin("gauges-live", "LOW").toLive();
        Walk.begin("gauges-held", "LOW").decide("plan", Walk.hold());
        Walk.begin("gauges-killed", "LOW").pass("plan").decide("data", Walk.kill());

        assertThat(Scrape.now().since(before, PROJECTS))
                .as("a scrape asks no database")
                .isEmpty();
        assertThat(refreshed().since(before, PROJECTS))
                .isEqualTo(Map.of(
                        "PLAN/ACTIVE", 2.0,
                        "MODEL/ACTIVE", 1.0,
                        "DEPLOY/LIVE", 1.0,
                        "PLAN/ON_HOLD", 1.0,
                        "DATA/KILLED", 1.0));
    }

    @Test
    void everyCombinationIsThereEvenAtZero() {
        assertThat(before.values(PROJECTS)).hasSize(Phase.values().length * ProjectState.values().length);
        assertThat(before.values(PROJECTS)).containsEntry("PLAN/RETIRED", 0.0);
        assertThat(before.values(WAITING)).containsOnlyKeys("plan", "data", "model", "deploy");
        assertThat(before.values(OLDEST)).containsOnlyKeys("plan", "data", "model", "deploy");
        assertThat(before.values(OVERDUE)).hasSize(1);
    }

    @Test
    void aGateWaitsFromReadyUntilItIsDecided() throws SQLException {
        Walk walk = Walk.begin("gauges-waiting", "LOW");
        walk.post(CI, "/items/plan.baseline/evidence", Map.of("outcome", "PASS"));

        assertThat(refreshed().since(before, WAITING)).isEmpty();

        walk.satisfy("plan");

        assertThat(refreshed().since(before, WAITING)).isEqualTo(Map.of("plan", 1.0));

        walk.go("plan");

        assertThat(refreshed().since(before, WAITING)).isEmpty();
    }

    @Test
    void aGateWhoseVotesAreCollectedWaits() throws SQLException {
        Walk.begin("gauges-voting", "MEDIUM").satisfy("plan").go("plan");

        assertThat(refreshed().since(before, WAITING)).isEqualTo(Map.of("plan", 1.0));
    }

    @Test
    void aGateThatCannotBeDecidedNowDoesNotWait() throws SQLException {
        Walk.begin("gauges-ahead", "LOW").satisfy("data");
        Walk.begin("gauges-ready-and-killed", "LOW").satisfy("plan").decide("plan", Walk.kill());
        Walk.begin("gauges-ready-and-held", "LOW").satisfy("plan").decide("plan", Walk.hold());

        assertThat(refreshed().since(before, WAITING)).isEmpty();
    }

    @Test
    void theOldestWaitIsThatOfTheGateThatHasWaitedLongest() throws SQLException {
        Walk first = Walk.begin("gauges-oldest", "LOW").satisfy("plan");
        Instant ready = Instant.parse(first.get("/gates/plan").getString("readySince"));
        Walk.begin("gauges-younger", "LOW").satisfy("plan");
        Instant later = ready.plus(Duration.ofDays(400));

        double oldest = query.take(later).oldestWait(Phase.PLAN);

        assertThat(oldest).isGreaterThanOrEqualTo(Duration.ofDays(400).toSeconds());
        assertThat(query.take(later.plusSeconds(3_600)).oldestWait(Phase.PLAN)).isCloseTo(oldest + 3_600, within(1e-3));
        assertThat(refreshed().values(OLDEST).get("plan")).isPositive().isLessThan(oldest);
    }

    @Test
    void aConditionIsOverdueFromItsDateUntilItIsClosed() throws SQLException {
        Instant beyond = Instant.now().plus(Duration.ofDays(31));
        double others = query.take(beyond).conditionsOverdue();
        Walk walk = Walk.begin("gauges-overdue", "LOW").satisfy("plan");
        walk.decide("plan", Walk.conditionalGo("data.eda"));
        Walk.begin("gauges-overdue-killed", "LOW").satisfy("plan").decide("plan", Walk.conditionalGo("data.eda"));
        new Walk("gauges-overdue-killed").decide("data", Walk.kill());

        assertThat(query.take(beyond).conditionsOverdue()).isEqualTo(others + 1);
        assertThat(query.take(Instant.now()).conditionsOverdue())
                .as("not due yet")
                .isEqualTo(before.values(OVERDUE).get(""));

        walk.post(CI, "/evidence", Walk.evidence(Stream.of("data.eda")));

        assertThat(query.take(beyond).conditionsOverdue()).isEqualTo(others);
    }

    @Test
    void aWaiverIsActiveFromItsGrantToItsEnd() throws SQLException {
        Instant end = Instant.now().plus(Duration.ofDays(20));
        double others = query.take(Instant.now()).waiversActive();
        Walk walk = Walk.begin("gauges-waived", "LOW");
        walk.post(
                BOB,
                "/items/plan.baseline/waivers",
                Map.of("reason", "none yet", "compensation", "a person looks", "expiresAt", end.toString()));
        assertThat(query.take(Instant.now()).waiversActive())
                .as("only asked for")
                .isEqualTo(others);

        String waiver = walk.get("/waivers").getString("items[0].id");
        walk.post(ALICE, "/waivers/%s/ruling".formatted(waiver), Map.of("verdict", "GRANT", "comment", "agreed"));

        assertThat(query.take(Instant.now()).waiversActive()).isEqualTo(others + 1);
        assertThat(query.take(end).waiversActive()).as("at its end").isLessThanOrEqualTo(others);
    }

    @Test
    void theSnapshotAgesUntilTheNextRefresh() throws SQLException {
        var time = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
        MeterRegistry meters = new SimpleMeterRegistry();
        InstantSource now = time::get;
        var own = new StateGauges(meters, query, now.withZone(ZoneOffset.UTC));
        time.set(time.get().plusMillis(42_500));

        assertThat(age(meters)).isEqualTo(42.5);

        own.refresh();

        assertThat(age(meters)).isZero();
    }

    private Scrape refreshed() throws SQLException {
        gauges.refresh();
        return Scrape.now();
    }

    private static double age(MeterRegistry meters) {
        return meters.get("tollgate.snapshot.age").gauge().value();
    }
}
