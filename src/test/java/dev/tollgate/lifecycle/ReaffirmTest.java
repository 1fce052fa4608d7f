package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.accept;
import static dev.tollgate.lifecycle.Commands.reject;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Governed.SAM;
import static dev.tollgate.lifecycle.LoopTrigger.RETRAINING;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a loop leaves to a person's word. */
class ReaffirmTest {

    private static final String CARD = "model.card";
    private static final String LABELING = "data.labeling";

    private static Story proposed() {
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN, DATA, MODEL, DEPLOY);
        story.when(CI, Commands.proposeLoop(MODEL, DATA, RETRAINING));
        return story;
    }

    private static Command confirm(Story story, List<String> reaffirmed, Optional<UUID> escaped) {
        return new Command.SettleLoop(
                story.lastLoop().id(), LoopVerdict.CONFIRM, "so it is", new Command.Confirmation(reaffirmed, escaped));
    }

    @Test
    void evidenceWaitsForSomebodyToSayThatItStillHolds() {
        // Given
        Story story = proposed();
        // When
        story.when(ALICE, confirm(story, List.of(), Optional.empty()));
        // Then
        assertThat(story.lastLoop().effect().orElseThrow().reaffirm()).containsExactly(LABELING, CARD);
        assertThat(story.standing(CARD))
                .isEqualTo(Standing.of(ItemState.IN_REVIEW, "a person confirms its evidence, or new evidence comes"));
        assertThat(story.unmet(MODEL)).contains(CARD);
        // When a person does, or new evidence comes
        story.when(BOB, accept(CARD));
        story.later(Duration.ofHours(1)).when(CI, story.passing(LABELING));
        // Then
        assertThat(story.stateOf(CARD)).isEqualTo(ItemState.SATISFIED);
        assertThat(story.stateOf(LABELING)).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void whoeverDeniesItFailsTheItem() {
        // Given
        Story story = proposed();
        story.when(ALICE, confirm(story, List.of(), Optional.empty()));
        // When
        story.when(BOB, reject(CARD));
        // Then
        assertThat(story.stateOf(CARD)).isEqualTo(ItemState.FAILED);
    }

    @Test
    void aPersonMayVouchWhileConfirming() {
        // Given
        Story story = proposed();
        // When
        List<Event> events = story.when(ALICE, confirm(story, List.of(CARD), Optional.empty()));
        // Then
        assertThat(events).contains(new Event.ItemReviewed(CARD, ReviewVerdict.ACCEPT, "so it is"));
        assertThat(story.stateOf(CARD)).isEqualTo(ItemState.SATISFIED);
        assertThat(story.stateOf(LABELING)).isEqualTo(ItemState.IN_REVIEW);
    }

    @Test
    void onlyForWhatTheLoopLeavesToThem() {
        // Given
        Story story = proposed();
        // When
        Refusal refusal = story.refused(ALICE, confirm(story, List.of(CARD, "model.training"), Optional.empty()));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.InvalidConfirmation(
                        "/reaffirmed/1",
                        "is not among the items that this loop lets a person reaffirm",
                        List.of(LABELING, CARD)));
    }

    @Test
    void notForWhatTheyPostedThemselves() {
        // Given
        Story story = proposed();
        story.later(Duration.ofHours(1)).when(ALICE, story.passing(CARD));
        // When
        Refusal refusal = story.refused(ALICE, confirm(story, List.of(CARD), Optional.empty()));
        // Then
        assertThat(refusal).isEqualTo(Commands.duties("R1", "alice", List.of(CARD)));
    }

    @Test
    void whatIsNotMetIsNotLeftToThem() {
        // Given a card that failed
        Story story = proposed();
        story.later(Duration.ofHours(1)).when(CI, story.failing(CARD));
        // When
        story.when(ALICE, confirm(story, List.of(CARD), Optional.empty()));
        // Then
        assertThat(story.lastLoop().effect().orElseThrow().reaffirm()).containsExactly(LABELING);
        assertThat(story.stateOf(CARD)).isEqualTo(ItemState.FAILED);
    }

    @Test
    void invalidEvidenceIsNotWhatWasVouchedFor() {
        // Given a new card after the loop
        Story story = proposed();
        story.when(ALICE, confirm(story, List.of(), Optional.empty()));
        story.later(Duration.ofHours(1)).when(CI, story.passing(CARD));
        // When it is found wrong
        story.when(CI, Commands.invalidate(story.inForce(CARD)));
        // Then the old one still waits for a person
        assertThat(story.stateOf(CARD)).isEqualTo(ItemState.IN_REVIEW);
    }

    @Test
    void aFaultEscapedThroughAGo() {
        // Given
        Story story = proposed();
        UUID go = story.gate(MODEL).decision().orElseThrow();
        // When
        story.when(ALICE, confirm(story, List.of(), Optional.of(go)));
        // Then
        assertThat(story.lastLoop().effect().orElseThrow().escapedDecision()).contains(go);
    }

    @Test
    void andThroughNothingElse() {
        // Given
        Story story = proposed();
        UUID stranger = new UUID(7, 7);
        // When
        Refusal refusal = story.refused(ALICE, confirm(story, List.of(), Optional.of(stranger)));
        // Then
        assertThat(refusal).isInstanceOfSatisfying(Refusal.InvalidConfirmation.class, r -> {
            assertThat(r.pointer()).isEqualTo("/escapedDecision");
            assertThat(r.allowed()).hasSize(4);
        });
    }

    @Test
    void theNextGoClosesTheLoop() {
        // Given
        Story story = proposed();
        story.when(SAM, confirm(story, List.of(LABELING, CARD), Optional.empty()));
        // When
        story.passed(DATA, MODEL, DEPLOY);
        // Then
        assertThat(story.lastLoop().state()).isEqualTo(LoopState.CLOSED);
        assertThat(story.project().iteration()).isEqualTo(2);
    }
}
