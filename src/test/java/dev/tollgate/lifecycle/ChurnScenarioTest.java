package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.approve;
import static dev.tollgate.lifecycle.Commands.confirm;
import static dev.tollgate.lifecycle.Commands.go;
import static dev.tollgate.lifecycle.Commands.proposeLoop;
import static dev.tollgate.lifecycle.Commands.recycle;
import static dev.tollgate.lifecycle.Fixtures.gatekeeper;
import static dev.tollgate.lifecycle.Fixtures.pipeline;
import static dev.tollgate.lifecycle.Fixtures.regularProject;
import static dev.tollgate.lifecycle.LoopTrigger.FEATURE_DRIFT;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A churn classifier of the MEDIUM tier: a failed gate, a recycle, a late review, a drift loop and a second iteration. */
class ChurnScenarioTest {

    private static final Caller SPONSOR = gatekeeper("sponsor");
    private static final Caller VALIDATOR = gatekeeper("validator");
    private static final Caller PRIVACY = gatekeeper("privacy");
    private static final Caller SCIENTIST = gatekeeper("scientist");
    private static final Caller TRAINING = pipeline("training");

    private final Story story = regularProject();

    @Test
    void planIsPostedByTheScientistAndPassedByOthers() {
        // Given
        planned();
        // When
        Refusal own = story.refused(SCIENTIST, go(PLAN));
        decided(PLAN, SPONSOR, PRIVACY);
        // Then
        assertThat(own)
                .isEqualTo(
                        Commands.duties("R2", "scientist", List.of("plan.objective", "plan.baseline", "plan.roadmap")));
        assertThat(story.project().phase()).isEqualTo(DATA);
    }

    @Test
    void evidenceThatFailedBeforeTheDecisionDoesNotCountAgainstTheGate() {
        // Given
        throughPlan();
        story.when(TRAINING, story.passing("data.ingestion"));
        story.when(TRAINING, story.passing("data.labeling"));
        story.when(TRAINING, story.failing("data.eda"));
        assertThat(story.unmet(DATA)).containsExactly("data.eda");
        // When
        story.later(Duration.ofDays(1)).when(TRAINING, story.passing("data.eda"));
        decided(DATA, SPONSOR, VALIDATOR);
        // Then
        assertThat(story.lastDecision().attempt()).isEqualTo(1);
        assertThat(story.project().phase()).isEqualTo(MODEL);
    }

    @Test
    void anOverfitModelIsRecycledAndPassesTheSecondTime() {
        // Given
        throughData();
        story.when(SCIENTIST, story.passing("model.training"));
        story.when(SCIENTIST, story.passing("model.tuning"));
        story.when(TRAINING, story.failing("model.evaluation"));
        // When
        story.at(Instant.parse("2026-04-10T09:00:00Z"));
        Refusal refusal = story.refused(SPONSOR, go(MODEL));
        story.when(SPONSOR, recycle(MODEL, "model.training", "model.tuning", "model.evaluation"));
        // Then
        assertThat(refusal)
                .isInstanceOfSatisfying(
                        Refusal.GateNotReady.class,
                        notReady -> assertThat(notReady.unmet())
                                .extracting(Unmet::ref)
                                .containsExactly("model.evaluation", "model.card"));
        assertThat(story.gate(MODEL).attempt()).isEqualTo(2);
        assertThat(story.project().iteration()).isEqualTo(1);
        // When
        story.at(Instant.parse("2026-04-29T09:00:00Z")).ready(MODEL);
        story.when(SPONSOR, go(MODEL));
        Refusal own = story.refused(SCIENTIST, approve(story.openDecision(MODEL)));
        story.when(VALIDATOR, approve(story.openDecision(MODEL)));
        // Then
        assertThat(own).isEqualTo(Commands.duties("R2", "scientist", List.of("model.training", "model.tuning")));
        assertThat(story.stateOf(MODEL)).isEqualTo(GateState.PASSED);
    }

