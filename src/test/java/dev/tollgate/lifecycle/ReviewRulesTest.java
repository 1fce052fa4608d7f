package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.accept;
import static dev.tollgate.lifecycle.Commands.reject;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static dev.tollgate.lifecycle.Fixtures.regularProject;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReviewRulesTest {

    private static final String BASELINE = "plan.baseline";

    @Test
    void aPersonMayAcceptAnItemWithoutAnyEvidence() {
        // Given
        Story story = regularProject();
        // When
        List<Event> events = story.when(ALICE, accept(BASELINE));
        // Then
        assertThat(events)
                .containsExactly(
                        new Event.ItemReviewed(BASELINE, ReviewVerdict.ACCEPT, "looked at it"),
                        new Event.ItemStateChanged(
                                BASELINE, ItemState.NOT_STARTED, ItemState.SATISFIED, "accepted by a person"));
        assertThat(story.item(BASELINE).review())
                .contains(new Item.Review(ReviewVerdict.ACCEPT, "looked at it", ALICE.actor(), story.now()));
    }

    @Test
    void aPersonJudgesEvidenceThatCameWithoutAVerdict() {
        // Given
        Story story = regularProject();
        story.when(CI, story.inconclusive(BASELINE));
        // When
        story.when(ALICE, accept(BASELINE));
        // Then
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void rejectingFailsTheItemWhateverItsEvidenceSays() {
        // Given
        Story story = regularProject();
        story.when(CI, story.passing(BASELINE));
        // When
        List<Event> events = story.when(ALICE, reject(BASELINE));
        // Then
        assertThat(events)
                .containsExactly(
                        new Event.ItemReviewed(BASELINE, ReviewVerdict.REJECT, "not convincing"),
                        new Event.ItemStateChanged(
                                BASELINE, ItemState.SATISFIED, ItemState.FAILED, "a person rejected it"));
    }

    @Test
    void acceptingOverTheNewestFailedEvidenceIsRefused() {
        // Given
        Story story = regularProject();
        story.when(CI, story.failing(BASELINE));
        // When
        Refusal refusal = story.refused(ALICE, accept(BASELINE));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.ReviewRefused(BASELINE, story.inForce(BASELINE)));
    }

    @Test
    void rejectingOverFailedEvidenceIsFine() {
        // Given
        Story story = regularProject();
        story.when(CI, story.failing(BASELINE));
        // When
        List<Event> events = story.when(ALICE, reject(BASELINE));
        // Then
        assertThat(events).hasSize(1);
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.FAILED);
    }

    @Test
    void whatARejectedItemNeedsIsNewerEvidence() {
        // Given
        Story story = regularProject();
        story.when(ALICE, reject(BASELINE));
        story.later(Duration.ofHours(1));
        // When
        story.when(CI, story.passing(BASELINE));
        // Then
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.SATISFIED);
        assertThat(story.item(BASELINE).review()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aMachineReviewsNothing(ReviewVerdict verdict) {
        // Given
        Story story = lowTierProject();
        // When
        Refusal refusal = story.refused(CI, new Command.ReviewItem(BASELINE, verdict, "beep"));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.PeopleOnly("review an item"));
    }

    @ParameterizedTest
    @EnumSource(names = {"MEDIUM", "HIGH"})
    void fromTheMediumTierOnNobodyReviewsWhatTheyPosted(RiskTier tier) {
        // Given
        Story story = Story.ofProject(tier);
        story.when(ALICE, story.inconclusive(BASELINE));
        // When
        Refusal own = story.refused(ALICE, accept(BASELINE));
        story.when(BOB, accept(BASELINE));
        // Then
        assertThat(own).isEqualTo(Commands.duties("R1", "alice", List.of(BASELINE)));
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void atTheLowTierTheyMay() {
        // Given
        Story story = lowTierProject();
        story.when(ALICE, story.inconclusive(BASELINE));
        // When
        story.when(ALICE, accept(BASELINE));
        // Then
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void whoPostedForAnotherItemMayReviewThisOne() {
        // Given
        Story story = regularProject();
        story.when(ALICE, story.passing("plan.objective"));
        // When
        story.when(ALICE, accept(BASELINE));
        // Then
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void anUnknownItemAndAClosedProjectAreRefusedFirst() {
        // Given
        Story story = regularProject();
        // When
        Refusal unknown = story.refused(CI, accept("plan.horoscope"));
        story.when(ALICE, Commands.kill(Phase.PLAN));
        Refusal closed = story.refused(CI, accept("plan.horoscope"));
        // Then
        assertThat(unknown).isInstanceOf(Refusal.UnknownItem.class);
        assertThat(closed).isEqualTo(new Refusal.ProjectClosed(ProjectState.KILLED));
    }
}
