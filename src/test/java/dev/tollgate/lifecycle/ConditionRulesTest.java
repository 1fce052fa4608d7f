package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.accept;
import static dev.tollgate.lifecycle.Commands.approve;
import static dev.tollgate.lifecycle.Commands.close;
import static dev.tollgate.lifecycle.Commands.condition;
import static dev.tollgate.lifecycle.Commands.conditionalGo;
import static dev.tollgate.lifecycle.Commands.go;
import static dev.tollgate.lifecycle.Commands.kill;
import static dev.tollgate.lifecycle.Commands.recordTime;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.liveProject;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static dev.tollgate.lifecycle.Fixtures.regularProject;
import static dev.tollgate.lifecycle.GateState.CONDITIONALLY_PASSED;
import static dev.tollgate.lifecycle.GateState.PASSED;
import static dev.tollgate.lifecycle.GateState.SUSPENDED;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConditionRulesTest {

    private static final Instant DUE = Instant.parse("2026-04-01T12:00:00Z");
    private static final Duration TICK = Duration.ofNanos(1000);

    private static Story conditionallyPassed() {
        Story story = lowTierProject().ready(PLAN);
        story.when(ALICE, conditionalGo(PLAN, condition("write the card", DUE, "model.card"), condition("sign", DUE)));
        return story;
    }

    @Test
    void aConditionalGoOpensItsConditions() {
        // Given
        Story story = lowTierProject().ready(PLAN);
        // When
        story.when(ALICE, conditionalGo(PLAN, condition("write the card", DUE, "model.card")));
        // Then
        Condition opened = story.condition("write the card");
        assertThat(opened)
                .isEqualTo(new Condition(
                        opened.id(),
                        PLAN,
                        story.lastDecision().id(),
                        "write the card",
                        "growth",
                        Optional.of("model.card"),
                        ConditionState.OPEN,
                        story.now(),
                        DUE,
                        Optional.empty()));
        assertThat(story.stateOf(PLAN)).isEqualTo(CONDITIONALLY_PASSED);
        assertThat(story.project().phase()).isEqualTo(DATA);
    }

    @Test
    void noConditionIsOpenedBeforeTheQuorumIsThere() {
        // Given
        Story story = regularProject().ready(PLAN);
        story.when(ALICE, conditionalGo(PLAN, condition("sign", DUE)));
        assertThat(story.project().conditions()).isEmpty();
        // When
        story.when(BOB, approve(story.openDecision(PLAN)));
        // Then
        assertThat(story.condition("sign").state()).isEqualTo(ConditionState.OPEN);
    }

    @Test
    void atItsDueTimeAConditionIsInTimeStill() {
        // Given
        Story story = conditionallyPassed();
        // When
        story.at(DUE);
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(CONDITIONALLY_PASSED);
        assertThat(story.when(CI, recordTime())).isEmpty();
    }

    @Test
    void rightAfterItTheGateIsSuspendedBeforeAnythingRecordsIt() {
        // Given
        Story story = conditionallyPassed();
        // When
        story.at(DUE.plus(TICK));
        // Then
        Condition late = story.condition("sign");
        assertThat(story.stateOf(PLAN)).isEqualTo(SUSPENDED);
        assertThat(story.gate(PLAN).state()).isEqualTo(CONDITIONALLY_PASSED);
        assertThat(late.state()).isEqualTo(ConditionState.OPEN);
        assertThat(late.stateAt(story.now())).isEqualTo(ConditionState.OVERDUE);
        assertThat(GateRules.unmet(story.project(), story.checklist(), PLAN, story.now()))
                .contains(new Unmet(
                        Unmet.Kind.CONDITION,
                        late.id().toString(),
                        "sign",
                        "OVERDUE",
                        "due 2026-04-01T12:00:00Z, owner growth"));
    }

    @Test
    void thePassingOfTimeIsRecordedOnce() {
        // Given
        Story story = conditionallyPassed();
        story.at(DUE.plus(TICK));
        // When
        List<Event> events = story.when(CI, recordTime());
        // Then
        assertThat(events)
                .containsExactly(
                        new Event.ConditionOverdue(
                                story.condition("write the card").id(), PLAN),
                        new Event.ConditionOverdue(story.condition("sign").id(), PLAN),
                        new Event.GateStateChanged(PLAN, CONDITIONALLY_PASSED, SUSPENDED));
        assertThat(story.later(Duration.ofDays(1)).when(CI, recordTime())).isEmpty();
    }

    @Test
    void closingTheLastOverdueConditionRestoresTheGate() {
        // Given
        Story story = conditionallyPassed();
        story.at(DUE.plus(TICK)).when(CI, recordTime());
        // When
        story.when(CI, story.passing("model.card"));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(SUSPENDED);
        // When
        List<Event> events = story.when(BOB, close(story.condition("sign")));
        // Then
        assertThat(events)
                .containsExactly(
                        new Event.ConditionClosed(story.condition("sign").id(), PLAN, "done", Optional.empty()),
                        new Event.GateStateChanged(PLAN, SUSPENDED, PASSED));
        assertThat(story.condition("sign").closure())
                .contains(new Condition.Closure(BOB.actor(), story.now(), "done", Optional.empty()));
    }

    @Test
    void aConditionClosesByItselfOnceItsItemIsMetAnew() {
        // Given
        Story story = conditionallyPassed();
        // When
        List<Event> failed = story.when(CI, story.failing("model.card"));
        List<Event> other = story.when(CI, story.passing("model.training"));
        List<Event> passed = story.when(CI, story.passing("model.card"));
        // Then
        var closed = new Event.ConditionClosed(
                story.condition("write the card").id(),
                PLAN,
                "model.card is satisfied",
                Optional.of(story.inForce("model.card")));
        assertThat(failed).doesNotContain(closed);
        assertThat(other).noneMatch(Event.ConditionClosed.class::isInstance);
        assertThat(passed).contains(closed);
        assertThat(story.condition("sign").isClosed()).isFalse();
        assertThat(story.stateOf(PLAN)).isEqualTo(CONDITIONALLY_PASSED);
    }

    @Test
    void aPersonsAcceptanceClosesItToo() {
        // Given
        Story story = conditionallyPassed();
        // When
        story.when(BOB, accept("model.card"));
        // Then
        assertThat(story.condition("write the card").isClosed()).isTrue();
    }

    @Test
    void evidenceThatComesTooLateToCountClosesNothing() {
        // Given
        Story story = conditionallyPassed();
        story.when(CI, story.inconclusive("model.card"));
        // When
        story.when(CI, Commands.evidence("model.card", EvidenceOutcome.PASS, Fixtures.START));
        // Then
        assertThat(story.condition("write the card").isClosed()).isFalse();
    }

    @Test
    void anItemThatWasMetBeforeLeavesTheConditionOpen() {
        // Given
        Story story = lowTierProject().ready(PLAN);
        story.when(CI, story.passing("model.card"));
        // When
        story.when(ALICE, conditionalGo(PLAN, condition("write the card", DUE, "model.card")));
        // Then
        assertThat(story.condition("write the card").isClosed()).isFalse();
    }

    @Test
    void theDeployGoOpensItsStandingConditionAndPassesAllTheSame() {
        // When
        Story story = liveProject(RiskTier.LOW);
        // Then
        Condition review = story.condition("Post-deployment review held");
        assertThat(review.dueAt()).isEqualTo(story.now().plus(Duration.ofDays(60)));
        assertThat(review.item()).contains("deploy.review");
        assertThat(review.owner()).isEqualTo("growth");
        assertThat(story.stateOf(DEPLOY)).isEqualTo(PASSED);
        assertThat(story.stateOf(PLAN)).isEqualTo(PASSED);
    }

    @Test
    void anOverdueReviewSuspendsTheDeployGateUntilItsEvidenceComes() {
        // Given
        Story story = liveProject(RiskTier.LOW);
        story.at(story.condition("Post-deployment review held").dueAt().plus(TICK));
        assertThat(story.stateOf(DEPLOY)).isEqualTo(SUSPENDED);
        // When
        List<Event> events = story.when(CI, story.passing("deploy.review"));
        // Then
        assertThat(events)
                .contains(new Event.GateStateChanged(DEPLOY, PASSED, SUSPENDED))
                .endsWith(new Event.GateStateChanged(DEPLOY, SUSPENDED, PASSED));
        assertThat(story.project().state()).isEqualTo(ProjectState.LIVE);
    }

    @Test
    void aConditionWhoseItemIsUnmetIsNotClosedByHand() {
        // Given
        Story story = conditionallyPassed();
        Condition card = story.condition("write the card");
        // When
        Refusal refusal = story.refused(BOB, close(card));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.ConditionUnmet(card.id(), "model.card", ItemState.NOT_STARTED));
    }

    @Test
    void closingIsRefusedForTheFirstReasonAgainstIt() {
        // Given
        Story story = conditionallyPassed();
        Condition sign = story.condition("sign");
        // When
        Refusal unknown = story.refused(CI, new Command.CloseCondition(new UUID(7, 7), "done"));
        story.when(BOB, close(sign));
        Refusal byMachine = story.refused(CI, close(sign));
        Refusal again = story.refused(BOB, close(sign));
        story.when(ALICE, kill(DATA));
        Refusal closed = story.refused(CI, close(sign));
        // Then
        assertThat(unknown).isEqualTo(new Refusal.UnknownCondition(new UUID(7, 7)));
        assertThat(byMachine).isEqualTo(new Refusal.PeopleOnly("close a condition"));
        assertThat(again).isEqualTo(new Refusal.ConditionClosed(sign.id()));
        assertThat(closed).isEqualTo(new Refusal.ProjectClosed(ProjectState.KILLED));
    }

    @Test
    void aGateWithAnOverdueConditionHoldsTheNextOneUp() {
        // Given
        Story story = conditionallyPassed().ready(DATA);
        story.at(DUE.plus(TICK));
        // When
        Refusal refusal = story.refused(ALICE, go(DATA));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.GateNotOpen(DATA, DATA, "gate plan is SUSPENDED"));
    }

    @Test
    void aGateNeverStandsOnAConditionThatFellDueWhileVotesWereCollected() {
        // Given
        Story story = regularProject().ready(PLAN);
        story.when(ALICE, conditionalGo(PLAN, condition("sign", DUE)));
        Decision decision = story.openDecision(PLAN);
        // When
        story.at(DUE.plus(TICK)).attempt(BOB, approve(decision));
        // Then
        assertThat(story.stateOf(PLAN).stands()).isFalse();
    }
}
