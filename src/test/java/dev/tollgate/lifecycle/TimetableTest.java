package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.condition;
import static dev.tollgate.lifecycle.Commands.conditionalGo;
import static dev.tollgate.lifecycle.Commands.grant;
import static dev.tollgate.lifecycle.Commands.recordTime;
import static dev.tollgate.lifecycle.Commands.requestWaiver;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static dev.tollgate.lifecycle.Governed.EDDA;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When time alone next changes how a project stands; {@link RandomStoriesTest} asks at many times that nothing changes before. */
class TimetableTest {

    private static final Duration TICK = Duration.of(1, ChronoUnit.MICROS);

    @Test
    void aProjectThatNothingExpiresInWaitsForNothing() {
        // Given
        Story story = lowTierProject().passed(PLAN, DATA, MODEL);
        // Then
        assertThat(story.next()).isEmpty();
    }

    @Test
    void aConditionIsOverdueOneTickAfterItsTime() {
        // Given
        Story story = lowTierProject().ready(PLAN);
        Instant due = story.now().plus(Duration.ofDays(3));
        // When
        story.when(ALICE, conditionalGo(PLAN, condition("Ask them", due)));
        // Then
        assertThat(story.next()).contains(due.plus(TICK));
        assertThat(story.at(due).when(CI, recordTime())).isEmpty();
        assertThat(story.later(TICK).when(CI, recordTime()))
                .contains(new Event.ConditionOverdue(story.condition("Ask them").id(), PLAN));
        assertThat(story.next()).isEmpty();
    }

    @Test
    void votesAreVoidOnceWhatTheyPromiseIsDue() {
        // Given a decision that one vote is missing for
        Story story = Fixtures.regularProject().ready(PLAN);
        Instant due = story.now().plus(Duration.ofDays(3));
        // When
        story.when(ALICE, conditionalGo(PLAN, condition("Ask them", due)));
        // Then
        assertThat(story.next()).contains(due.plus(TICK));
        assertThat(story.at(due).when(CI, recordTime())).isEmpty();
        story.later(TICK).when(CI, recordTime());
        assertThat(story.lastDecision().state()).isEqualTo(DecisionState.VOID);
        assertThat(story.next()).isEmpty();
    }

    @Test
    void aRequestedWaiverEndsToo() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        Instant end = story.now().plus(Duration.ofDays(3));
        // When
        story.when(ALICE, requestWaiver("plan.baseline", Optional.empty(), end));
        // Then
        assertThat(story.next()).contains(end);
        story.at(end).when(CI, recordTime());
        assertThat(story.next()).isEmpty();
    }

    @Test
    void theFirstOfManyIsNext() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        Instant end = story.now().plus(Duration.ofDays(3));
        story.when(ALICE, requestWaiver("plan.baseline", Optional.empty(), end));
        story.when(Governed.SAM, grant(story.lastWaiver()));
        // When
        story.when(EDDA, Commands.override(PLAN, story.now().plus(Duration.ofDays(2))));
        // Then
        assertThat(story.next()).contains(story.now().plus(Duration.ofDays(2)));
        story.later(Duration.ofDays(2)).when(CI, recordTime());
        assertThat(story.next()).contains(end);
        story.at(end).when(CI, recordTime());
        assertThat(story.next()).isEmpty();
    }

    @Test
    void evidenceGoesStale() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        Instant first = story.now().plus(Duration.ofDays(60));
        story.when(CI, story.passing("model.training"));
        // Then
        assertThat(story.next()).contains(first);
        // When newer evidence takes its place
        story.later(Duration.ofDays(1)).when(CI, story.passing("model.training"));
        // Then
        assertThat(story.next()).contains(first.plus(Duration.ofDays(1)));
        // And stale evidence waits for nothing
        story.later(Duration.ofDays(60)).when(CI, recordTime());
        assertThat(story.next()).isEmpty();
    }

    @Test
    void aClockThatHasStoppedIsNotWaitedFor() {
        // Given an objective that is fresh until its gate has passed
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(CI, story.passing("plan.objective"));
        assertThat(story.next()).contains(story.now().plus(Duration.ofDays(30)));
        // When
        story.passed(PLAN);
        // Then
        assertThat(story.next()).isEmpty();
    }

    @Test
    void aCheckThatReadsTheClockIsAskedEveryHour() {
        // Given
        Story story = governedProject(RiskTier.LOW).at(Instant.parse("2026-03-02T09:20:00Z"));
        story.when(CI, story.passing("model.card"));
        // Then
        assertThat(story.next()).contains(Instant.parse("2026-03-02T10:00:00Z"));
        assertThat(story.at(Instant.parse("2026-03-02T10:00:00Z")).next())
                .contains(Instant.parse("2026-03-02T11:00:00Z"));
    }

    @Test
    void whatIsLateIsNotNext() {
        // Given a change that nobody has recorded yet
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(CI, story.passing("model.training"));
        // When
        story.later(Duration.ofDays(61));
        // Then
        assertThat(story.next()).isEmpty();
        assertThat(story.when(BOB, recordTime()))
                .contains(new Event.ItemStateChanged(
                        "model.training", ItemState.SATISFIED, ItemState.STALE, story.reasonOf("model.training")));
    }

    @Test
    void aClosedProjectHasNoFuture() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN, DATA, MODEL, DEPLOY);
        assertThat(story.next()).isPresent();
        // When
        story.when(Governed.SAM, Commands.kill(DEPLOY));
        // Then
        assertThat(story.next()).isEmpty();
    }
}
