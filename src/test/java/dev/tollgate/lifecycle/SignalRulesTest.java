package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.dismiss;
import static dev.tollgate.lifecycle.Commands.drift;
import static dev.tollgate.lifecycle.Commands.signal;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Measurements that propose a loop after three windows of drift in a row. */
class SignalRulesTest {

    private static final Duration WEEK = Duration.ofDays(7);

    private static Story live() {
        return governedProject(RiskTier.LOW).passed(PLAN, DATA, MODEL, DEPLOY).later(WEEK);
    }

    /** One window a week. */
    private static List<Event> windows(Story story, double... psi) {
        List<Event> last = List.of();
        for (double value : psi) {
            last = story.later(WEEK).when(CI, drift(value, story.now()));
        }
        return last;
    }

    private static SignalRun run(Story story) {
        return story.project().watch().signalsOf(MODEL, DATA).orElseThrow();
    }

    private static long proposed(Story story) {
        return story.project().loops().size();
    }

    @Test
    void windowsInARowAreCounted() {
        // Given
        Story story = live();
        // When
        windows(story, 0.2, 0.31);
        // Then
        assertThat(run(story))
                .isEqualTo(new SignalRun(MODEL, DATA, 2, Optional.of(story.now().minus(WEEK)), story.now()));
        assertThat(proposed(story)).isZero();
    }

    @Test
    void enoughOfThemProposeTheLoop() {
        // Given
        Story story = live();
        Instant first = story.now().plus(WEEK);
        // When
        List<Event> events = windows(story, 0.25, 0.3, 0.4);
        // Then
        Loop loop = story.lastLoop();
        assertThat(events)
                .containsExactly(
                        new Event.SignalRecorded(
                                events.getFirst() instanceof Event.SignalRecorded e ? e.signal() : loop.id(),
                                "data-drift",
                                "evidently",
                                story.now(),
                                Map.of("psi", 0.4),
                                List.of(new SignalRun(MODEL, DATA, 3, Optional.of(first), story.now()))),
                        new Event.LoopProposed(
                                loop.id(),
                                MODEL,
                                DATA,
                                LoopTrigger.FEATURE_DRIFT,
                                "data-drift over its threshold in 3 consecutive windows since " + first,
                                Map.of("psi", 0.4),
                                Optional.of(first)));
        assertThat(loop.state()).isEqualTo(LoopState.PROPOSED);
        assertThat(loop.proposedBy()).isEqualTo(CI.actor());
        assertThat(story.project().state()).as("a person confirms it").isEqualTo(ProjectState.LIVE);
    }

    @Test
    void oneWindowIsCalledSo() {
        // Given
        Story story = live();
        // When
        story.when(CI, signal("kpi", Map.of("shortfall", 0.2), story.now()));
        // Then
        assertThat(story.lastLoop().reason())
                .isEqualTo("kpi over its threshold in 1 consecutive window since " + story.now());
    }

    @Test
    void aQuietWindowEndsTheRow() {
        // Given
        Story story = live();
        // When
        windows(story, 0.3, 0.3, 0.1);
        // Then
        assertThat(run(story)).isEqualTo(new SignalRun(MODEL, DATA, 0, Optional.empty(), story.now()));
        // When
        windows(story, 0.3, 0.3);
        // Then
        assertThat(proposed(story)).isZero();
        // When
        windows(story, 0.3);
        // Then
        assertThat(proposed(story)).isEqualTo(1);
    }

    @Test
    void aWindowWithoutTheNumberIsQuiet() {
        // Given
        Story story = live();
        windows(story, 0.3, 0.3);
        // When
        story.later(WEEK).when(CI, signal("data-drift", Map.of("ks", 0.9), story.now()));
        // Then
        assertThat(run(story).windows()).isZero();
    }

    @Test
    void aLateWindowIsKeptAndNotCounted() {
        // Given
        Story story = live();
        windows(story, 0.3, 0.3);
        SignalRun before = run(story);
        // When one comes that is older, and the last once more
        List<Event> late = story.when(CI, drift(0.1, story.now().minus(WEEK)));
        story.when(CI, drift(0.9, story.now()));
        // Then
        assertThat(late)
                .singleElement()
                .isInstanceOfSatisfying(
                        Event.SignalRecorded.class, e -> assertThat(e.runs()).isEmpty());
        assertThat(run(story)).isEqualTo(before);
    }

