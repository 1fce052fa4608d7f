package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.approve;
import static dev.tollgate.lifecycle.Commands.go;
import static dev.tollgate.lifecycle.Commands.kill;
import static dev.tollgate.lifecycle.Commands.object;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CAROL;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.START;
import static dev.tollgate.lifecycle.Fixtures.highTierProject;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static dev.tollgate.lifecycle.Fixtures.regularProject;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class QuorumTest {

    @Test
    void atTheLowTierTheProposersApprovalIsEnough() {
        // Given
        Story story = lowTierProject().ready(PLAN);
        // When
        List<Event> events = story.when(ALICE, go(PLAN));
        // Then
        Decision decision = story.lastDecision();
        assertThat(events)
                .containsSubsequence(
                        new Event.GateVoted(decision.id(), PLAN, Ballot.APPROVE, Optional.empty(), ALICE.roles()),
                        new Event.GateDecided(decision.id(), PLAN, DecisionOutcome.GO),
                        new Event.PhaseEntered(DATA, 1),
                        new Event.GateStateChanged(PLAN, GateState.READY, GateState.PASSED));
        assertThat(decision.state()).isEqualTo(DecisionState.EFFECTIVE);
        assertThat(decision.quorum()).isEqualTo(1);
        assertThat(decision.closedAt()).contains(story.now());
    }

    @Test
    void atTheMediumTierItTakesTwo() {
        // Given
        Story story = regularProject().ready(PLAN);
        // When
        story.when(ALICE, go(PLAN));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.IN_REVIEW);
        assertThat(story.project().phase()).isEqualTo(PLAN);
        // When
        story.when(BOB, approve(story.openDecision(PLAN)));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
        assertThat(story.project().phase()).isEqualTo(DATA);
    }

    @Test
    void atTheHighTierItTakesThree() {
        // Given
        Story story = highTierProject().ready(PLAN);
        story.when(ALICE, go(PLAN));
        // When
        story.when(BOB, approve(story.openDecision(PLAN)));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.IN_REVIEW);
        // When
        story.when(CAROL, approve(story.openDecision(PLAN)));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
        assertThat(story.lastDecision().votes())
                .extracting(Decision.Vote::voter)
                .containsExactly("alice", "bob", "carol");
    }

    @Test
    void oneRejectionClosesTheDecisionAndAnotherMayBeOpened() {
        // Given
        Story story = highTierProject().ready(PLAN);
        story.when(ALICE, go(PLAN));
        Decision first = story.openDecision(PLAN);
        story.when(BOB, approve(first));
        // When
        List<Event> events = story.when(CAROL, object(first));
        // Then
        assertThat(events)
                .contains(new Event.DecisionClosed(first.id(), PLAN, DecisionState.REJECTED, "carol voted against it"));
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.READY);
        assertThat(story.project().gate(PLAN).attempt()).isEqualTo(1);
        assertThat(story.when(ALICE, go(PLAN))).isNotEmpty();
    }

    @Test
    void votesBecomeVoidWhenWhatTheVotersSawChanges() {
        // Given
        Story story = regularProject().ready(PLAN);
        story.when(ALICE, go(PLAN));
        Decision decision = story.openDecision(PLAN);
        // When
        List<Event> events = story.later(Duration.ofHours(1)).when(CI, story.passing("plan.baseline"));
        // Then
        assertThat(events)
                .contains(new Event.DecisionClosed(
                        decision.id(), PLAN, DecisionState.VOID, "what the voters saw has changed: plan.baseline"));
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.READY);
        assertThat(story.refused(BOB, approve(decision)))
                .isEqualTo(new Refusal.DecisionClosed(decision.id(), DecisionState.VOID));
    }

    @Test
    void evidenceForAnotherGateOrTooLateToCountLeavesTheVotesAlone() {
        // Given
        Story story = regularProject().ready(PLAN);
        story.when(ALICE, go(PLAN));
        // When
        story.when(CI, story.passing("data.eda"));
        story.when(CI, Commands.evidence("plan.baseline", EvidenceOutcome.FAIL, START.minusSeconds(1)));
        // Then
        assertThat(story.openDecision(PLAN).approvals()).isEqualTo(1);
    }

    @Test
    void aDecisionKeepsWhatItsVotersSaw() {
        // Given
        Story story = regularProject().ready(PLAN);
        Snapshot seen = story.snapshot(PLAN);
        // When
        story.when(ALICE, go(PLAN));
        // Then
        assertThat(story.openDecision(PLAN).snapshot()).isEqualTo(seen);
        assertThat(story.log())
                .extracting(Recorded::event)
                .filteredOn(Event.DecisionOpened.class::isInstance)
                .extracting(e -> ((Event.DecisionOpened) e).snapshotDigest())
                .containsExactly(seen.digest());
    }

    @Test
    void nobodyVotesTwice() {
        // Given
        Story story = highTierProject().ready(PLAN);
        story.when(ALICE, go(PLAN));
        Decision decision = story.openDecision(PLAN);
        // When
        Refusal refusal = story.refused(ALICE, approve(decision));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.AlreadyVoted(decision.id(), "alice"));
    }

    @Test
    void anAuthorOfEvidenceDoesNotVote() {
        // Given
        Story story = regularProject();
        story.when(BOB, story.passing("plan.baseline"));
        story.ready(PLAN).when(ALICE, go(PLAN));
        // When
        Refusal approval = story.refused(BOB, approve(story.openDecision(PLAN)));
        Refusal objection = story.refused(BOB, object(story.openDecision(PLAN)));
        // Then
        assertThat(approval).isEqualTo(Commands.duties("R2", "bob", List.of("plan.baseline")));
        assertThat(objection).isEqualTo(approval);
    }

    @Test
    void aMachineDoesNotVote() {
        // Given
        Story story = regularProject().ready(PLAN);
        story.when(ALICE, go(PLAN));
        // When
        Refusal refusal = story.refused(CI, approve(story.openDecision(PLAN)));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.PeopleOnly("vote"));
    }

    @Test
    void aDecisionIsFoundAtItsOwnGateOnly() {
        // Given
        Story story = regularProject().ready(PLAN);
        story.when(ALICE, go(PLAN));
        UUID id = story.openDecision(PLAN).id();
        // When
        Refusal elsewhere = story.refused(CI, new Command.CastVote(DATA, id, Ballot.APPROVE, Optional.empty()));
        Refusal nowhere =
                story.refused(CI, new Command.CastVote(PLAN, new UUID(7, 7), Ballot.APPROVE, Optional.empty()));
        // Then
        assertThat(elsewhere).isEqualTo(new Refusal.UnknownDecision(id));
        assertThat(nowhere).isEqualTo(new Refusal.UnknownDecision(new UUID(7, 7)));
    }

    @Test
    void theFirstReasonAgainstAVoteIsTheOneGiven() {
        // Given
        Story story = regularProject();
        story.when(BOB, story.passing("plan.roadmap"));
        story.ready(PLAN).when(ALICE, go(PLAN));
        Decision decision = story.openDecision(PLAN);
        // When
        story.when(ALICE, Commands.evidence("plan.baseline", EvidenceOutcome.PASS, START.minusSeconds(1)));
        // Then
        assertThat(story.refused(ALICE, approve(decision))).isInstanceOf(Refusal.AlreadyVoted.class);
        // When
        story.when(CAROL, object(decision));
        // Then
        assertThat(story.refused(ALICE, approve(decision))).isInstanceOf(Refusal.DecisionClosed.class);
        assertThat(story.refused(CI, approve(decision))).isInstanceOf(Refusal.PeopleOnly.class);
        // When
        story.when(CAROL, kill(PLAN));
        // Then
        assertThat(story.refused(CI, approve(decision))).isInstanceOf(Refusal.ProjectClosed.class);
    }

    @Test
    void theLastApprovalCountsOnlyWhileTheEarlierGatesStand() {
        // Given
        Story story = regularProject().passed(PLAN).ready(DATA);
        story.when(ALICE, go(DATA));
        Decision decision = story.openDecision(DATA);
        story.later(Duration.ofHours(1)).when(CI, story.failing("plan.baseline"));
        // When
        story.attempt(BOB, approve(decision));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.SUSPENDED);
        assertThat(story.stateOf(DATA).stands()).isFalse();
        assertThat(story.project().phase()).isEqualTo(DATA);
    }
}
