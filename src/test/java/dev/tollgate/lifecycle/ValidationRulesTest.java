package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.approve;
import static dev.tollgate.lifecycle.Commands.condition;
import static dev.tollgate.lifecycle.Commands.conditionalGo;
import static dev.tollgate.lifecycle.Commands.go;
import static dev.tollgate.lifecycle.Commands.validate;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Governed.DORA;
import static dev.tollgate.lifecycle.Governed.RITA;
import static dev.tollgate.lifecycle.Governed.SAM;
import static dev.tollgate.lifecycle.Governed.VERA;
import static dev.tollgate.lifecycle.Opinion.FIT;
import static dev.tollgate.lifecycle.Opinion.FIT_WITH_CONDITIONS;
import static dev.tollgate.lifecycle.Opinion.NOT_FIT;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An independent validator's opinion of what gate model rests on, which the fixture asks for from HIGH on. */
class ValidationRulesTest {

    private static Story evaluated(RiskTier tier) {
        return governedProject(tier).passed(PLAN, DATA).ready(MODEL);
    }

    private static List<Unmet> unmet(Story story) {
        return GateRules.unmet(story.project(), story.checklist(), MODEL, story.now());
    }

    private static Unmet lacking(String state, String reason) {
        return new Unmet(Unmet.Kind.VALIDATION, "model", "Independent validation", state, reason);
    }

