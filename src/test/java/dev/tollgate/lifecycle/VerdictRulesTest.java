package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.condition;
import static dev.tollgate.lifecycle.Commands.conditionalGo;
import static dev.tollgate.lifecycle.Commands.decide;
import static dev.tollgate.lifecycle.Commands.hold;
import static dev.tollgate.lifecycle.Commands.recycle;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.START;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.Verdict.PlannedCondition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each outcome asks of a decision's parts. The gate is not ready, which is only said of well-formed decisions. */
class VerdictRulesTest {

    private static final Instant SOON = START.plusSeconds(1);
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);
    private static final String DUE = "lies in the future, at most 90 days from now";

    private final Story story = lowTierProject();

    @ParameterizedTest
    @CsvSource({
        "GO, conditions, /conditions, CONDITIONAL_GO",
        "GO, reviewOn, /reviewOn, HOLD",
        "GO, reopen, /reopen, RECYCLE",
        "CONDITIONAL_GO, conditions reviewOn, /reviewOn, HOLD",
        "CONDITIONAL_GO, conditions reopen, /reopen, RECYCLE",
        "HOLD, reviewOn conditions, /conditions, CONDITIONAL_GO",
        "HOLD, reviewOn reopen, /reopen, RECYCLE",
        "RECYCLE, reopen conditions, /conditions, CONDITIONAL_GO",
        "RECYCLE, reopen reviewOn, /reviewOn, HOLD",
        "KILL, conditions, /conditions, CONDITIONAL_GO",
        "KILL, reviewOn, /reviewOn, HOLD",
        "KILL, reopen, /reopen, RECYCLE"
    })
    void aPartThatBelongsToAnotherOutcomeIsRefused(
            DecisionOutcome outcome, String parts, String pointer, String belongsTo) {
        // Given
        List<PlannedCondition> conditions = parts.contains("conditions") ? List.of(condition("card", SOON)) : List.of();
        Optional<LocalDate> reviewOn = parts.contains("reviewOn") ? Optional.of(TODAY.plusDays(1)) : Optional.empty();
        List<String> reopen = parts.contains("reopen") ? List.of("plan.baseline") : List.of();
        var verdict = new Verdict(outcome, "because", conditions, reviewOn, reopen, List.of());
        // When
        Refusal refusal = story.refused(ALICE, decide(PLAN, verdict));
        // Then
        assertThat(refusal).isEqualTo(invalid(pointer, "goes with %s only".formatted(belongsTo)));
    }

    @Test
    void aConditionalGoNamesAtLeastOneCondition() {
        // When
        Refusal refusal = story.refused(ALICE, conditionalGo(PLAN));
        // Then
        assertThat(refusal).isEqualTo(invalid("/conditions", "a CONDITIONAL_GO names at least one condition"));
    }

    @Test
    void aConditionIsNotDueAlready() {
        // When
        Refusal refusal = story.refused(ALICE, conditionalGo(PLAN, condition("card", START)));
        // Then
        assertThat(refusal).isEqualTo(invalid("/conditions/0/dueAt", DUE));
    }

    @Test
    void aConditionIsDueWithinNinetyDays() {
        // Given
        Instant latest = START.plus(Duration.ofDays(90));
        // When
        Refusal inTime = story.refused(ALICE, conditionalGo(PLAN, condition("card", latest)));
        Refusal late = story.refused(
                ALICE, conditionalGo(PLAN, condition("card", latest), condition("tests", latest.plusNanos(1000))));
        // Then
        assertThat(inTime).as("well-formed").isInstanceOf(Refusal.GateNotReady.class);
        assertThat(late).isEqualTo(invalid("/conditions/1/dueAt", DUE));
    }

    @Test
    void aConditionNamesAnItemOfTheProjectIfAny() {
        // When
        Refusal refusal = story.refused(ALICE, conditionalGo(PLAN, condition("card", SOON, "model.horoscope")));
        // Then
        assertThat(refusal).isInstanceOfSatisfying(Refusal.InvalidDecision.class, invalid -> {
            assertThat(invalid.pointer()).isEqualTo("/conditions/0/item");
            assertThat(invalid.allowed()).contains("model.card").doesNotContain("model.horoscope");
        });
    }

    @Test
    void aConditionMayNameAnItemOfAnyPhase() {
        // When
        Refusal refusal = story.refused(ALICE, conditionalGo(PLAN, condition("card", SOON, "model.card")));
        // Then
        assertThat(refusal).as("well-formed").isInstanceOf(Refusal.GateNotReady.class);
    }

    @Test
    void aHoldNamesTheDayToComeBack() {
        // Given
        var noDay = new Verdict(DecisionOutcome.HOLD, "later", List.of(), Optional.empty(), List.of(), List.of());
        // When
        Refusal refusal = story.refused(ALICE, decide(PLAN, noDay));
        // Then
        assertThat(refusal).isEqualTo(invalid("/reviewOn", "a HOLD names the day to come back, later than 2026-03-02"));
    }

    @ParameterizedTest
    @CsvSource({"2026-03-01", "2026-03-02"})
    void thatDayIsLaterThanToday(LocalDate day) {
        // When
        Refusal refusal = story.refused(ALICE, hold(PLAN, day));
        // Then
        assertThat(refusal).isEqualTo(invalid("/reviewOn", "a HOLD names the day to come back, later than 2026-03-02"));
    }

    @Test
    void todayIsADayInUtc() {
        // Given
        story.at(Instant.parse("2026-03-02T23:59:59.999999Z"));
        // When
        story.when(ALICE, hold(PLAN, TODAY.plusDays(1)));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.ON_HOLD);
    }

    @Test
    void aRecycleNamesAtLeastOneItem() {
        // When
        Refusal refusal = story.refused(ALICE, recycle(PLAN));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.InvalidDecision(
                        "/reopen",
                        "a RECYCLE names at least one item to redo",
                        List.of("plan.objective", "plan.baseline", "plan.roadmap")));
    }

    @Test
    void aRecycleNamesItemsOfItsOwnPhase() {
        // When
        Refusal refusal = story.refused(ALICE, recycle(PLAN, "plan.roadmap", "data.eda"));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.InvalidDecision(
                        "/reopen/1",
                        "is no item of this phase",
                        List.of("plan.objective", "plan.baseline", "plan.roadmap")));
    }

    private static Refusal invalid(String pointer, String reason) {
        return new Refusal.InvalidDecision(pointer, reason, List.of());
    }
}
