package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.accept;
import static dev.tollgate.lifecycle.Commands.approve;
import static dev.tollgate.lifecycle.Commands.confirm;
import static dev.tollgate.lifecycle.Commands.go;
import static dev.tollgate.lifecycle.Commands.hold;
import static dev.tollgate.lifecycle.Commands.openLoop;
import static dev.tollgate.lifecycle.Commands.proposeLoop;
import static dev.tollgate.lifecycle.Commands.recycle;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CAROL;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.liveProject;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static dev.tollgate.lifecycle.Fixtures.regularProject;
import static dev.tollgate.lifecycle.LoopTrigger.BUSINESS_REALIGNMENT;
import static dev.tollgate.lifecycle.LoopTrigger.CONCEPT_DRIFT;
import static dev.tollgate.lifecycle.LoopTrigger.RETRAINING;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a confirmed loop does to a project. */
class LoopEffectsTest {

    @Test
    void aLiveProjectGoesBackAndStartsAnotherIteration() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        story.later(Duration.ofDays(30)).when(CI, proposeLoop(MODEL, DATA, RETRAINING));
        // When
        List<Event> events = story.when(ALICE, confirm(story.lastLoop()));
        // Then
        assertThat(events)
                .contains(
                        new Event.ProjectStateChanged(ProjectState.LIVE, ProjectState.ACTIVE),
                        new Event.PhaseEntered(DATA, 2));
        assertThat(story.project().progress())
                .isEqualTo(new Project.Progress(ProjectState.ACTIVE, DATA, 2, story.now()));
    }

    @Test
    void itReopensAndMakesStaleTheItemsOfItsDefinition() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        story.when(CI, story.passing("deploy.review"));
        // When
        story.when(ALICE, openLoop(MODEL, DATA, RETRAINING));
        // Then
        assertThat(story.lastLoop().effect())
                .contains(new Loop.Effect(
                        2,
                        List.of("data.ingestion", "data.labeling", "deploy.review"),
                        List.of("model.training", "model.evaluation", "model.card", "deploy.serving"),
                        List.of(),
                        List.of(DATA, MODEL, DEPLOY),
                        DEPLOY,
                        Optional.empty()));
        assertThat(itemsIn(story, ItemState.REOPENED))
                .containsExactly("data.ingestion", "data.labeling", "deploy.review");
        assertThat(itemsIn(story, ItemState.STALE))
                .containsExactly("model.training", "model.evaluation", "model.card", "deploy.serving");
        assertThat(itemsIn(story, ItemState.SATISFIED))
                .containsExactly("plan.objective", "plan.baseline", "data.eda", "deploy.monitoring");
    }

    @Test
    void itTouchesOnlyWhatHasSomethingToLose() {
        // Given
        Story story = lowTierProject().passed(PLAN, DATA);
        story.when(CI, story.failing("model.training"));
        story.when(CI, story.inconclusive("model.evaluation"));
        // When
        story.when(ALICE, openLoop(MODEL, DATA, RETRAINING));
        // Then
        assertThat(story.item("deploy.review").state()).isEqualTo(ItemState.NOT_STARTED);
        assertThat(story.item("model.card").state()).isEqualTo(ItemState.NOT_STARTED);
        assertThat(story.item("model.training").state()).isEqualTo(ItemState.FAILED);
        assertThat(story.item("model.evaluation").state()).isEqualTo(ItemState.STALE);
        assertThat(story.lastLoop().effect().orElseThrow().reopened())
                .containsExactly("data.ingestion", "data.labeling");
        assertThat(story.lastLoop().effect().orElseThrow().invalidated()).containsExactly("model.evaluation");
    }

    @Test
    void gatesFromItsTargetOnNeedANewDecision() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        // When
        story.when(ALICE, openLoop(DEPLOY, MODEL, CONCEPT_DRIFT));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
        assertThat(story.stateOf(DATA)).isEqualTo(GateState.PASSED);
        assertThat(story.stateOf(MODEL)).isEqualTo(GateState.REOPENED);
        assertThat(story.stateOf(DEPLOY)).isEqualTo(GateState.REOPENED);
        assertThat(story.lastLoop().effect().orElseThrow().gates()).containsExactly(MODEL, DEPLOY);
    }

    @Test
    void aReopenedGateThatLacksNothingIsReady() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        story.when(ALICE, openLoop(DEPLOY, PLAN, BUSINESS_REALIGNMENT));
        // When
        GateState data = story.stateOf(DATA);
        // Then
        assertThat(data).isEqualTo(GateState.READY);
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.REOPENED);
        assertThat(story.stateOf(MODEL)).isEqualTo(GateState.REOPENED);
    }

    @Test
    void aGateThatNeverPassedIsNotReopened() {
        // Given
        Story story = lowTierProject().passed(PLAN, DATA, MODEL);
        // When
        story.when(ALICE, openLoop(MODEL, DATA, RETRAINING));
        // Then
        assertThat(story.stateOf(DEPLOY)).isEqualTo(GateState.NOT_READY);
        assertThat(story.lastLoop().effect().orElseThrow().gates()).containsExactly(DATA, MODEL);
    }

    @Test
    void attemptsStartAnewFromItsTargetOn() {
        // Given
        Story story = lowTierProject();
        story.when(ALICE, recycle(PLAN, "plan.baseline"));
        story.passed(PLAN, DATA);
        story.when(ALICE, recycle(MODEL, "model.card"));
        story.when(ALICE, recycle(MODEL, "model.card"));
        // When
        story.when(ALICE, openLoop(MODEL, DATA, RETRAINING));
        // Then
        assertThat(story.gate(MODEL).attempt()).isEqualTo(1);
        assertThat(story.gate(PLAN).attempt()).as("before the target").isEqualTo(2);
    }

    @Test
    void votesBeingCollectedBecomeVoid() {
        // Given
        Story story = regularProject().passed(PLAN, DATA).ready(MODEL);
        story.when(ALICE, go(MODEL));
        Decision open = story.openDecision(MODEL);
        // When
        List<Event> events = story.when(BOB, openLoop(MODEL, DATA, RETRAINING));
        // Then
        assertThat(events)
                .contains(
                        new Event.DecisionClosed(open.id(), MODEL, DecisionState.VOID, "a loop took the project back"));
        assertThat(story.refused(CAROL, approve(open))).isInstanceOf(Refusal.DecisionClosed.class);
    }

    @Test
    void aHoldEndsWithALoop() {
        // Given
        Story story = lowTierProject().passed(PLAN, DATA);
        story.when(ALICE, hold(MODEL, LocalDate.of(2026, 4, 1)));
        // When
        story.when(ALICE, openLoop(MODEL, DATA, RETRAINING));
        // Then
        assertThat(story.project().state()).isEqualTo(ProjectState.ACTIVE);
        assertThat(story.stateOf(MODEL)).isEqualTo(GateState.NOT_READY);
    }

    @ParameterizedTest
    @CsvSource({"DATA", "MODEL", "DEPLOY"})
    void itClosesWithTheGoOfTheGateThatItTookTheProjectFrom(Phase returnsAt) {
        // Given
        Story story = liveProject(RiskTier.LOW);
        story.when(ALICE, openLoop(MODEL, DATA, RETRAINING));
        // When
        for (Phase gate = DATA; gate != returnsAt; gate = gate.next().orElseThrow()) {
            story.passed(gate);
        }
        LoopState before = story.lastLoop().state();
        story.passed(returnsAt);
        // Then
        assertThat(before).isEqualTo(LoopState.CONFIRMED);
        assertThat(story.lastLoop().state()).isEqualTo(returnsAt == DEPLOY ? LoopState.CLOSED : LoopState.CONFIRMED);
    }

    @Test
    void aLoopOfAProjectThatIsNotLiveClosesEarlier() {
        // Given
        Story story = lowTierProject().passed(PLAN, DATA);
        story.when(ALICE, openLoop(MODEL, DATA, RETRAINING));
        // When
        story.passed(DATA, MODEL);
        // Then
        assertThat(story.lastLoop().state()).isEqualTo(LoopState.CLOSED);
        assertThat(story.lastLoop().closedAt()).contains(story.now());
        assertThat(story.project().iteration()).isEqualTo(2);
    }

    @Test
    void aLoopWithinALoopClosesFirst() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        story.when(ALICE, openLoop(DEPLOY, MODEL, CONCEPT_DRIFT));
        Loop outer = story.lastLoop();
        story.when(ALICE, openLoop(MODEL, DATA, RETRAINING));
        Loop inner = story.lastLoop();
        // When
        story.passed(DATA, MODEL);
        // Then
        assertThat(story.project().findLoop(inner.id()).map(Loop::state)).contains(LoopState.CLOSED);
        assertThat(story.project().findLoop(outer.id()).map(Loop::state)).contains(LoopState.CONFIRMED);
        assertThat(story.project().iteration()).isEqualTo(3);
        // When
        story.passed(DEPLOY);
        // Then
        assertThat(story.project().findLoop(outer.id()).map(Loop::state)).contains(LoopState.CLOSED);
        assertThat(story.project().state()).isEqualTo(ProjectState.LIVE);
    }

    @Test
    void whoPostedForAnItemMayVoteAgainOnceOthersPostedForItAnew() {
        // Given
        Story story = takenBackFromModelWithIngestionPostedByAlice();
        // When
        story.ready(DATA).when(ALICE, go(DATA));
        // Then
        assertThat(story.stateOf(DATA)).isEqualTo(GateState.IN_REVIEW);
    }

    @Test
    void untilThenNobodyReaffirmsWhatTheyPostedThemselves() {
        // Given
        Story story = takenBackFromModelWithIngestionPostedByAlice();
        // When
        Refusal refusal = story.refused(ALICE, accept("data.ingestion"));
        // Then
        assertThat(refusal).isEqualTo(Commands.duties("R1", "alice", List.of("data.ingestion")));
    }

    @Test
    void norDecidesOnItOnceSomebodyElseHasReaffirmedIt() {
        // Given
        Story story = takenBackFromModelWithIngestionPostedByAlice();
        story.when(BOB, accept("data.ingestion"));
        story.ready(DATA);
        // When
        Refusal refusal = story.refused(ALICE, go(DATA));
        // Then
        assertThat(refusal).isEqualTo(Commands.duties("R2", "alice", List.of("data.ingestion")));
    }

    private static Story takenBackFromModelWithIngestionPostedByAlice() {
        Story story = regularProject().passed(PLAN);
        story.when(ALICE, story.passing("data.ingestion"));
        story.ready(DATA).when(BOB, go(DATA));
        story.when(CAROL, approve(story.openDecision(DATA)));
        story.when(BOB, openLoop(MODEL, DATA, RETRAINING));
        return story;
    }

    private static List<String> itemsIn(Story story, ItemState state) {
        return story.project().items().values().stream()
                .filter(item -> item.state() == state)
                .map(Item::id)
                .toList();
    }
}