    @Test
    void withoutAnOpinionTheGateIsNotReady() {
        // Given
        Story story = evaluated(RiskTier.HIGH);
        // When
        Refusal refusal = story.refused(SAM, go(MODEL));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.GateNotReady(
                        MODEL, List.of(lacking("MISSING", "an independent validator has given no opinion yet"))));
    }

    @Test
    void belowItsTierNobodyAsks() {
        // Given
        Story story = evaluated(RiskTier.MEDIUM);
        // Then
        assertThat(story.stateOf(MODEL)).isEqualTo(GateState.READY);
    }

    @Test
    void anOpinionThatItIsFitMakesItReady() {
        // Given
        Story story = evaluated(RiskTier.HIGH);
        String digest = story.snapshot(MODEL).digest();
        // When
        List<Event> events = story.when(VERA, validate(MODEL, FIT));
        // Then
        Validation validation = story.gate(MODEL).words().validation().orElseThrow();
        assertThat(events)
                .containsExactly(
                        new Event.GateValidated(
                                validation.id(),
                                MODEL,
                                FIT,
                                "all of it",
                                List.of(new Validation.Reperformed("auc", 0.85, 0.84)),
                                List.of(),
                                digest),
                        new Event.GateStateChanged(MODEL, GateState.NOT_READY, GateState.READY));
        assertThat(validation.validator()).isEqualTo(VERA.actor());
    }

    @Test
    void notFitIsNoGo() {
        // Given
        Story story = evaluated(RiskTier.HIGH);
        // When
        story.when(VERA, validate(MODEL, NOT_FIT));
        // Then
        assertThat(unmet(story)).containsExactly(lacking("NOT_FIT", "vera finds it not fit"));
        // When the validator changes their mind
        story.when(VERA, validate(MODEL, FIT));
        // Then
        assertThat(unmet(story)).isEmpty();
    }

    @Test
    void anOpinionHoldsForWhatItSaw() {
        // Given
        Story story = evaluated(RiskTier.HIGH);
        story.when(VERA, validate(MODEL, FIT));
        // When
        story.later(Duration.ofHours(1)).when(CI, story.passing("model.tuning"));
        // Then
        assertThat(unmet(story)).containsExactly(lacking("OUTDATED", "what the validator looked at has changed since"));
    }

    @Test
    void fitWithConditionsIsNoPlainGo() {
        // Given
        Story story = evaluated(RiskTier.HIGH);
        story.when(VERA, validate(MODEL, FIT_WITH_CONDITIONS));
        // When
        Refusal refusal = story.refused(SAM, go(MODEL));
        story.when(
                SAM,
                conditionalGo(MODEL, condition("Test on Sundays", story.now().plus(Duration.ofDays(5)))));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.InvalidDecision(
                        "/outcome",
                        "the validator finds it FIT_WITH_CONDITIONS",
                        List.of("CONDITIONAL_GO", "RECYCLE")));
        assertThat(story.stateOf(MODEL)).isEqualTo(GateState.IN_REVIEW);
    }

    @Test
    void anOpinionThatComesWhileVotesAreMissingCounts() {
        // Given two of three votes for a GO
        Story story = evaluated(RiskTier.HIGH);
        story.when(VERA, validate(MODEL, FIT));
        story.when(SAM, go(MODEL));
        Decision open = story.openDecision(MODEL);
        story.when(RITA, approve(open));
        // When
        List<Event> events = story.when(VERA, validate(MODEL, NOT_FIT));
        // Then
        assertThat(events)
                .contains(new Event.DecisionClosed(
                        open.id(), MODEL, DecisionState.VOID, "the gate is no longer ready for it"));
        assertThat(story.refused(BOB, approve(open)))
                .isEqualTo(new Refusal.DecisionClosed(open.id(), DecisionState.VOID));
        assertThat(story.stateOf(MODEL)).isEqualTo(GateState.NOT_READY);
    }

    @Test
    void conditionsThatComeWhileVotesAreMissingCountToo() {
        // Given
        Story story = evaluated(RiskTier.HIGH);
        story.when(VERA, validate(MODEL, FIT));
        story.when(SAM, go(MODEL));
        // When
        story.when(VERA, validate(MODEL, FIT_WITH_CONDITIONS));
        // Then
        assertThat(story.gate(MODEL).openDecision()).isEmpty();
        assertThat(story.lastDecision().state()).isEqualTo(DecisionState.VOID);
        assertThat(story.stateOf(MODEL)).isEqualTo(GateState.READY);
    }

    @Test
    void aContributorValidatesNothing() {
        // Given somebody whom the project's own evidence names
        Story story = evaluated(RiskTier.HIGH);
        // When
        Refusal refusal = story.refused(DORA, validate(MODEL, FIT));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.SeparationOfDuties(
                        "R4", "dora", "is a contributor to the project and so does not validate it", List.of()));
    }

    @Test
    void norDoesSuchAValidatorVote() {
        // Given
        Story story = evaluated(RiskTier.MEDIUM);
        // When
        Refusal decide = story.refused(DORA, go(MODEL));
        story.when(SAM, go(MODEL));
        Refusal vote = story.refused(DORA, approve(story.openDecision(MODEL)));
        // Then
        assertThat(decide).isInstanceOf(Refusal.SeparationOfDuties.class);
        assertThat(vote).isEqualTo(decide);
        // And who has a stake may say so
        story.when(DORA, Commands.ballot(story.openDecision(MODEL), Ballot.RECUSE));
        assertThat(story.openDecision(MODEL).approvals()).isEqualTo(1);
    }

    @Test
    void whoPostedEvidenceForTheGateDoesNotValidateIt() {
        // Given
        Story story = evaluated(RiskTier.HIGH);
        story.later(Duration.ofHours(1)).when(VERA, story.passing("model.tuning"));
        // When
        Refusal refusal = story.refused(VERA, validate(MODEL, FIT));
        // Then
        assertThat(refusal).isEqualTo(Commands.duties("R4", "vera", List.of("model.tuning")));
    }

    @Test
    void itTakesAPersonWithTheRole() {
        // Given
        Story story = evaluated(RiskTier.HIGH);
        // When
        Refusal machine = story.refused(CI, validate(MODEL, FIT));
        Refusal person = story.refused(BOB, validate(MODEL, FIT));
        // Then
        assertThat(machine).isEqualTo(new Refusal.PeopleOnly("validate what a gate rests on"));
        assertThat(person).isEqualTo(new Refusal.RoleRequired("give a validator's opinion", List.of("validator")));
    }

    @Test
    void whoLookedAtSomethingElseIsTold() {
        // Given
        Story story = evaluated(RiskTier.HIGH);
        var blind = new Command.ValidateGate(MODEL, FIT, "all", List.of(), List.of(), Optional.of("sha256:old"));
        // When
        Refusal refusal = story.refused(VERA, blind);
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.SnapshotChanged(
                        "sha256:old", story.snapshot(MODEL).digest()));
    }

    @Test
    void aPassedGateKeepsStandingOnceItsOpinionIsOutdated() {
        // Given
        Story story = governedProject(RiskTier.HIGH).passed(PLAN, DATA, MODEL);
        // When
        story.later(Duration.ofHours(1)).when(CI, story.passing("model.tuning"));
        // Then
        assertThat(story.stateOf(MODEL)).isEqualTo(GateState.PASSED);
    }

    @Test
    void aLoopAsksForAnOpinionAnew() {
        // Given
        Story story = governedProject(RiskTier.HIGH).passed(PLAN, DATA, MODEL);
        // When
        story.when(BOB, Commands.openLoop(MODEL, DATA, LoopTrigger.RETRAINING));
        // Then
        assertThat(story.gate(MODEL).words()).isEqualTo(Gate.Words.NONE);
        assertThat(story.unmet(MODEL)).contains("model");
    }
}
