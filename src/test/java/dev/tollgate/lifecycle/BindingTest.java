package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Staleness because what the evidence names has been superseded. */
class BindingTest {

    private static final String EDA = "data.eda";
    private static final String INGESTION = "data.ingestion";

    private static Story explored() {
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(CI, story.passing(INGESTION));
        story.later(Duration.ofHours(1)).when(CI, story.passing(EDA));
        return story.later(Duration.ofHours(1));
    }

    @Test
    void evidenceIsStaleOnceWhatItNamesIsSuperseded() {
        // Given
        Story story = explored();
        // When
        List<Event> events = story.when(CI, story.passing(INGESTION, "version", "v2"));
        // Then
        String reason = "data.ingestion has newer evidence with another version";
        assertThat(events).contains(new Event.ItemStateChanged(EDA, ItemState.SATISFIED, ItemState.STALE, reason));
        assertThat(story.standing(EDA)).isEqualTo(Standing.of(ItemState.STALE, reason));
    }

    @Test
    void newerEvidenceThatNamesTheSameChangesNothing() {
        // Given
        Story story = explored();
        // When
        story.when(CI, story.passing(INGESTION));
        // Then
        assertThat(story.stateOf(EDA)).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void aNumberIsTheSameHoweverItIsWritten() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(CI, story.passing(EDA, "datasetVersion", new BigDecimal("3.0")));
        // When
        story.later(Duration.ofHours(1)).when(CI, story.passing(INGESTION, "version", 3));
        // Then
        assertThat(story.stateOf(EDA)).isEqualTo(ItemState.SATISFIED);
        // When
        story.later(Duration.ofHours(1)).when(CI, story.passing(INGESTION, "version", 4));
        // Then
        assertThat(story.stateOf(EDA)).isEqualTo(ItemState.STALE);
    }

    @Test
    void evidenceOfTheNewVersionSatisfiesAgain() {
        // Given
        Story story = explored();
        story.when(CI, story.passing(INGESTION, "version", "v2"));
        // When
        story.later(Duration.ofHours(1)).when(CI, story.passing(EDA));
        // Then
        assertThat(story.stateOf(EDA)).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void aPassedGateIsSuspended() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN, DATA);
        // When
        story.later(Duration.ofHours(1)).when(CI, story.passing(INGESTION, "version", "v2"));
        // Then
        assertThat(story.gate(DATA).state()).isEqualTo(GateState.SUSPENDED);
        assertThat(story.unmet(DATA)).containsExactly(EDA);
    }

    @Test
    void whatWasSupersededCountsByArrivalAndNotByObservation() {
        // Given
        Story story = explored();
        Instant early = story.now().minus(Duration.ofMinutes(30));
        // When newer data comes in that was observed before now, and after what is in force
        story.when(CI, Commands.evidence(INGESTION, EvidenceOutcome.PASS, early, Map.of("version", "v2")));
        // Then
        assertThat(story.stateOf(EDA)).isEqualTo(ItemState.STALE);
    }

    /** It was wrong from the start, which a check can say; nothing overtook it. */
    @Test
    void evidenceThatNamedSomethingElseFromTheStartIsNotStale() {
        // Given
        Story story = explored();
        // When
        story.when(CI, story.passing(EDA, "datasetVersion", "v0"));
        // Then
        assertThat(story.stateOf(EDA)).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void silenceSupersedesNothing() {
        // Given
        Story story = explored();
        // When the newer evidence names no version
        story.when(CI, Commands.evidence(INGESTION, EvidenceOutcome.PASS, story.now()));
        // Then
        assertThat(story.stateOf(EDA)).isEqualTo(ItemState.SATISFIED);
        // And so where the older names none
        story.when(CI, Commands.evidence(EDA, EvidenceOutcome.PASS, story.now()));
        story.later(Duration.ofHours(1)).when(CI, story.passing(INGESTION, "version", "v3"));
        assertThat(story.stateOf(EDA)).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void takingTheNewVersionBackMakesTheOldEvidenceGoodAgain() {
        // Given
        Story story = explored();
        story.when(CI, story.passing(INGESTION, "version", "v2"));
        // When
        story.when(CI, Commands.invalidate(story.inForce(INGESTION)));
        // Then
        assertThat(story.item(EDA).state()).isEqualTo(ItemState.SATISFIED);
    }
}
