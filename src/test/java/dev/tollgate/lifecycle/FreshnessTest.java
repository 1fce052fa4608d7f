package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.openLoop;
import static dev.tollgate.lifecycle.Commands.recordTime;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Staleness by the clock, to the microsecond in which the log keeps time. */
class FreshnessTest {

    private static final String OBJECTIVE = "plan.objective";
    private static final String INGESTION = "data.ingestion";
    private static final String TRAINING = "model.training";
    private static final String MONITORING = "deploy.monitoring";

    private static Story justBefore(Story story, Instant end) {
        return story.at(end.minus(1, ChronoUnit.MICROS));
    }

    @ParameterizedTest
    @CsvSource({"MEDIUM, 60", "HIGH, 30"})
    void evidenceIsFreshUntilItsTimeIsOver(RiskTier tier, int days) {
        // Given
        Story story = governedProject(tier);
        story.when(CI, story.passing(TRAINING));
        Instant end = story.now().plus(Duration.ofDays(days));
        // When / Then
        assertThat(justBefore(story, end).stateOf(TRAINING)).isEqualTo(ItemState.SATISFIED);
        assertThat(story.at(end).standing(TRAINING))
                .isEqualTo(Standing.of(ItemState.STALE, "its evidence was fresh until " + end));
    }

    @Test
    void aTierThatIsNotNamedHasNoClock() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        story.when(CI, story.passing(TRAINING));
        // When
        story.later(Duration.ofDays(4_000));
        // Then
        assertThat(story.stateOf(TRAINING)).isEqualTo(ItemState.SATISFIED);
    }

    @Test
    void theTimeIsCountedFromWhenItWasTrue() {
        // Given evidence that arrives ten days after it was observed
        Story story = governedProject(RiskTier.HIGH);
        Instant observed = story.now();
        story.later(Duration.ofDays(10));
        story.when(CI, Commands.evidence(TRAINING, EvidenceOutcome.PASS, observed, Map.of("datasetVersion", "v1")));
        // Then
        Instant end = observed.plus(Duration.ofDays(30));
        assertThat(justBefore(story, end).stateOf(TRAINING)).isEqualTo(ItemState.SATISFIED);
        assertThat(story.at(end).stateOf(TRAINING)).isEqualTo(ItemState.STALE);
    }

    @Test
    void evidenceThatWasOldWhenItCameIsStaleAtOnce() {
        // Given
        Story story = governedProject(RiskTier.HIGH);
        Instant observed = story.now().minus(Duration.ofDays(30));
        // When
        story.when(CI, Commands.evidence(TRAINING, EvidenceOutcome.PASS, observed));
        // Then
        assertThat(story.item(TRAINING).state()).isEqualTo(ItemState.STALE);
        assertThat(story.log().getLast().event())
                .isInstanceOfSatisfying(
                        Event.ItemStateChanged.class, e -> assertThat(e.to()).isEqualTo(ItemState.STALE));
    }

    @Test
    void untilTheGateTheClockRunsAndAfterItNoMore() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(CI, story.passing(OBJECTIVE));
        Instant end = story.now().plus(Duration.ofDays(30));
        assertThat(story.at(end).stateOf(OBJECTIVE)).isEqualTo(ItemState.STALE);
        // When the gate passes on renewed evidence
        story.passed(PLAN).later(Duration.ofDays(31));
        // Then
        assertThat(story.stateOf(OBJECTIVE)).isEqualTo(ItemState.SATISFIED);
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
    }

    @Test
    void aLoopToItsPhaseSetsTheClockRunningAgain() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN, DATA, MODEL, DEPLOY);
        // When new evidence of thirty days ago answers the loop
        story.later(Duration.ofDays(40)).when(ALICE, openLoop(DEPLOY, PLAN, LoopTrigger.BUSINESS_REALIGNMENT));
        Instant observed = story.now().minus(Duration.ofDays(30));
        story.when(CI, Commands.evidence(OBJECTIVE, EvidenceOutcome.PASS, observed));
        // Then
        assertThat(story.stateOf(OBJECTIVE)).isEqualTo(ItemState.STALE);
    }

    @Test
    void untilLiveTheClockRunsAndAfterItNoMore() {
        // Given
        Story story = governedProject(RiskTier.LOW).passed(PLAN, DATA, MODEL);
        Instant end =
                story.item(INGESTION).evidence().orElseThrow().observedAt().plus(Duration.ofDays(90));
        // When
        Instant today = story.now();
        assertThat(story.at(end).stateOf(INGESTION)).isEqualTo(ItemState.STALE);
        story.at(today).passed(DEPLOY);
        // Then
        assertThat(story.at(end).stateOf(INGESTION)).isEqualTo(ItemState.SATISFIED);
        assertThat(story.stateOf(DATA)).isEqualTo(GateState.PASSED);
    }

    @Test
    void aGateThatStoodPassedIsSuspendedByTimeAloneAndWithoutAnyCommand() {
        // Given a live project
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN, DATA, MODEL, DEPLOY);
        Instant end =
                story.item(MONITORING).evidence().orElseThrow().observedAt().plus(Duration.ofDays(2));
        int events = story.log().size();
        // When / Then
        assertThat(justBefore(story, end).stateOf(DEPLOY)).isEqualTo(GateState.PASSED);
        assertThat(story.at(end).stateOf(DEPLOY)).isEqualTo(GateState.SUSPENDED);
        assertThat(story.unmet(DEPLOY)).contains(MONITORING);
        assertThat(story.log()).hasSize(events);
        assertThat(story.gate(DEPLOY).state()).as("as recorded").isEqualTo(GateState.PASSED);
        // And a late clock only puts it on record
        assertThat(story.later(Duration.ofDays(3)).when(CI, recordTime()))
                .contains(new Event.GateStateChanged(DEPLOY, GateState.PASSED, GateState.SUSPENDED));
    }

    @Test
    void aHeartbeatBringsTheGateBack() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN, DATA, MODEL, DEPLOY);
        story.later(Duration.ofDays(3)).when(CI, recordTime());
        // When
        story.when(CI, story.passing(MONITORING));
        // Then
        assertThat(story.gate(DEPLOY).state()).isEqualTo(GateState.PASSED);
    }

    @Test
    void aHeartbeatIsNoChangeOfWhatADecisionRestsOn() {
        // Given votes at a gate
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN, DATA, MODEL).ready(DEPLOY);
        story.when(Governed.SAM, Commands.go(DEPLOY));
        String digest = story.snapshot(DEPLOY).digest();
        // When
        story.later(Duration.ofHours(1)).when(CI, story.passing(MONITORING));
        // Then
        assertThat(story.snapshot(DEPLOY).digest()).isEqualTo(digest);
        assertThat(story.openDecision(DEPLOY).state()).isEqualTo(DecisionState.OPEN);
        // And one that fails is one
        story.later(Duration.ofHours(1)).when(CI, story.failing(MONITORING));
        assertThat(story.gate(DEPLOY).openDecision()).isEmpty();
    }

    @Test
    void votesDoNotOutliveTheFreshnessOfWhatTheyAreOn() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        story.when(Governed.SAM, Commands.go(PLAN));
        Decision open = story.openDecision(PLAN);
        // When the second vote comes in the microsecond in which the objective goes stale
        Instant end =
                story.item(OBJECTIVE).evidence().orElseThrow().observedAt().plus(Duration.ofDays(30));
        Refusal refusal = story.at(end).refused(Governed.RITA, Commands.approve(open));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.DecisionClosed(open.id(), DecisionState.VOID));
    }

    @Test
    void aCheckThatReadsTheClockIsAskedAtAnyTime() {
        // Given
        Story story = governedProject(RiskTier.LOW).passed(PLAN, DATA).ready(MODEL);
        Instant end = story.now().plus(Duration.ofDays(45)).truncatedTo(ChronoUnit.HOURS);
        // When / Then
        assertThat(justBefore(story, end).stateOf("model.card")).isEqualTo(ItemState.SATISFIED);
        assertThat(story.at(end).reasonOf("model.card")).isEqualTo("check still-valid failed");
    }
}