    @Test
    void oneProposalIsEnough() {
        // Given
        Story story = live();
        // When
        windows(story, 0.3, 0.3, 0.3, 0.3, 0.3);
        // Then
        assertThat(proposed(story)).isEqualTo(1);
    }

    @Test
    void whatIsWorkedOnIsNotProposedAgain() {
        // Given
        Story story = live();
        windows(story, 0.3, 0.3, 0.3);
        // When
        story.when(ALICE, Commands.confirm(story.lastLoop()));
        windows(story, 0.3, 0.3, 0.3);
        // Then
        assertThat(proposed(story)).isEqualTo(1);
    }

    @Test
    void onceDismissedTheWindowsCountAnew() {
        // Given
        Story story = live();
        windows(story, 0.3, 0.3, 0.3);
        Instant last = story.now();
        // When
        story.when(BOB, dismiss(story.lastLoop()));
        // Then
        assertThat(run(story)).isEqualTo(new SignalRun(MODEL, DATA, 0, Optional.empty(), last));
        // When
        windows(story, 0.3, 0.3);
        // Then
        assertThat(proposed(story)).isEqualTo(1);
        // When
        windows(story, 0.3);
        // Then
        assertThat(proposed(story)).isEqualTo(2);
        assertThat(story.lastLoop().firstBreachAt()).contains(last.plus(WEEK));
    }

    @Test
    void windowsThatWereDismissedDoNotComeAgain() {
        // Given
        Story story = live();
        windows(story, 0.3, 0.3, 0.3);
        Instant last = story.now();
        story.when(BOB, dismiss(story.lastLoop()));
        // When a sender repeats them
        for (int i = 2; i >= 0; i--) {
            story.when(CI, drift(0.3, last.minus(WEEK.multipliedBy(i))));
        }
        // Then
        assertThat(proposed(story)).isEqualTo(1);
        assertThat(run(story).windows()).isZero();
    }

    @Test
    void aLoopOutOfReachIsNotProposed() {
        // Given a project that has no model yet
        Story story = governedProject(RiskTier.LOW).passed(PLAN);
        // When
        windows(story, 0.3, 0.3, 0.3);
        // Then
        assertThat(proposed(story)).isZero();
        assertThat(run(story).windows()).isEqualTo(3);
        // When it is in reach
        story.passed(DATA);
        windows(story, 0.3);
        // Then
        assertThat(story.lastLoop().to()).isEqualTo(DATA);
    }

    @Test
    void eachLoopCountsItsOwn() {
        // Given
        Story story = live();
        windows(story, 0.3, 0.3);
        // When
        story.later(WEEK).when(CI, signal("performance", Map.of("drop", 0.1), story.now()));
        // Then
        assertThat(run(story).windows()).isEqualTo(2);
        assertThat(story.project()
                        .watch()
                        .signalsOf(DEPLOY, MODEL)
                        .orElseThrow()
                        .windows())
                .isEqualTo(1);
    }

    @Test
    void onlyWhatALoopListensToIsTaken() {
        // Given
        Story story = live();
        // When
        Refusal kind = story.refused(CI, signal("horoscope", Map.of(), story.now()));
        Instant future = story.now().plus(Duration.ofMinutes(5)).plusNanos(1_000);
        Refusal early = story.refused(CI, drift(0.3, future));
        // Then
        assertThat(kind)
                .isEqualTo(new Refusal.UnknownSignalKind("horoscope", List.of("data-drift", "performance", "kpi")));
        assertThat(early)
                .isEqualTo(new Refusal.ObservedInFuture(future, story.now().plus(Duration.ofMinutes(5))));
        story.when(Governed.SAM, Commands.kill(DEPLOY));
        assertThat(story.refused(CI, drift(0.3, story.now()))).isInstanceOf(Refusal.ProjectClosed.class);
    }
}
