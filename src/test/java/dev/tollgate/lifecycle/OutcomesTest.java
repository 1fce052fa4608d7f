package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.approve;
import static dev.tollgate.lifecycle.Commands.go;
import static dev.tollgate.lifecycle.Commands.hold;
import static dev.tollgate.lifecycle.Commands.kill;
import static dev.tollgate.lifecycle.Commands.object;
import static dev.tollgate.lifecycle.Commands.openLoop;
import static dev.tollgate.lifecycle.Commands.recycle;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CAROL;
import static dev.tollgate.lifecycle.Fixtures.highTierProject;
import static dev.tollgate.lifecycle.Fixtures.liveProject;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static dev.tollgate.lifecycle.Fixtures.regularProject;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each outcome does once it takes effect. */
class OutcomesTest {

    private static final LocalDate TOMORROW = LocalDate.of(2026, 3, 3);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEPLOY")
    void aGoOpensTheNextPhase(Phase gate) {
        // Given
        Story story = regularProject();
        for (Phase earlier = PLAN; earlier != gate; earlier = earlier.next().orElseThrow()) {
            story.passed(earlier);
        }
        // When
        story.later(Duration.ofDays(1)).passed(gate);
        // Then
        assertThat(story.project().progress())
                .isEqualTo(new Project.Progress(ProjectState.ACTIVE, gate.next().orElseThrow(), 1, story.now()));
        assertThat(story.gate(gate).basis()).isEqualTo(Gate.Basis.GO);
    }

    @Test
    void theGoAtDeployMakesTheProjectLive() {
        // Given
        Story story = regularProject().passed(PLAN, DATA, MODEL);
        // When
        story.passed(DEPLOY);
        // Then
        assertThat(story.project().state()).isEqualTo(ProjectState.LIVE);
        assertThat(story.project().phase()).isEqualTo(DEPLOY);
        assertThat(story.stateOf(DEPLOY)).isEqualTo(GateState.PASSED);
    }

    @Test
    void aHoldNeedsNoReadinessAndNoSecondPerson() {
        // Given
        Story story = highTierProject();
        // When
        List<Event> events = story.when(ALICE, hold(PLAN, TOMORROW));
        // Then
        Decision held = story.lastDecision();
        assertThat(events)
                .containsSubsequence(
                        new Event.GateDecided(held.id(), PLAN, DecisionOutcome.HOLD),
                        new Event.ProjectStateChanged(ProjectState.ACTIVE, ProjectState.ON_HOLD),
                        new Event.GateStateChanged(PLAN, GateState.NOT_READY, GateState.ON_HOLD));
        assertThat(held.quorum()).isEqualTo(1);
        assertThat(story.gate(PLAN).decision()).contains(held.id());
    }

    @Test
    void whatIsOnHoldGoesOnWithAGo() {
        // Given
        Story story = regularProject();
        story.when(ALICE, hold(PLAN, TOMORROW));
        // When
        story.ready(PLAN);
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.ON_HOLD);
        // When
        story.when(ALICE, go(PLAN));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.IN_REVIEW);
        assertThat(story.project().state()).isEqualTo(ProjectState.ON_HOLD);
        // When
        story.when(BOB, approve(story.openDecision(PLAN)));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
        assertThat(story.project().state()).isEqualTo(ProjectState.ACTIVE);
    }

    @Test
    void aRejectedGoLeavesTheHoldInPlace() {
        // Given
        Story story = regularProject();
        story.when(ALICE, hold(PLAN, TOMORROW));
        story.ready(PLAN).when(ALICE, go(PLAN));
        // When
        story.when(BOB, object(story.openDecision(PLAN)));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.ON_HOLD);
        assertThat(story.project().state()).isEqualTo(ProjectState.ON_HOLD);
    }

    @Test
    void theDeployGateOnHoldGoesLiveWithAGo() {
        // Given
        Story story = lowTierProject().passed(PLAN, DATA, MODEL);
        story.when(ALICE, hold(DEPLOY, TOMORROW));
        // When
        story.passed(DEPLOY);
        // Then
        assertThat(story.project().state()).isEqualTo(ProjectState.LIVE);
    }

    @Test
    void aRecycleReopensTheItemsItNamesAndRaisesTheAttemptOnly() {
        // Given
        Story story = highTierProject().passed(PLAN, DATA).ready(MODEL);
        // When
        List<Event> events = story.when(ALICE, recycle(MODEL, "model.training", "model.evaluation", "model.tuning"));
        // Then
        assertThat(events)
                .contains(new Event.ItemStateChanged(
                        "model.training", ItemState.SATISFIED, ItemState.REOPENED, "gate model recycled"));
        assertThat(story.item("model.evaluation").state()).isEqualTo(ItemState.REOPENED);
        assertThat(story.item("model.tuning").state()).as("never started").isEqualTo(ItemState.NOT_STARTED);
        assertThat(story.item("model.card").state()).isEqualTo(ItemState.SATISFIED);
        assertThat(story.gate(MODEL).attempt()).isEqualTo(2);
        assertThat(story.gate(DATA).attempt()).isEqualTo(1);
        assertThat(story.project().iteration()).isEqualTo(1);
        assertThat(story.project().phase()).isEqualTo(MODEL);
        assertThat(story.stateOf(MODEL)).isEqualTo(GateState.NOT_READY);
        assertThat(story.lastDecision().attempt()).as("the attempt that failed").isEqualTo(1);
    }

    @Test
    void aRecycleEndsAHold() {
        // Given
        Story story = lowTierProject().ready(PLAN);
        story.when(ALICE, hold(PLAN, TOMORROW));
        // When
        story.when(ALICE, recycle(PLAN, "plan.baseline"));
        // Then
        assertThat(story.project().state()).isEqualTo(ProjectState.ACTIVE);
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.NOT_READY);
    }

    @Test
    void aKillIsFinal() {
        // Given
        Story story = highTierProject().passed(PLAN);
        // When
        List<Event> events = story.when(CAROL, kill(DATA));
        // Then
        assertThat(events)
                .endsWith(
                        new Event.GateDecided(story.lastDecision().id(), DATA, DecisionOutcome.KILL),
                        new Event.ProjectStateChanged(ProjectState.ACTIVE, ProjectState.KILLED));
        assertThat(story.gate(DATA).openDecision()).isEmpty();
    }

    @Test
    void killingALiveProjectRetiresIt() {
        // Given
        Story story = liveProject(RiskTier.MEDIUM);
        // When
        story.when(ALICE, kill(DEPLOY));
        // Then
        assertThat(story.project().state()).isEqualTo(ProjectState.RETIRED);
    }

    @Test
    void killingALiveProjectThatALoopTookBackKillsIt() {
        // Given
        Story story = liveProject(RiskTier.MEDIUM);
        story.when(ALICE, openLoop(MODEL, DATA, LoopTrigger.RETRAINING));
        // When
        story.when(ALICE, kill(DATA));
        // Then
        assertThat(story.project().state()).isEqualTo(ProjectState.KILLED);
    }
}
