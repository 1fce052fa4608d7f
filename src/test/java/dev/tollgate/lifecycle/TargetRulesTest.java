package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.accept;
import static dev.tollgate.lifecycle.Commands.go;
import static dev.tollgate.lifecycle.Commands.invalidate;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Governed.DORA;
import static dev.tollgate.lifecycle.Governed.RITA;
import static dev.tollgate.lifecycle.Governed.SAM;
import static dev.tollgate.lifecycle.Governed.target;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the work is measured by is locked by the GO that approved it. */
class TargetRulesTest {

    private static final String TARGETS = "plan.targets";

    private static Command targets(Story story, double value) {
        return story.passing(TARGETS, "targets", List.of(target(value)));
    }

    private static Targets locked(Story story) {
        return story.project().watch().targets().orElseThrow();
    }

    private static Story live() {
        return governedProject(RiskTier.MEDIUM)
                .passed(PLAN, DATA, MODEL, DEPLOY)
                .later(Duration.ofHours(1));
    }

    @Test
    void aGoOfTheirGateLocksThem() {
        // Given
        Story story = governedProject(RiskTier.LOW).ready(PLAN);
        assertThat(story.project().watch().targets()).isEmpty();
        // When
        List<Event> events = story.when(SAM, go(PLAN));
        // Then
        Targets targets = locked(story);
        assertThat(targets.values()).containsExactly(target(0.8));
        assertThat(targets.evidence()).isEqualTo(story.inForce(TARGETS));
        assertThat(targets.lockedAt()).isEqualTo(story.now());
        assertThat(targets.digest())
                .isEqualTo(Sha256.named("tollgate-targets-v1\n[{\"metric\":\"auc\",\"value\":0.8}]"));
        assertThat(events)
                .contains(new Event.TargetsLocked(PLAN, targets.evidence(), targets.digest(), targets.values()));
    }

    @Test
    void noOtherGateAndNoOtherOutcomeDoes() {
        // Given
        Story story = governedProject(RiskTier.LOW).ready(PLAN);
        // When
        story.when(SAM, Commands.hold(PLAN, LocalDate.of(2026, 4, 1)));
        // Then
        assertThat(story.project().watch().targets()).isEmpty();
        // When
        story.passed(PLAN);
        Targets before = locked(story);
        story.passed(DATA);
        // Then
        assertThat(locked(story)).isEqualTo(before);
    }

