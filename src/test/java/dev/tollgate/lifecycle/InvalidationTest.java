package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.accept;
import static dev.tollgate.lifecycle.Commands.invalidate;
import static dev.tollgate.lifecycle.Commands.recycle;
import static dev.tollgate.lifecycle.Commands.reject;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.START;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InvalidationTest {

    private static final String BASELINE = "plan.baseline";

    @ParameterizedTest
    @EnumSource
    void invalidatingTheOnlyEvidenceTakesItsItemBackToTheStart(EvidenceOutcome outcome) {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.evidence(BASELINE, outcome));
        UUID wrong = story.inForce(BASELINE);
        // When
        List<Event> events = story.when(ALICE, invalidate(wrong));
        // Then
        assertThat(events).contains(new Event.EvidenceInvalidated(wrong, BASELINE, "wrong data set", Optional.empty()));
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.NOT_STARTED);
        assertThat(story.item(BASELINE).evidence()).isEmpty();
    }

    @Test
    void invalidatingWhatIsInForceReinstatesTheNewestOlderEvidence() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.passing(BASELINE));
        Item.EvidenceHead older = story.item(BASELINE).evidence().orElseThrow();
        story.later(Duration.ofHours(1)).when(CI, story.failing(BASELINE));
        UUID wrong = story.inForce(BASELINE);
        // When
        List<Event> events = story.when(ALICE, invalidate(wrong));
        // Then
        assertThat(events)
                .containsExactly(
                        new Event.EvidenceInvalidated(wrong, BASELINE, "wrong data set", Optional.of(older)),
                        new Event.ItemStateChanged(BASELINE, ItemState.FAILED, ItemState.SATISFIED, "evidence passed"));
        assertThat(story.item(BASELINE).evidence()).contains(older);
        assertThat(story.shelf().status(older.id())).isEqualTo(EvidenceStatus.IN_FORCE);
    }

    @Test
    void invalidatingSupersededEvidenceMovesNothing() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.failing(BASELINE));
        UUID old = story.inForce(BASELINE);
        story.later(Duration.ofHours(1)).when(CI, story.passing(BASELINE));
        Item before = story.item(BASELINE);
        // When
        List<Event> events = story.when(ALICE, invalidate(old));
        // Then
        assertThat(events)
                .containsExactly(new Event.EvidenceInvalidated(old, BASELINE, "wrong data set", Optional.empty()));
        assertThat(story.item(BASELINE)).isEqualTo(before);
    }

    @Test
    void evidenceThatWasInvalidatedIsNeverReinstated() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.passing(BASELINE));
        UUID oldest = story.inForce(BASELINE);
        story.later(Duration.ofHours(1)).when(CI, story.passing(BASELINE));
        UUID newest = story.inForce(BASELINE);
        story.when(ALICE, invalidate(oldest));
        // When
        story.when(ALICE, invalidate(newest));
        // Then
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.NOT_STARTED);
    }

    @Test
    void anItemThatAPersonAcceptedStaysSatisfied() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.inconclusive(BASELINE));
        story.when(ALICE, accept(BASELINE));
        // When
        story.when(ALICE, invalidate(story.inForce(BASELINE)));
        // Then
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.SATISFIED);
        assertThat(story.item(BASELINE).evidence()).isEmpty();
    }

    @Test
    void anItemThatAPersonRejectedStaysFailed() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.passing(BASELINE));
        story.later(Duration.ofHours(1)).when(CI, story.passing(BASELINE));
        story.when(ALICE, reject(BASELINE));
        // When
        story.when(ALICE, invalidate(story.inForce(BASELINE)));
        // Then
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.FAILED);
    }

    @Test
    void anItemThatWasReopenedStaysReopened() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.passing(BASELINE));
        story.when(ALICE, recycle(Phase.PLAN, BASELINE));
        // When
        List<Event> events = story.when(ALICE, invalidate(story.inForce(BASELINE)));
        // Then
        assertThat(events).hasSize(1);
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.REOPENED);
    }

    @Test
    void invalidatingTwiceIsRefused() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.passing(BASELINE));
        UUID wrong = story.inForce(BASELINE);
        story.when(ALICE, invalidate(wrong));
        // When
        Refusal refusal = story.refused(ALICE, invalidate(wrong));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.EvidenceAlreadyInvalid(wrong));
    }

    @Test
    void evidenceThatIsNotThereCannotBeInvalidated() {
        // Given
        Story story = lowTierProject();
        var stranger = new UUID(7, 7);
        // When
        Refusal refusal = story.refused(ALICE, invalidate(stranger));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.UnknownEvidence(stranger));
    }

    @Test
    void nothingIsInvalidatedOnceTheProjectIsKilled() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.passing(BASELINE));
        story.when(ALICE, Commands.kill(Phase.PLAN));
        // When
        Refusal refusal = story.refused(ALICE, invalidate(story.inForce(BASELINE)));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.ProjectClosed(ProjectState.KILLED));
    }

    @Test
    void invalidationSuspendsAGateThatRestedOnTheEvidence() {
        // Given
        Story story = lowTierProject().passed(Phase.PLAN);
        // When
        List<Event> events = story.when(ALICE, invalidate(story.inForce(BASELINE)));
        // Then
        assertThat(events).endsWith(new Event.GateStateChanged(Phase.PLAN, GateState.PASSED, GateState.SUSPENDED));
        assertThat(story.stateOf(Phase.PLAN)).isEqualTo(GateState.SUSPENDED);
        assertThat(story.item(BASELINE).since()).isAfter(START);
    }

    @Test
    void whatAPersonSaidOutlivesAllTheEvidence() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.inconclusive(BASELINE));
        story.later(Duration.ofHours(1)).when(CI, story.inconclusive(BASELINE));
        story.when(ALICE, accept(BASELINE));
        Optional<Item.Review> review = story.item(BASELINE).review();
        // When
        story.when(ALICE, invalidate(story.inForce(BASELINE)));
        story.when(ALICE, invalidate(story.inForce(BASELINE)));
        // Then
        assertThat(story.item(BASELINE).review()).isEqualTo(review).isPresent();
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void aRejectedItemWithoutEvidenceSaysThatAPersonRejectedIt() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.passing(BASELINE));
        story.when(ALICE, reject(BASELINE));
        // When
        story.when(ALICE, invalidate(story.inForce(BASELINE)));
        // Then
        assertThat(GateRules.unmet(story.project(), story.checklist(), Phase.PLAN, story.now()))
                .extracting(Unmet::reason)
                .containsExactly("no evidence yet", "a person rejected it");
    }
}
