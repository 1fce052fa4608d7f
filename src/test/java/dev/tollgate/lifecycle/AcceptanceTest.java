package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.accept;
import static dev.tollgate.lifecycle.Commands.reject;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who accepts evidence that passes its checks. */
class AcceptanceTest {

    private static final String OBJECTIVE = "plan.objective";
    private static final String TARGETS = "plan.targets";
    private static final String EVALUATION = "model.evaluation";

    @Test
    void aMachinesEvidenceIsAcceptedByItsChecks() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // When
        story.when(CI, story.passing(OBJECTIVE));
        // Then
        assertThat(story.standing(OBJECTIVE)).isEqualTo(Standing.of(ItemState.SATISFIED, "evidence passed"));
    }

    @Test
    void aPersonsEvidenceIsAcceptedByAnother() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // When
        story.when(ALICE, story.passing(OBJECTIVE));
        // Then
        assertThat(story.standing(OBJECTIVE))
                .isEqualTo(Standing.of(ItemState.IN_REVIEW, "waits for a person's review"));
        // When
        Refusal own = story.refused(ALICE, accept(OBJECTIVE));
        story.when(BOB, accept(OBJECTIVE));
        // Then
        assertThat(own).isEqualTo(Commands.duties("R1", "alice", List.of(OBJECTIVE)));
        assertThat(story.standing(OBJECTIVE)).isEqualTo(Standing.of(ItemState.SATISFIED, "accepted by a person"));
    }

    @Test
    void whereTheSubstanceIsForAPersonAMachinesEvidenceWaitsToo() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        // When
        story.when(CI, story.passing(TARGETS));
        // Then
        assertThat(story.stateOf(TARGETS)).isEqualTo(ItemState.IN_REVIEW);
        assertThat(story.standing(TARGETS).findings()).allMatch(Finding::passed);
        assertThat(story.unmet(PLAN)).contains(TARGETS);
        // When
        story.when(BOB, reject(TARGETS));
        // Then
        assertThat(story.stateOf(TARGETS)).isEqualTo(ItemState.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"LOW, SATISFIED", "MEDIUM, SATISFIED", "HIGH, IN_REVIEW"})
    void fromATierOnAPersonAccepts(RiskTier tier, ItemState state) {
        // Given
        Story story = governedProject(tier).passed(PLAN, DATA);
        story.later(Duration.ofHours(1));
        // When
        story.when(CI, story.passing(EVALUATION));
        // Then
        assertThat(story.stateOf(EVALUATION)).isEqualTo(state);
    }

    @Test
    void raisingTheTierAsksForThePerson() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN, DATA);
        story.later(Duration.ofHours(1)).when(CI, story.passing(EVALUATION));
        // When
        story.when(ALICE, new Command.SaveProject("churn", Fixtures.profile(RiskTier.HIGH), Governed.ID));
        // Then
        assertThat(story.item(EVALUATION).state()).isEqualTo(ItemState.IN_REVIEW);
    }

    @Test
    void newerEvidenceIsToBeAcceptedAnew() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(CI, story.passing(TARGETS));
        story.when(BOB, accept(TARGETS));
        // When
        story.later(Duration.ofHours(1)).when(CI, story.passing(TARGETS));
        // Then
        assertThat(story.stateOf(TARGETS)).isEqualTo(ItemState.IN_REVIEW);
    }

    @Test
    void whereChecksSpeakAPersonJudgesEvidenceOnly() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // When
        Refusal nothing = story.refused(BOB, accept(TARGETS));
        // Then
        assertThat(nothing).isEqualTo(new Refusal.NothingToReview(TARGETS, ItemState.NOT_STARTED));
    }

    @Test
    void whereChecksSpeakAPersonDoesNotAnswerADemandForNewEvidence() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        story.when(Governed.SAM, Commands.recycle(PLAN, TARGETS, OBJECTIVE));
        // When
        Refusal refusal = story.refused(BOB, accept(TARGETS));
        story.when(BOB, accept(OBJECTIVE));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.NothingToReview(TARGETS, ItemState.REOPENED));
        assertThat(story.stateOf(OBJECTIVE)).as("has no checks").isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void evidenceWithoutAVerdictWaitsWhateverTheChecklistSays() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        // When
        story.when(CI, story.inconclusive("plan.baseline"));
        // Then
        assertThat(story.stateOf("plan.baseline")).isEqualTo(ItemState.IN_REVIEW);
    }
}
