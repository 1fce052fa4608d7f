package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.accept;
import static dev.tollgate.lifecycle.Commands.go;
import static dev.tollgate.lifecycle.Commands.object;
import static dev.tollgate.lifecycle.Commands.openLoop;
import static dev.tollgate.lifecycle.Commands.recycle;
import static dev.tollgate.lifecycle.Commands.reject;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.START;
import static dev.tollgate.lifecycle.Fixtures.liveProject;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static dev.tollgate.lifecycle.Fixtures.regularProject;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a gate lacks, and how it stands. */
class GateRulesTest {

    @Test
    void eachUnmetMustItemIsNamedOnceInTheOrderOfTheCriteria() {
        // Given
        Story story = lowTierProject();
        // When
        List<String> plan = story.unmet(PLAN);
        List<String> model = story.unmet(MODEL);
        // Then
        assertThat(plan).containsExactly("plan.objective", "plan.baseline");
        assertThat(model).containsExactly("model.training", "model.evaluation", "model.card");
    }

    @Test
    void unmetShouldItemsAreWarnings() {
        // Given
        Story story = lowTierProject();
        // When
        List<Unmet> before = GateRules.warnings(story.project(), story.checklist(), PLAN, story.now());
        story.when(CI, story.passing("plan.roadmap"));
        List<Unmet> after = GateRules.warnings(story.project(), story.checklist(), PLAN, story.now());
        // Then
        assertThat(before)
                .containsExactly(new Unmet(
                        Unmet.Kind.ITEM, "plan.roadmap", "Title of plan.roadmap", "NOT_STARTED", "no evidence yet"));
        assertThat(after).isEmpty();
    }

    @Test
    void eachStateOfAnUnmetItemSaysWhatIsWrong() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        story.when(ALICE, openLoop(MODEL, DATA, LoopTrigger.RETRAINING));
        story.later(Duration.ofHours(1)).when(CI, story.failing("data.eda"));
        story.when(CI, story.inconclusive("model.card"));
        story.when(ALICE, reject("model.training"));
        // When
        List<Unmet> data = GateRules.unmet(story.project(), story.checklist(), DATA, story.now());
        List<Unmet> model = GateRules.unmet(story.project(), story.checklist(), MODEL, story.now());
        // Then
        assertThat(data)
                .extracting(Unmet::ref, Unmet::state, Unmet::reason)
                .containsExactly(
                        tuple("data.ingestion", "REOPENED", "needs new evidence"),
                        tuple("data.eda", "FAILED", "the newest evidence failed"),
                        tuple("data.labeling", "REOPENED", "needs new evidence"));
        assertThat(model)
                .extracting(Unmet::ref, Unmet::state, Unmet::reason)
                .containsExactly(
                        tuple("model.training", "FAILED", "a person rejected it"),
                        tuple("model.evaluation", "STALE", "what its evidence named has been superseded"),
                        tuple("model.card", "IN_REVIEW", "waits for a person's review"));
    }

    @Test
    void aGateIsReadyOnceItsLastMustItemIsMet() {
        // Given
        Story story = lowTierProject();
        story.when(CI, story.passing("plan.objective"));
        story.later(Duration.ofHours(1));
        // When
        List<Event> events = story.when(ALICE, accept("plan.baseline"));
        // Then
        assertThat(events).endsWith(new Event.GateStateChanged(PLAN, GateState.NOT_READY, GateState.READY));
        assertThat(story.gate(PLAN).readySince()).contains(story.now());
        assertThat(story.gate(PLAN).since()).isEqualTo(story.now());
    }

    @Test
    void itIsNotReadyAnyMoreOnceOneFails() {
        // Given
        Story story = lowTierProject().ready(PLAN);
        // When
        List<Event> events = story.later(Duration.ofHours(1)).when(CI, story.failing("plan.baseline"));
        // Then
        assertThat(events).endsWith(new Event.GateStateChanged(PLAN, GateState.READY, GateState.NOT_READY));
        assertThat(story.gate(PLAN).readySince()).isEmpty();
    }

    @Test
    void theTimeItHasBeenReadyGoesOnWhileVotesAreCollected() {
        // Given
        Story story = regularProject().ready(PLAN);
        var ready = story.now();
        // When
        story.later(Duration.ofHours(1)).when(ALICE, go(PLAN));
        // Then
        assertThat(story.gate(PLAN).readySince()).contains(ready);
        assertThat(story.gate(PLAN).since()).isEqualTo(story.now());
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIL", "INCONCLUSIVE"})
    void aPassedGateIsSuspendedWhileAMustItemIsUnmet(EvidenceOutcome outcome) {
        // Given
        Story story = lowTierProject().passed(PLAN);
        // When
        story.later(Duration.ofHours(1)).when(CI, story.evidence("plan.baseline", outcome));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.SUSPENDED);
        // When
        story.later(Duration.ofHours(1)).when(CI, story.passing("plan.baseline"));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
    }

    @Test
    void aPassedGateStaysPassedWhileAShouldItemFails() {
        // Given
        Story story = lowTierProject().passed(PLAN);
        // When
        story.when(CI, story.failing("plan.roadmap"));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
    }

    @Test
    void howAGateStoodAtAnyTimeIsWhatTheLogUpToThenSays() {
        // Given
        Story story = lowTierProject().ready(PLAN);
        var ready = story.now();
        story.later(Duration.ofHours(1)).when(ALICE, recycle(PLAN, "plan.baseline"));
        // When
        List<Recorded> until =
                story.log().stream().filter(r -> !r.at().isAfter(ready)).toList();
        Project then = Evolver.fold(until).orElseThrow();
        // Then
        assertThat(GateRules.stateAt(then, story.checklist(), PLAN, ready)).isEqualTo(GateState.READY);
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.NOT_READY);
        assertThat(then.createdAt()).isEqualTo(START);
    }

    @Test
    void peopleWhoPostedForAGateAreNamedInOrder() {
        // Given
        Story story = regularProject();
        story.when(BOB, story.passing("plan.roadmap"));
        story.when(ALICE, story.passing("plan.baseline"));
        story.when(CI, story.passing("plan.objective"));
        // When
        List<String> excluded = DutyRules.excludedFrom(story.project(), story.checklist(), PLAN);
        // Then
        assertThat(excluded).containsExactly("alice", "bob");
        assertThat(DutyRules.excludedFrom(story.project(), story.checklist(), DATA))
                .isEmpty();
    }

    @Test
    void aRejectedDecisionDoesNotRestartTheTimeAGateHasBeenReady() {
        // Given
        Story story = regularProject().ready(PLAN);
        var ready = story.now();
        story.later(Duration.ofHours(1)).when(ALICE, go(PLAN));
        // When
        story.later(Duration.ofHours(1)).when(BOB, object(story.openDecision(PLAN)));
        // Then
        assertThat(story.gate(PLAN).state()).isEqualTo(GateState.READY);
        assertThat(story.gate(PLAN).readySince()).contains(ready);
    }
}
