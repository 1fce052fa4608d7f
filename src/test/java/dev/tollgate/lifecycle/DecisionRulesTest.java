package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.condition;
import static dev.tollgate.lifecycle.Commands.conditionalGo;
import static dev.tollgate.lifecycle.Commands.decide;
import static dev.tollgate.lifecycle.Commands.go;
import static dev.tollgate.lifecycle.Commands.kill;
import static dev.tollgate.lifecycle.Commands.recycle;
import static dev.tollgate.lifecycle.Commands.verdict;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
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
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a gate may be decided. Most refusals here hold although the next one in the order would hold as well. */
class DecisionRulesTest {

    @Test
    void aClosedProjectIsSaidBeforeThatMachinesMayNot() {
        // Given
        Story story = lowTierProject();
        story.when(ALICE, kill(PLAN));
        // When
        Refusal refusal = story.refused(CI, go(PLAN));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.ProjectClosed(ProjectState.KILLED));
    }

    @ParameterizedTest
    @EnumSource
    void aMachineDecidesNothing(DecisionOutcome outcome) {
        // Given
        Story story = lowTierProject().passed(PLAN);
        // When
        Refusal refusal = story.refused(CI, decide(PLAN, verdict(outcome)));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.PeopleOnly("decide a gate"));
    }

    @ParameterizedTest
    @EnumSource
    void aPassedGateIsNotDecidedAgain(DecisionOutcome outcome) {
        // Given
        Story story = lowTierProject().passed(PLAN);
        // When
        Refusal refusal = story.refused(ALICE, decide(PLAN, verdict(outcome)));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.GateAlreadyPassed(PLAN));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KILL")
    void aLiveProjectCanOnlyBeStopped(DecisionOutcome outcome) {
        // Given
        Story story = liveProject(RiskTier.LOW);
        // When
        Refusal refusal = story.refused(ALICE, decide(DEPLOY, verdict(outcome)));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.GateAlreadyPassed(DEPLOY));
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheGateOfThePresentPhaseIsDecided(DecisionOutcome outcome) {
        // Given
        Story story = regularProject();
        story.when(ALICE, story.passing("data.eda"));
        // When
        Refusal refusal = story.refused(ALICE, decide(DATA, verdict(outcome)));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.GateNotOpen(DATA, PLAN, "the gate to decide next is plan"));
    }

    @ParameterizedTest
    @EnumSource
    void whileVotesAreCollectedNothingElseIsDecided(DecisionOutcome outcome) {
        // Given
        Story story = regularProject();
        story.when(ALICE, story.passing("plan.roadmap"));
        story.ready(PLAN).when(BOB, go(PLAN));
        // When
        Refusal refusal = story.refused(ALICE, decide(PLAN, verdict(outcome)));
        // Then
        assertThat(refusal)
                .isEqualTo(
                        new Refusal.DecisionOpen(PLAN, story.openDecision(PLAN).id()));
    }

    @Test
    void anAuthorOfEvidenceMustNotDecideEvenOverAShouldItem() {
        // Given
        Story story = regularProject().ready(PLAN);
        story.when(ALICE, story.passing("plan.roadmap"));
        // When
        Refusal refusal = story.refused(ALICE, conditionalGo(PLAN));
        // Then
        assertThat(refusal).isEqualTo(Commands.duties("R2", "alice", List.of("plan.roadmap")));
        assertThat(DutyRules.excludedFrom(story.project(), story.checklist(), PLAN))
                .containsExactly("alice");
    }

    @Test
    void atTheLowTierAnAuthorMayDecide() {
        // Given
        Story story = lowTierProject();
        story.when(ALICE, story.passing("plan.objective"));
        story.when(ALICE, story.passing("plan.baseline"));
        // When
        story.when(ALICE, go(PLAN));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
        assertThat(DutyRules.excludedFrom(story.project(), story.checklist(), PLAN))
                .isEmpty();
    }

    @Test
    void aMachineOfTheSameNameIsNoAuthor() {
        // Given
        Story story = regularProject();
        var bot = Fixtures.pipeline("alice");
        story.when(bot, story.passing("plan.objective"));
        story.when(bot, story.passing("plan.baseline"));
        // When
        story.when(ALICE, go(PLAN));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.IN_REVIEW);
    }

    @Test
    void aMalformedDecisionIsSaidBeforeThatItSawSomethingElse() {
        // Given
        Story story = lowTierProject();
        var tomorrow = Optional.of(LocalDate.of(2026, 3, 3));
        var both = new Verdict(DecisionOutcome.GO, "go, later", List.of(), tomorrow, List.of(), List.of());
        // When
        Refusal refusal = story.refused(ALICE, new Command.DecideGate(PLAN, both, Optional.of("sha256:yesterday")));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.InvalidDecision("/reviewOn", "goes with HOLD only", List.of()));
    }

    @ParameterizedTest
    @EnumSource(names = {"GO", "KILL"})
    void whoeverLooksAtSomethingElseThanWhatIsDecidesNothing(DecisionOutcome outcome) {
        // Given
        Story story = lowTierProject();
        String seen = story.snapshot(PLAN).digest();
        story.when(CI, story.passing("plan.roadmap"));
        String current = story.snapshot(PLAN).digest();
        // When
        Refusal refusal = story.refused(ALICE, new Command.DecideGate(PLAN, verdict(outcome), Optional.of(seen)));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.SnapshotChanged(seen, current));
        assertThat(seen).isNotEqualTo(current);
    }

    @Test
    void whoeverLooksAtWhatIsMayDecide() {
        // Given
        Story story = lowTierProject().ready(PLAN);
        var seen = Optional.of(story.snapshot(PLAN).digest());
        // When
        story.when(ALICE, new Command.DecideGate(PLAN, verdict(DecisionOutcome.GO), seen));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
    }

    @Test
    void aSuspendedEarlierGateBlocksTheNextGo() {
        // Given
        Story story = lowTierProject().passed(PLAN);
        story.later(Duration.ofHours(1)).when(CI, story.failing("plan.baseline"));
        // When
        Refusal refusal = story.refused(ALICE, go(DATA));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.GateNotOpen(DATA, DATA, "gate plan is SUSPENDED"));
    }

    @Test
    void anEarlierGateIsTakenAsItStandsNowWhetherRecordedOrNot() {
        // Given
        Story story = lowTierProject().ready(PLAN);
        story.when(
                ALICE, conditionalGo(PLAN, condition("sign the DPA", story.now().plusSeconds(60))));
        story.ready(DATA).later(Duration.ofMinutes(2));
        // When
        Refusal refusal = story.refused(ALICE, go(DATA));
        // Then
        assertThat(story.gate(PLAN).state()).isEqualTo(GateState.CONDITIONALLY_PASSED);
        assertThat(refusal).isEqualTo(new Refusal.GateNotOpen(DATA, DATA, "gate plan is SUSPENDED"));
    }

    @Test
    void aSuspendedEarlierGateDoesNotKeepPeopleFromStoppingOrRedoing() {
        // Given
        Story story = lowTierProject().passed(PLAN, DATA).ready(MODEL);
        story.later(Duration.ofHours(1)).when(CI, story.failing("plan.baseline"));
        // When
        story.when(ALICE, recycle(MODEL, "model.evaluation"));
        story.when(ALICE, kill(MODEL));
        // Then
        assertThat(story.project().state()).isEqualTo(ProjectState.KILLED);
    }

    @Test
    void aGoOnAnUnreadyGateIsRefusedWithWhatIsUnmet() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.failing("plan.baseline"));
        // When
        Refusal refusal = story.refused(ALICE, go(PLAN));
        // Then
        var objective = new Unmet(
                Unmet.Kind.ITEM, "plan.objective", "Title of plan.objective", "NOT_STARTED", "no evidence yet");
        var baseline = new Unmet(
                Unmet.Kind.ITEM, "plan.baseline", "Title of plan.baseline", "FAILED", "the newest evidence failed");
        assertThat(refusal).isEqualTo(new Refusal.GateNotReady(PLAN, List.of(objective, baseline)));
    }

    @Test
    void aConditionalGoOnAnUnreadyGateIsRefusedToo() {
        // Given
        Story story = lowTierProject();
        // When
        Refusal refusal = story.refused(
                ALICE, conditionalGo(PLAN, condition("baseline", story.now().plusSeconds(60))));
        // Then
        assertThat(refusal).isInstanceOf(Refusal.GateNotReady.class);
    }

    @Test
    void anUnmetShouldItemDoesNotBlock() {
        // Given
        Story story = lowTierProject().ready(PLAN);
        story.when(CI, story.failing("plan.roadmap"));
        // When
        story.when(ALICE, go(PLAN));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
    }
}
