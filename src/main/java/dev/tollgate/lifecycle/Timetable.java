package dev.tollgate.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/** When time alone next changes how a project stands, so that a clock need not look at every project again and again. */
public final class Timetable {

    /** A check that reads the time does not say when it changes its mind, so it is asked again this often. */
    private static final Duration CLOCK_CHECKS = Duration.ofHours(1);

    private Timetable() {}

    /** The next moment worth looking at; empty where there is none, or the project is closed. */
    public static Optional<Instant> next(Project project, Checklist checklist, Instant now) {
        if (project.state().isClosed()) {
            return Optional.empty();
        }
        return Stream.of(
                        conditions(project),
                        votes(project),
                        waivers(project),
                        overrides(project),
                        evidence(project, checklist, now))
                .flatMap(moments -> moments)
                .filter(moment -> moment.isAfter(now))
                .min(Instant::compareTo);
    }

    /** A condition is overdue once its time is over, so not before the next tick of the log's clock. */
    private static Stream<Instant> conditions(Project project) {
        return project.conditions().values().stream()
                .filter(condition -> condition.state() == ConditionState.OPEN)
                .map(condition -> condition.dueAt().plus(1, ChronoUnit.MICROS));
    }

    /** Votes are void once a condition that they are for has fallen due. */
    private static Stream<Instant> votes(Project project) {
        return project.decisions().values().stream()
                .filter(decision -> decision.state() == DecisionState.OPEN)
                .flatMap(decision -> decision.verdict().conditions().stream())
                .map(planned -> planned.dueAt().plus(1, ChronoUnit.MICROS));
    }

    private static Stream<Instant> waivers(Project project) {
        return project.waivers().values().stream()
                .filter(waiver -> waiver.state().isOpen())
                .map(Waiver::expiresAt);
    }

    private static Stream<Instant> overrides(Project project) {
        return project.gates().values().stream()
                .flatMap(gate -> gate.words().override().stream())
                .map(GateOverride::expiresAt);
    }

    private static Stream<Instant> evidence(Project project, Checklist checklist, Instant now) {
        var assessment = new Assessment(project, checklist, now);
        return checklist.items().values().stream()
                .flatMap(definition -> project.item(definition.id()).evidence().stream()
                        .flatMap(head -> Stream.concat(
                                assessment.freshUntil(definition, head).stream(),
                                readsClock(definition)
                                        ? Stream.of(now.truncatedTo(ChronoUnit.HOURS)
                                                .plus(CLOCK_CHECKS))
                                        : Stream.empty())));
    }

    private static boolean readsClock(Checklist.ItemDefinition definition) {
        return definition.checks().stream().anyMatch(check -> check.expression().readsClock());
    }
}
