package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.confirm;
import static dev.tollgate.lifecycle.Commands.dismiss;
import static dev.tollgate.lifecycle.Commands.kill;
import static dev.tollgate.lifecycle.Commands.openLoop;
import static dev.tollgate.lifecycle.Commands.proposeLoop;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.liveProject;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static dev.tollgate.lifecycle.LoopTrigger.BUSINESS_REALIGNMENT;
import static dev.tollgate.lifecycle.LoopTrigger.CONCEPT_DRIFT;
import static dev.tollgate.lifecycle.LoopTrigger.FEATURE_DRIFT;
import static dev.tollgate.lifecycle.LoopTrigger.RETRAINING;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may open and settle a loop, and when. What a confirmed one does is in {@link LoopEffectsTest}. */
class LoopRulesTest {

    @Test
    void aMachinesSignalProposesAndChangesNothingElse() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        Project before = story.project();
        // When
        List<Event> events = story.when(CI, proposeLoop(MODEL, DATA, FEATURE_DRIFT));
        // Then
        Loop loop = story.lastLoop();
        assertThat(events)
                .containsExactly(new Event.LoopProposed(
                        loop.id(),
                        MODEL,
                        DATA,
                        FEATURE_DRIFT,
                        "PSI of contract_type is 0.31",
                        Map.of("psi", 0.31),
                        Optional.empty()));
        assertThat(loop.state()).isEqualTo(LoopState.PROPOSED);
        assertThat(loop.proposedBy()).isEqualTo(CI.actor());
        assertThat(story.project().progress()).isEqualTo(before.progress());
        assertThat(story.project().gates()).isEqualTo(before.gates());
        assertThat(story.project().items()).isEqualTo(before.items());
    }

    @Test
    void aMachineNeverConfirmsNotEvenInTheSameStep() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        // When
        story.when(CI, openLoop(MODEL, DATA, FEATURE_DRIFT));
        // Then
        assertThat(story.lastLoop().state()).isEqualTo(LoopState.PROPOSED);
        assertThat(story.project().iteration()).isEqualTo(1);
    }

    @Test
    void aPersonWhoMayConfirmDoesSoInTheSameStep() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        // When
        story.when(ALICE, openLoop(MODEL, DATA, RETRAINING));
        // Then
        assertThat(story.lastLoop().state()).isEqualTo(LoopState.CONFIRMED);
        assertThat(story.lastLoop().settlement())
                .contains(new Loop.Settlement(ALICE.actor(), story.now(), "PSI of contract_type is 0.31"));
    }

    @Test
    void aPersonConfirmsWhatAMachineProposed() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        story.when(CI, proposeLoop(MODEL, DATA, FEATURE_DRIFT));
        // When
        story.when(BOB, confirm(story.lastLoop()));
        // Then
        assertThat(story.lastLoop().state()).isEqualTo(LoopState.CONFIRMED);
        assertThat(story.lastLoop().settlement())
                .contains(new Loop.Settlement(BOB.actor(), story.now(), "three windows in a row"));
    }

    @Test
    void aDismissedLoopChangesNothingElse() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        story.when(CI, proposeLoop(MODEL, DATA, FEATURE_DRIFT));
        Project before = story.project();
        // When
        List<Event> events = story.when(BOB, dismiss(story.lastLoop()));
        // Then
        assertThat(events)
                .containsExactly(new Event.LoopDismissed(story.lastLoop().id(), "a holiday"));
        assertThat(story.lastLoop().state()).isEqualTo(LoopState.DISMISSED);
        assertThat(story.lastLoop().closedAt()).contains(story.now());
        assertThat(story.project().progress()).isEqualTo(before.progress());
        assertThat(story.project().items()).isEqualTo(before.items());
    }

    @ParameterizedTest
    @EnumSource
    void aMachineSettlesNothing(LoopVerdict verdict) {
        // Given
        Story story = liveProject(RiskTier.LOW);
        story.when(CI, proposeLoop(MODEL, DATA, FEATURE_DRIFT));
        // When
        Refusal refusal =
                story.refused(CI, new Command.SettleLoop(story.lastLoop().id(), verdict, "beep"));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.PeopleOnly("confirm or dismiss a loop"));
    }

    @ParameterizedTest
    @CsvSource({
        "MODEL, PLAN, FEATURE_DRIFT",
        "DATA, MODEL, FEATURE_DRIFT",
        "MODEL, DATA, CONCEPT_DRIFT",
        "DEPLOY, MODEL, BUSINESS_REALIGNMENT"
    })
    void aLoopOrTriggerThatTheChecklistLacksIsRefusedWithWhatItHas(Phase from, Phase to, LoopTrigger trigger) {
        // Given
        Story story = liveProject(RiskTier.LOW);
        // When
        Refusal refusal = story.refused(CI, proposeLoop(from, to, trigger));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.LoopUndefined(
                        from,
                        to,
                        trigger,
                        List.of(
                                "MODEL->DATA FEATURE_DRIFT",
                                "MODEL->DATA RETRAINING",
                                "DEPLOY->MODEL CONCEPT_DRIFT",
                                "DEPLOY->MODEL MONITORING_INSIGHT",
                                "DEPLOY->PLAN BUSINESS_REALIGNMENT")));
    }

    @Test
    void aLoopStartsFromAPhaseThatTheProjectHasReached() {
        // Given
        Story story = lowTierProject().passed(PLAN);
        // When
        Refusal tooEarly = story.refused(CI, proposeLoop(MODEL, DATA, FEATURE_DRIFT));
        story.passed(DATA).when(CI, proposeLoop(MODEL, DATA, FEATURE_DRIFT));
        // Then
        assertThat(tooEarly).isEqualTo(new Refusal.LoopOutOfReach(MODEL, DATA));
        assertThat(story.lastLoop().state()).isEqualTo(LoopState.PROPOSED);
    }

    @Test
    void aProposalThatAnotherLoopHasTakenOutOfReachIsNotConfirmedButDismissed() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        story.when(CI, proposeLoop(DEPLOY, MODEL, CONCEPT_DRIFT));
        Loop proposal = story.lastLoop();
        story.when(ALICE, openLoop(DEPLOY, PLAN, BUSINESS_REALIGNMENT));
        // When
        Refusal refusal = story.refused(ALICE, confirm(proposal));
        story.when(ALICE, dismiss(proposal));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.LoopOutOfReach(DEPLOY, PLAN));
        assertThat(story.project().findLoop(proposal.id()).map(Loop::state)).contains(LoopState.DISMISSED);
    }

    @Test
    void aLoopThatWaitsForAPersonIsNotProposedTwice() {
        // Given
        Story story = lowTierProject().passed(PLAN, DATA, MODEL);
        story.when(ALICE, proposeLoop(MODEL, DATA, RETRAINING));
        Loop proposal = story.lastLoop();
        // When
        Refusal refusal = story.refused(ALICE, openLoop(MODEL, DATA, FEATURE_DRIFT));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.LoopAlreadyOpen(proposal.id()));
    }

    @Test
    void driftMayComeBackWhileALoopIsWorkedOn() {
        // Given
        Story story = lowTierProject().passed(PLAN, DATA, MODEL);
        story.when(ALICE, openLoop(MODEL, DATA, RETRAINING));
        Loop first = story.lastLoop();
        story.passed(DATA);
        // When
        story.when(ALICE, openLoop(MODEL, DATA, FEATURE_DRIFT));
        // Then
        assertThat(story.project().iteration()).isEqualTo(3);
        assertThat(story.project().findLoop(first.id()).map(Loop::state)).contains(LoopState.CONFIRMED);
    }

    @Test
    void aDismissedLoopMayBeOpenedAgain() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        story.when(CI, proposeLoop(MODEL, DATA, FEATURE_DRIFT));
        story.when(BOB, dismiss(story.lastLoop()));
        // When
        story.when(CI, proposeLoop(MODEL, DATA, FEATURE_DRIFT));
        // Then
        assertThat(story.lastLoop().state()).isEqualTo(LoopState.PROPOSED);
        assertThat(story.project().loops()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSettledStaysSettled(LoopVerdict first) {
        // Given
        Story story = liveProject(RiskTier.LOW);
        story.when(CI, proposeLoop(MODEL, DATA, FEATURE_DRIFT));
        story.when(BOB, new Command.SettleLoop(story.lastLoop().id(), first, "first"));
        LoopState settled = first == LoopVerdict.CONFIRM ? LoopState.CONFIRMED : LoopState.DISMISSED;
        // When
        Refusal confirm = story.refused(ALICE, confirm(story.lastLoop()));
        Refusal dismiss = story.refused(ALICE, dismiss(story.lastLoop()));
        // Then
        assertThat(confirm).isEqualTo(new Refusal.LoopSettled(story.lastLoop().id(), settled));
        assertThat(dismiss).isEqualTo(confirm);
    }

    @Test
    void theFirstReasonAgainstALoopIsTheOneGiven() {
        // Given
        Story story = lowTierProject();
        // When
        Refusal unknown = story.refused(CI, new Command.SettleLoop(new UUID(7, 7), LoopVerdict.CONFIRM, "why"));
        Refusal undefined = story.refused(CI, proposeLoop(DEPLOY, DATA, RETRAINING));
        story.when(ALICE, kill(PLAN));
        Refusal closed = story.refused(CI, proposeLoop(DEPLOY, DATA, RETRAINING));
        // Then
        assertThat(unknown).isEqualTo(new Refusal.UnknownLoop(new UUID(7, 7)));
        assertThat(undefined).isInstanceOf(Refusal.LoopUndefined.class);
        assertThat(closed).isEqualTo(new Refusal.ProjectClosed(ProjectState.KILLED));
        assertThat(story.project().findLoop(new UUID(7, 7))).isEqualTo(Optional.empty());
    }
}
