package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.go;
import static dev.tollgate.lifecycle.Commands.hold;
import static dev.tollgate.lifecycle.Commands.veto;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Governed.RITA;
import static dev.tollgate.lifecycle.Governed.SAM;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A veto stands until what the gate rests on changes. */
class VetoTest {

    private static Story proposed(RiskTier tier) {
        Story story = governedProject(tier).ready(PLAN);
        story.when(SAM, go(PLAN));
        return story;
    }

    private static Story vetoed() {
        Story story = proposed(RiskTier.MEDIUM);
        story.when(RITA, veto(story.openDecision(PLAN)));
        return story;
    }

    @Test
    void aVetoEndsTheDecisionAndStaysInTheWay() {
        // Given
        Story story = proposed(RiskTier.MEDIUM);
        Decision open = story.openDecision(PLAN);
        // When
        List<Event> events = story.when(RITA, veto(open));
        // Then
        assertThat(events)
                .contains(
                        new Event.DecisionClosed(open.id(), PLAN, DecisionState.REJECTED, "rita vetoed it"),
                        new Event.GateStateChanged(PLAN, GateState.IN_REVIEW, GateState.NOT_READY));
        assertThat(story.refused(SAM, go(PLAN)))
                .isEqualTo(new Refusal.GateNotReady(
                        PLAN,
                        List.of(new Unmet(
                                Unmet.Kind.VETO,
                                "plan",
                                "Veto",
                                "STANDING",
                                "rita vetoed what the gate rests on: too soon"))));
    }

    @Test
    void timeDoesNotLiftIt() {
        // Given
        Story story = vetoed();
        // When
        story.later(Duration.ofDays(9));
        // Then
        assertThat(story.unmet(PLAN)).containsExactly("plan");
    }

    @Test
    void whatTheGateDoesNotRestOnDoesNotLiftIt() {
        // Given
        Story story = vetoed();
        // When
        story.later(Duration.ofHours(1)).when(CI, story.passing("data.ingestion"));
        // Then
        assertThat(story.unmet(PLAN)).containsExactly("plan");
    }

    @Test
    void newEvidenceLiftsItAndTakingThatBackBringsItBack() {
        // Given
        Story story = vetoed();
        // When
        story.later(Duration.ofHours(1)).when(CI, story.passing("plan.baseline"));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.READY);
        // When
        story.when(CI, Commands.invalidate(story.inForce("plan.baseline")));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.NOT_READY);
    }

    @Test
    void whatIsNoGoIsStillDecided() {
        // Given
        Story story = vetoed();
        // When
        story.when(BOB, hold(PLAN, LocalDate.of(2026, 4, 1)));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.ON_HOLD);
    }

    @Test
    void itTakesARoleThatTheGateNames() {
        // Given
        Story story = proposed(RiskTier.MEDIUM);
        // When
        Refusal refusal = story.refused(BOB, veto(story.openDecision(PLAN)));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.RoleRequired("veto at this gate", List.of("risk")));
    }

    @Test
    void whereTheGateNamesNoneThereIsNoVeto() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN).ready(DATA);
        story.when(SAM, go(DATA));
        // When
        Refusal refusal = story.refused(RITA, veto(story.openDecision(DATA)));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.VetoNotProvided(DATA));
    }

    @Test
    void aMachineVetoesNothing() {
        // Given
        Story story = proposed(RiskTier.MEDIUM);
        // When
        Refusal refusal = story.refused(CI, veto(story.openDecision(PLAN)));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.PeopleOnly("vote"));
    }

    @Test
    void aLoopForgetsIt() {
        // Given a veto at Model, then a loop back from there
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN, DATA).ready(MODEL);
        story.when(SAM, go(MODEL));
        story.when(RITA, veto(story.openDecision(MODEL)));
        // When
        story.when(BOB, Commands.openLoop(MODEL, DATA, LoopTrigger.RETRAINING));
        // Then
        assertThat(story.gate(MODEL).words().veto()).isEmpty();
    }
}