    @Test
    void targetsThatCameAfterTheirGateWasOverriddenAreNotLockedByTheNext() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        story.when(Governed.EDDA, Commands.override(PLAN, story.now().plus(Duration.ofDays(7))));
        story.when(CI, story.passing(TARGETS));
        // When
        story.passed(DATA);
        // Then
        assertThat(story.gate(DATA).basis()).isEqualTo(Gate.Basis.GO);
        assertThat(story.project().watch().targets()).isEmpty();
    }

    @Test
    void evidenceOfBeforeTheLockProvesNothing() {
        // Given an evaluation of before the targets were locked
        Story story = governedProject(RiskTier.LOW);
        story.when(CI, story.passing("model.evaluation"));
        // When
        story.passed(PLAN, DATA);
        // Then
        assertThat(story.standing("model.evaluation").failed())
                .extracting(Finding::check)
                .contains("after-lock");
        // When it is done again
        story.later(Duration.ofMinutes(1)).when(CI, story.passing("model.evaluation"));
        // Then
        assertThat(story.stateOf("model.evaluation")).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void theSameTargetsAgainKeepTheLock() {
        // Given
        Story story = live();
        Targets before = locked(story);
        // When the same numbers come again, written otherwise, by anybody
        story.when(CI, story.passing(TARGETS, "targets", List.of(target(0.80))));
        var spelled = List.of(Map.of("value", new BigDecimal("0.800"), "metric", "auc"));
        story.later(Duration.ofHours(1)).when(CI, story.passing(TARGETS, "targets", spelled));
        story.when(BOB, accept(TARGETS));
        // Then
        assertThat(locked(story)).isEqualTo(before);
        assertThat(story.project().state()).isEqualTo(ProjectState.LIVE);
    }

    @Test
    void whoContributesDoesNotMoveThem() {
        // Given
        Story story = live();
        // When
        Refusal refusal = story.refused(DORA, targets(story, 0.7));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.SeparationOfDuties(
                        "R8",
                        "dora",
                        "is a contributor to the project and so does not move its targets after they were locked",
                        List.of()));
    }

    @Test
    void aMachineDoesNotMoveThemEither() {
        // Given
        Story story = live();
        // When
        Refusal post = story.refused(CI, targets(story, 0.7));
        Refusal takeBack = story.refused(CI, invalidate(story.inForce(TARGETS)));
        // Then
        assertThat(post).isEqualTo(new Refusal.PeopleOnly("move its targets after they were locked"));
        assertThat(takeBack).isEqualTo(post);
    }

    @Test
    void aContributorMayProposeWhileNothingIsLocked() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN).later(Duration.ofMinutes(1));
        // When
        story.when(DORA, targets(story, 0.7));
        // Then
        assertThat(story.item(TARGETS).state()).isEqualTo(ItemState.IN_REVIEW);
    }

    @Test
    void anOldReportMovesNothing() {
        // Given
        Story story = live();
        Instant early = Fixtures.START.minus(Duration.ofDays(1));
        // When other targets come in that are older than those in force
        story.when(
                CI, Commands.evidence(TARGETS, EvidenceOutcome.PASS, early, Map.of("targets", List.of(target(0.1)))));
        // Then
        assertThat(story.project().state()).isEqualTo(ProjectState.LIVE);
    }

    @Test
    void movingThemReopensTheGateInTheSameIteration() {
        // Given
        Story story = live();
        // When
        List<Event> events = story.when(ALICE, targets(story, 0.84));
        // Then
        assertThat(events)
                .containsSubsequence(
                        new Event.GateReopened(PLAN, "the targets that it approved have changed"),
                        new Event.ProjectStateChanged(ProjectState.LIVE, ProjectState.ACTIVE),
                        new Event.PhaseEntered(PLAN, 1));
        assertThat(story.project().watch().targets()).isEmpty();
        assertThat(story.gate(PLAN).basis()).isEqualTo(Gate.Basis.REOPENED);
        assertThat(story.gate(PLAN).attempt()).isEqualTo(1);
        assertThat(story.project().iteration()).isEqualTo(1);
        assertThat(story.gate(DEPLOY).basis()).isEqualTo(Gate.Basis.GO);
    }

    @Test
    void afterTheNewGoTheProjectIsLiveAgainAndOldEvidenceIsNot() {
        // Given
        Story story = live();
        story.when(ALICE, targets(story, 0.84));
        // When
        story.passed(PLAN);
        // Then
        assertThat(story.project().state()).isEqualTo(ProjectState.LIVE);
        assertThat(story.project().phase()).isEqualTo(DEPLOY);
        assertThat(locked(story).lockedAt()).isEqualTo(story.now());
        assertThat(story.gate(MODEL).state())
                .as("evaluated before the new lock")
                .isEqualTo(GateState.SUSPENDED);
        // When
        story.later(Duration.ofMinutes(1)).when(CI, story.passing("model.evaluation"));
        // Then
        assertThat(story.gate(MODEL).state()).isEqualTo(GateState.PASSED);
    }

    @Test
    void afterTheNewGoTheProjectGoesOnToTheFirstGateThatHasNotPassed() {
        // Given votes at Model
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN, DATA).ready(MODEL);
        story.when(SAM, go(MODEL));
        UUID open = story.openDecision(MODEL).id();
        // When
        List<Event> events = story.later(Duration.ofHours(1)).when(ALICE, targets(story, 0.84));
        // Then
        assertThat(events)
                .contains(new Event.DecisionClosed(
                        open, MODEL, DecisionState.VOID, "the targets that it approved have changed"));
        assertThat(story.project().phase()).isEqualTo(PLAN);
        // When
        story.passed(PLAN);
        // Then
        assertThat(story.project().phase()).isEqualTo(MODEL);
    }

    @Test
    void aHoldOutlivesTheDetour() {
        // Given a project on hold at Data
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN);
        story.when(BOB, Commands.hold(DATA, LocalDate.of(2026, 9, 1)));
        // When its targets move and are approved
        story.later(Duration.ofHours(1)).when(ALICE, targets(story, 0.84));
        assertThat(story.project().state()).isEqualTo(ProjectState.ACTIVE);
        story.passed(PLAN);
        // Then
        assertThat(story.stateOf(DATA)).isEqualTo(GateState.ON_HOLD);
        assertThat(story.project().state()).isEqualTo(ProjectState.ON_HOLD);
    }

    @Test
    void takingTheTargetsBackIsMovingThem() {
        // Given
        Story story = live();
        // When
        Refusal refusal = story.refused(DORA, invalidate(story.inForce(TARGETS)));
        story.when(RITA, invalidate(story.inForce(TARGETS)));
        // Then
        assertThat(refusal).isInstanceOf(Refusal.SeparationOfDuties.class);
        assertThat(story.gate(PLAN).state()).isEqualTo(GateState.REOPENED);
        assertThat(story.unmet(PLAN)).containsExactly(TARGETS);
    }

    @Test
    void whileTheGateIsDecidedAnewEverybodyProposes() {
        // Given
        Story story = live();
        story.when(ALICE, targets(story, 0.84));
        // When
        story.later(Duration.ofHours(1)).when(DORA, targets(story, 0.9));
        // Then
        assertThat(story.stateOf(TARGETS)).isEqualTo(ItemState.IN_REVIEW);
    }

    @Test
    void aLoopToTheirGateKeepsTheLockWhereTheyComeAgain() {
        // Given
        Story story = live();
        Targets before = locked(story);
        story.when(ALICE, Commands.openLoop(DEPLOY, PLAN, LoopTrigger.BUSINESS_REALIGNMENT));
        // When
        story.passed(PLAN);
        // Then
        assertThat(locked(story)).isEqualTo(before);
    }
}
