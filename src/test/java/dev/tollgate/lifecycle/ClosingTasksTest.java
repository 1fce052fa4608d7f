package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.close;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Governed.SAM;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.Verdict.PlannedCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is to be done after the end. */
class ClosingTasksTest {

    private static Command kill(Phase gate, PlannedCondition... tasks) {
        return Commands.decide(
                gate,
                new Verdict(DecisionOutcome.KILL, "no use", List.of(), Optional.empty(), List.of(), List.of(tasks)));
    }

    private static Instant soon(Story story) {
        return story.now().plus(Duration.ofDays(10));
    }

    @Test
    void aKillLeavesTasks() {
        // Given
        Story story = governedProject(RiskTier.LOW).passed(PLAN, DATA, MODEL, DEPLOY);
        // When
        List<Event> events = story.when(SAM, kill(DEPLOY, Commands.condition("Switch it off", soon(story))));
        // Then
        Condition task = story.condition("Switch it off");
        assertThat(events)
                .endsWith(
                        new Event.ConditionOpened(
                                task.id(),
                                DEPLOY,
                                story.lastDecision().id(),
                                "Switch it off",
                                "growth",
                                Optional.empty(),
                                soon(story)),
                        new Event.ProjectStateChanged(ProjectState.LIVE, ProjectState.RETIRED));
    }

    @Test
    void theyAreClosedAfterTheEndEvenWhenLate() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        story.when(SAM, kill(PLAN, Commands.condition("Tell everybody", soon(story))));
        story.later(Duration.ofDays(20));
        Condition task = story.condition("Tell everybody");
        assertThat(task.stateAt(story.now())).isEqualTo(ConditionState.OVERDUE);
        // When
        List<Event> events = story.when(BOB, close(task));
        // Then
        assertThat(events).containsExactly(new Event.ConditionClosed(task.id(), PLAN, "done", Optional.empty()));
        assertThat(story.refused(BOB, close(task))).isEqualTo(new Refusal.ConditionClosed(task.id()));
    }

    @Test
    void nothingElseIs() {
        // Given a project that left a condition and a task
        Story story = governedProject(RiskTier.LOW).passed(PLAN, DATA, MODEL, DEPLOY);
        Condition review = story.condition("Post-deployment review held");
        story.when(SAM, kill(DEPLOY, Commands.condition("Switch it off", soon(story))));
        // When
        Refusal condition = story.refused(BOB, close(review));
        Refusal evidence = story.refused(CI, story.passing("deploy.review"));
        Refusal time = story.refused(BOB, Commands.accept("deploy.review"));
        // Then
        assertThat(List.of(condition, evidence, time)).containsOnly(new Refusal.ProjectClosed(ProjectState.RETIRED));
        assertThat(story.later(Duration.ofDays(90)).when(CI, Commands.recordTime()))
                .isEmpty();
        assertThat(story.next()).isEmpty();
    }

    @Test
    void aMachineClosesNone() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        story.when(SAM, kill(PLAN, Commands.condition("Tell everybody", soon(story))));
        // When
        Refusal refusal = story.refused(CI, close(story.condition("Tell everybody")));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.PeopleOnly("close a condition"));
    }

    @Test
    void tasksGoWithAKillOnlyAndLieInTheFuture() {
        // Given
        Story story = governedProject(RiskTier.LOW).ready(PLAN);
        PlannedCondition task = Commands.condition("Tell everybody", soon(story));
        var go = new Verdict(DecisionOutcome.GO, "fine", List.of(), Optional.empty(), List.of(), List.of(task));
        // When
        Refusal withGo = story.refused(SAM, Commands.decide(PLAN, go));
        Refusal past = story.refused(SAM, kill(PLAN, task, Commands.condition("Yesterday", story.now())));
        // Then
        assertThat(withGo).isEqualTo(new Refusal.InvalidDecision("/tasks", "goes with KILL only", List.of()));
        assertThat(past).isEqualTo(new Refusal.InvalidDecision("/tasks/1/dueAt", "lies in the future", List.of()));
    }

    @Test
    void noItemClosesATaskSinceNoEvidenceComesAnyMore() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        // When
        Refusal refusal = story.refused(SAM, kill(PLAN, Commands.condition("Review", soon(story), "deploy.review")));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.InvalidDecision(
                        "/tasks/0/item", "no evidence comes after the project's end", List.of()));
    }
}
