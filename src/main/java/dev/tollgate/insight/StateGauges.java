package dev.tollgate.insight;

import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ProjectState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gauges of how things stand. Every replica shows the same values, taken from the database by one query now and then and never by a scrape;
 * so they are read with {@code max without (instance, pod)} and never summed.
 */
@Singleton
class StateGauges {

    private final StateQuery query;
    private final Clock clock;
    private final MultiGauge projects;
    private final MultiGauge waiting;
    private final MultiGauge oldest;
    private volatile StateQuery.Snapshot snapshot;

    StateGauges(MeterRegistry meters, StateQuery query, Clock clock) {
        this.query = query;
        this.clock = clock;
        this.snapshot = StateQuery.Snapshot.empty(clock.instant());
        this.projects = MultiGauge.builder("tollgate.projects").register(meters);
        this.waiting = MultiGauge.builder("tollgate.gates.waiting").register(meters);
        this.oldest = MultiGauge.builder("tollgate.oldest.gate.wait")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("tollgate.conditions.overdue", () -> snapshot.conditionsOverdue())
                .register(meters);
        Gauge.builder("tollgate.waivers.active", () -> snapshot.waiversActive()).register(meters);
        Gauge.builder("tollgate.log.unsealed.events", () -> snapshot.unsealedEvents())
                .register(meters);
        Gauge.builder("tollgate.snapshot.age", this::age).baseUnit("seconds").register(meters);
    }

    void start(@Observes StartupEvent started) throws SQLException {
        refresh();
    }

    @Scheduled(
            identity = "state-gauges",
            every = "{tollgate.metrics.every}",
            delayed = "{tollgate.metrics.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() throws SQLException {
        Instant now = clock.instant();
        snapshot = query.take(now);
        projects.register(projectRows(snapshot), true);
        waiting.register(gateRows(snapshot, StateQuery.Snapshot::gatesWaiting), true);
        oldest.register(gateRows(snapshot, StateQuery.Snapshot::oldestWait), true);
    }

    private double age() {
        return Duration.between(snapshot.takenAt(), clock.instant()).toMillis() / 1_000.0;
    }

    /** Every combination, zeros included: a series that vanishes looks like a scrape that failed. */
    private static List<MultiGauge.Row<?>> projectRows(StateQuery.Snapshot snapshot) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            for (ProjectState state : ProjectState.values()) {
                rows.add(MultiGauge.Row.of(
                        Tags.of("phase", phase.name(), "state", state.name()), snapshot.projects(phase, state)));
            }
        }
        return rows;
    }

    private interface Reading {
        double of(StateQuery.Snapshot snapshot, Phase gate);
    }

    private static List<MultiGauge.Row<?>> gateRows(StateQuery.Snapshot snapshot, Reading reading) {
        return Arrays.stream(Phase.values())
                .<MultiGauge.Row<?>>map(
                        gate -> MultiGauge.Row.of(Tags.of("gate", gate.gate()), reading.of(snapshot, gate)))
                .toList();
    }
}
