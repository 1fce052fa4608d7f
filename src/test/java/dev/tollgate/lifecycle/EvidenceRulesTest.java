package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.START;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static dev.tollgate.lifecycle.Fixtures.regularProject;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceRulesTest {

    private static final String BASELINE = "plan.baseline";

    @ParameterizedTest
    @CsvSource({"PASS, SATISFIED", "FAIL, FAILED", "INCONCLUSIVE, IN_REVIEW"})
    void outcomeOfNewestEvidenceMovesItsItem(EvidenceOutcome outcome, ItemState expected) {
        // Given
        Story story = lowTierProject();
        // When
        List<Event> events = story.when(CI, story.evidence(BASELINE, outcome));
        // Then
        Event.EvidenceRecorded recorded = recordedIn(events);
        assertThat(recorded.status()).isEqualTo(EvidenceStatus.IN_FORCE);
        assertThat(recorded.itemState()).isEqualTo(expected);
        assertThat(recorded.supersedes()).isEmpty();
        assertThat(events)
                .containsExactly(
                        recorded,
                        new Event.ItemStateChanged(
                                BASELINE, ItemState.NOT_STARTED, expected, story.reasonOf(BASELINE)));
        assertThat(story.item(BASELINE).evidence()).contains(Item.EvidenceHead.of(recorded, CI.actor(), story.now()));
    }

    @Test
    void evidenceOfTheSameOutcomeChangesTheEvidenceAndNotTheState() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.passing(BASELINE));
        UUID first = story.inForce(BASELINE);
        story.later(Duration.ofHours(1));
        // When
        List<Event> events = story.when(CI, story.passing(BASELINE));
        // Then
        assertThat(events).singleElement().isInstanceOf(Event.EvidenceRecorded.class);
        assertThat(recordedIn(events).supersedes()).contains(first);
        assertThat(story.item(BASELINE).since()).isEqualTo(START);
        assertThat(story.inForce(BASELINE)).isNotEqualTo(first);
    }

    @Test
    void lateEvidenceIsKeptAsSupersededAndMovesNothing() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.passing(BASELINE));
        UUID newest = story.inForce(BASELINE);
        story.later(Duration.ofHours(1));
        // When
        Instant before = START.minusNanos(1000);
        List<Event> events = story.when(CI, Commands.evidence(BASELINE, EvidenceOutcome.FAIL, before));
        // Then
        assertThat(events).hasSize(1);
        assertThat(recordedIn(events).status()).isEqualTo(EvidenceStatus.SUPERSEDED);
        assertThat(recordedIn(events).itemState()).isEqualTo(ItemState.SATISFIED);
        assertThat(recordedIn(events).supersedes()).isEmpty();
        assertThat(story.inForce(BASELINE)).isEqualTo(newest);
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void ofTwoObservedAtTheSameTimeTheOneReceivedLastCounts() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.passing(BASELINE));
        UUID first = story.inForce(BASELINE);
        story.later(Duration.ofHours(1));
        // When
        List<Event> events = story.when(CI, Commands.evidence(BASELINE, EvidenceOutcome.FAIL, START));
        // Then
        assertThat(recordedIn(events).status()).isEqualTo(EvidenceStatus.IN_FORCE);
        assertThat(recordedIn(events).supersedes()).contains(first);
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.FAILED);
    }

    @Test
    void evidenceMayBeObservedFiveMinutesAheadOfTheClock() {
        // Given
        Story story = lowTierProject();
        Instant ahead = START.plus(Duration.ofMinutes(5));
        // When
        story.when(CI, Commands.evidence(BASELINE, EvidenceOutcome.PASS, ahead));
        // Then
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void evidenceObservedFurtherAheadIsRefused() {
        // Given
        Story story = lowTierProject();
        Instant latest = START.plus(Duration.ofMinutes(5));
        Instant ahead = latest.plusNanos(1000);
        // When
        Refusal refusal = story.refused(CI, Commands.evidence(BASELINE, EvidenceOutcome.PASS, ahead));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.ObservedInFuture(ahead, latest));
    }

    @Test
    void evidenceForAnItemThatTheChecklistLacksIsRefusedWithTheItemsItHas() {
        // Given
        Story story = lowTierProject();
        // When
        Refusal refusal = story.refused(CI, story.passing("plan.horoscope"));
        // Then
        assertThat(refusal).isInstanceOfSatisfying(Refusal.UnknownItem.class, unknown -> {
            assertThat(unknown.item()).isEqualTo("plan.horoscope");
            assertThat(unknown.known()).hasSize(14).startsWith("plan.objective", "plan.baseline");
        });
    }

    @Test
    void evidenceForAKilledProjectIsRefused() {
        // Given
        Story story = lowTierProject();
        story.when(ALICE, Commands.kill(Phase.PLAN));
        // When
        Refusal refusal = story.refused(CI, story.passing("plan.horoscope"));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.ProjectClosed(ProjectState.KILLED));
    }

    @Test
    void evidenceForAPhaseThatIsNotOpenYetIsWelcome() {
        // Given
        Story story = lowTierProject();
        // When
        story.ready(Phase.DEPLOY);
        // Then
        assertThat(story.project().phase()).isEqualTo(Phase.PLAN);
        assertThat(story.stateOf(Phase.DEPLOY)).isEqualTo(GateState.READY);
    }

    @Test
    void peopleWhoPostAreRememberedAsAuthorsEvenWhereTheirEvidenceCameLate() {
        // Given
        Story story = regularProject();
        story.when(CI, story.passing(BASELINE));
        // When
        story.when(ALICE, Commands.evidence(BASELINE, EvidenceOutcome.PASS, START.minusSeconds(1)));
        // Then
        assertThat(story.item(BASELINE).authors()).containsExactly("alice");
    }

    @Test
    void evidenceKeepsTheKeyItCameWithAndTheDigestOfItsBytes() {
        // Given
        Story story = lowTierProject();
        var payload = new Payload("abc".getBytes(StandardCharsets.US_ASCII));
        var report = ((Command.RecordEvidence) story.passing(BASELINE)).report();
        // When
        var withKey = story.when(CI, new Command.RecordEvidence(BASELINE, report, payload, Optional.of("run:41")));
        var without = story.when(CI, new Command.RecordEvidence(BASELINE, report, payload, Optional.empty()));
        // Then
        assertThat(recordedIn(withKey).dedupeKey()).isEqualTo("run:41");
        assertThat(recordedIn(withKey).payloadDigest())
                .isEqualTo("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(recordedIn(without).dedupeKey())
                .isEqualTo("id:" + recordedIn(without).evidence());
    }

    private static Event.EvidenceRecorded recordedIn(List<Event> events) {
        return (Event.EvidenceRecorded) events.getFirst();
    }
}
