package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.go;
import static dev.tollgate.lifecycle.Commands.override;
import static dev.tollgate.lifecycle.Commands.recordTime;
import static dev.tollgate.lifecycle.Commands.veto;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Fixtures.regularProject;
import static dev.tollgate.lifecycle.Governed.EDDA;
import static dev.tollgate.lifecycle.Governed.OVERRIDE;
import static dev.tollgate.lifecycle.Governed.RITA;
import static dev.tollgate.lifecycle.Governed.SAM;
import static dev.tollgate.lifecycle.Governed.VERA;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverrideRulesTest {

    private static Instant latest(Story story) {
        return story.now().plus(OVERRIDE);
    }

    private static Story overridden() {
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN);
        story.when(EDDA, override(DATA, latest(story)));
        return story;
    }

    @Test
    void anExecutiveLetsThroughWhatIsNotReady() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN);
        // When
        List<Event> events = story.when(EDDA, override(DATA, latest(story)));
        // Then it is its own kind of record, and no decision
        GateOverride told = story.gate(DATA).words().override().orElseThrow();
        assertThat(events)
                .startsWith(new Event.GateOverridden(
                        told.id(),
                        DATA,
                        "the regulator's day has come",
                        latest(story),
                        List.of("data.ingestion", "data.eda", "data.labeling")))
                .noneMatch(Event.GateDecided.class::isInstance);
        assertThat(story.gate(DATA).basis()).isEqualTo(Gate.Basis.OVERRIDDEN);
        assertThat(story.gate(DATA).state()).isEqualTo(GateState.PASSED);
        assertThat(story.project().phase()).isEqualTo(MODEL);
        assertThat(story.project().decisions()).hasSize(1);
    }

    @Test
    void itEndsInTheMicrosecondOfItsEnd() {
        // Given
        Story story = overridden();
        Instant end = latest(story);
        // When / Then
        assertThat(story.at(end.minus(1, ChronoUnit.MICROS)).stateOf(DATA)).isEqualTo(GateState.PASSED);
        assertThat(story.at(end).stateOf(DATA)).isEqualTo(GateState.SUSPENDED);
        assertThat(story.when(CI, recordTime()))
                .containsExactly(new Event.GateStateChanged(DATA, GateState.PASSED, GateState.SUSPENDED));
    }

    @Test
    void afterwardsTheGateIsAsItsItemsAre() {
        // Given
        Story story = overridden();
        story.later(OVERRIDE).when(CI, recordTime());
        // When
        story.ready(DATA);
        // Then
        assertThat(story.gate(DATA).state()).isEqualTo(GateState.PASSED);
    }

    @Test
    void aMissingOpinionIsMissingAgainAfterwards() {
        // Given a gate that lacks nothing but the validator's opinion
        Story story = governedProject(RiskTier.HIGH).passed(PLAN, DATA).ready(MODEL);
        story.when(EDDA, override(MODEL, latest(story)));
        // When
        story.later(OVERRIDE);
        // Then
        assertThat(story.stateOf(MODEL)).isEqualTo(GateState.SUSPENDED);
        // When
        story.when(VERA, Commands.validate(MODEL, Opinion.FIT));
        // Then
        assertThat(story.stateOf(MODEL)).isEqualTo(GateState.PASSED);
    }

    @Test
    void aVetoStandsAgainAfterwards() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        story.when(SAM, go(PLAN));
        story.when(RITA, veto(story.openDecision(PLAN)));
        story.when(EDDA, override(PLAN, latest(story)));
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
        // When
        story.later(OVERRIDE);
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.SUSPENDED);
    }

    @Test
    void itLastsNoLongerThanTheChecklistSays() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        Instant over = latest(story).plus(1, ChronoUnit.MICROS);
        var refused = new Refusal.InvalidDecision(
                "/expiresAt", "lies in the future, at the latest " + latest(story), List.of());
        // When / Then
        assertThat(story.refused(EDDA, override(PLAN, over))).isEqualTo(refused);
        assertThat(story.refused(EDDA, override(PLAN, story.now()))).isEqualTo(refused);
        story.when(EDDA, override(PLAN, latest(story)));
    }

    @Test
    void noChecklistAllowsItUnlessItSaysSo() {
        // Given
        Story story = regularProject();
        // When
        Refusal refusal = story.refused(EDDA, override(PLAN, latest(story)));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.OverrideNotAllowed(PLAN));
    }

    @Test
    void itTakesAPersonWithTheRole() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // When
        Refusal machine = story.refused(Fixtures.pipeline("executive"), override(PLAN, latest(story)));
        Refusal person = story.refused(SAM, override(PLAN, latest(story)));
        // Then
        assertThat(machine).isEqualTo(new Refusal.PeopleOnly("override a gate"));
        assertThat(person).isEqualTo(new Refusal.RoleRequired("override a gate", List.of("executive")));
    }

    @Test
    void whoPostedItsEvidenceDoesNotOverride() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(EDDA, story.passing("plan.people"));
        // When
        Refusal refusal = story.refused(EDDA, override(PLAN, latest(story)));
        // Then
        assertThat(refusal).isEqualTo(Commands.duties("R2", "edda", List.of("plan.people")));
    }

    @Test
    void whatIsReadyIsToBeDecided() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        // When
        Refusal refusal = story.refused(EDDA, override(PLAN, latest(story)));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.NothingToOverride(PLAN));
    }

    @Test
    void onlyTheGateOfThePhaseIsOverriddenAndOnlyOnce() {
        // Given
        Story story = overridden();
        // When
        Refusal later = story.refused(EDDA, override(DEPLOY, latest(story)));
        Refusal passed = story.refused(EDDA, override(PLAN, latest(story)));
        // Then
        assertThat(later).isInstanceOf(Refusal.GateNotOpen.class);
        assertThat(passed).isInstanceOf(Refusal.GateNotOpen.class);
    }

    @Test
    void oneOverrideDoesNotCarryTheNext() {
        // Given an override that has ended
        Story story = overridden();
        story.later(OVERRIDE);
        // When
        Refusal refusal = story.refused(EDDA, override(MODEL, latest(story)));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.GateNotOpen(MODEL, MODEL, "gate data is SUSPENDED"));
    }

    @Test
    void votesOnANoGoEndWithIt() {
        // Given a decision on what a machine spoils while the votes are missing
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        story.when(SAM, go(PLAN));
        Decision open = story.openDecision(PLAN);
        // When
        story.later(Duration.ofHours(1)).when(CI, story.failing("plan.baseline"));
        story.when(EDDA, override(PLAN, latest(story)));
        // Then
        assertThat(story.refused(BOB, Commands.approve(open)))
                .isEqualTo(new Refusal.DecisionClosed(open.id(), DecisionState.VOID));
    }
}