    @ParameterizedTest
    @CsvSource({"2026-07-19T09:00:00Z, PASSED", "2026-07-20T09:00:00Z, SUSPENDED"})
    void theReviewIsDueSixtyDaysAfterGoingLive(Instant reviewed, GateState before) {
        // Given
        throughModel();
        // When
        story.at(Instant.parse("2026-05-20T09:00:00Z")).ready(DEPLOY).at(Instant.parse("2026-05-20T09:00:00Z"));
        decided(DEPLOY, SPONSOR, VALIDATOR);
        Condition review = story.condition("Post-deployment review held");
        story.at(reviewed);
        GateState due = story.stateOf(DEPLOY);
        story.when(TRAINING, story.passing("deploy.review"));
        // Then
        assertThat(review.dueAt()).isEqualTo("2026-07-19T09:00:00Z");
        assertThat(due).isEqualTo(before);
        assertThat(story.stateOf(DEPLOY)).isEqualTo(GateState.PASSED);
        assertThat(story.project().state()).isEqualTo(ProjectState.LIVE);
    }

    @Test
    void driftTakesItBackToDataAndASecondIterationClosesTheLoop() {
        // Given
        throughModel();
        story.ready(DEPLOY);
        decided(DEPLOY, SPONSOR, VALIDATOR);
        story.when(TRAINING, story.passing("deploy.review"));
        Instant confirmed = Instant.parse("2026-08-03T09:00:00Z");
        // When
        story.at(confirmed).when(pipeline("monitor"), proposeLoop(MODEL, DATA, FEATURE_DRIFT));
        story.when(VALIDATOR, confirm(story.lastLoop()));
        // Then
        assertThat(story.project().progress()).isEqualTo(new Project.Progress(ProjectState.ACTIVE, DATA, 2, confirmed));
        assertThat(story.unmet(DATA)).containsExactly("data.ingestion", "data.labeling");
        assertThat(story.unmet(MODEL)).containsExactly("model.training", "model.evaluation", "model.card");
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
        // When
        for (Phase gate : List.of(DATA, MODEL, DEPLOY)) {
            story.ready(gate);
            decided(gate, SPONSOR, VALIDATOR);
        }
        // Then
        assertThat(story.lastLoop().state()).isEqualTo(LoopState.CLOSED);
        assertThat(story.project().state()).isEqualTo(ProjectState.LIVE);
        assertThat(passedAtFirstAttempt())
                .isEqualTo(Map.of(
                        "1 PLAN",
                        true,
                        "1 DATA",
                        true,
                        "1 MODEL",
                        false,
                        "1 DEPLOY",
                        true,
                        "2 DATA",
                        true,
                        "2 MODEL",
                        true,
                        "2 DEPLOY",
                        true));
    }

    private void planned() {
        story.when(SCIENTIST, story.passing("plan.objective"));
        story.when(SCIENTIST, story.passing("plan.baseline"));
        story.when(SCIENTIST, story.passing("plan.roadmap"));
    }

    private void throughPlan() {
        planned();
        decided(PLAN, SPONSOR, PRIVACY);
    }

    private void throughData() {
        throughPlan();
        story.ready(DATA);
        decided(DATA, SPONSOR, VALIDATOR);
    }

    private void throughModel() {
        throughData();
        story.ready(MODEL).when(SPONSOR, recycle(MODEL, "model.evaluation"));
        story.ready(MODEL);
        decided(MODEL, SPONSOR, VALIDATOR);
    }

    private void decided(Phase gate, Caller proposer, Caller second) {
        story.when(proposer, go(gate));
        story.when(second, approve(story.openDecision(gate)));
    }

    /** By iteration and gate, from the GO decisions alone. */
    private Map<String, Boolean> passedAtFirstAttempt() {
        return story.project().decisions().values().stream()
                .filter(decision -> decision.verdict().outcome() == DecisionOutcome.GO)
                .collect(Collectors.toMap(d -> d.iteration() + " " + d.gate(), d -> d.attempt() == 1));
    }
}
