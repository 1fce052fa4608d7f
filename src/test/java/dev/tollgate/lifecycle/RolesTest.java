package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.approve;
import static dev.tollgate.lifecycle.Commands.ballot;
import static dev.tollgate.lifecycle.Commands.go;
import static dev.tollgate.lifecycle.Commands.hold;
import static dev.tollgate.lifecycle.Commands.kill;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CAROL;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Governed.RITA;
import static dev.tollgate.lifecycle.Governed.SAM;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Roles without which a GO does not take effect, and those that may end a project. */
class RolesTest {

    @Test
    void enoughVotesWithoutTheRoleAreNotEnough() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        // When
        story.when(BOB, go(PLAN));
        story.when(CAROL, approve(story.openDecision(PLAN)));
        // Then
        Decision open = story.openDecision(PLAN);
        assertThat(open.approvals()).isEqualTo(open.quorum());
        assertThat(open.rolesMissing(Set.of("sponsor", "risk"))).containsExactly("risk", "sponsor");
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.IN_REVIEW);
        // When
        story.when(SAM, approve(open));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
    }

    @Test
    void everyRoleThatTheTierNamesIsNeeded() {
        // Given
        Story story = governedProject(RiskTier.HIGH).ready(PLAN);
        story.when(SAM, go(PLAN));
        story.when(BOB, approve(story.openDecision(PLAN)));
        // When
        story.when(CAROL, approve(story.openDecision(PLAN)));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.IN_REVIEW);
        // When
        story.when(RITA, approve(story.openDecision(PLAN)));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
    }

    @Test
    void theRoleAloneIsNotEnoughEither() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        // When
        story.when(SAM, go(PLAN));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.IN_REVIEW);
    }

    @Test
    void whoAbstainsOrRecusesGivesNeitherVoteNorRole() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        story.when(BOB, go(PLAN));
        // When
        story.when(SAM, ballot(story.openDecision(PLAN), Ballot.ABSTAIN));
        story.when(RITA, ballot(story.openDecision(PLAN), Ballot.RECUSE));
        // Then
        Decision open = story.openDecision(PLAN);
        assertThat(open.approvals()).isEqualTo(1);
        assertThat(open.rolesMissing(Set.of("sponsor"))).containsExactly("sponsor");
        // And they have spoken
        assertThat(story.refused(SAM, approve(open))).isEqualTo(new Refusal.AlreadyVoted(open.id(), "sam"));
    }

    @Test
    void rolesAreKeptAsTheyWereWhenTheVoteWasCast() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        story.when(SAM, go(PLAN));
        // When
        story.when(BOB, approve(story.openDecision(PLAN)));
        // Then
        assertThat(story.lastDecision().votes())
                .extracting(Decision.Vote::voter, Decision.Vote::roles)
                .containsExactly(tuple("sam", SAM.roles()), tuple("bob", BOB.roles()));
    }

    @Test
    void onlyAGoNeedsRoles() {
        // Given
        Story story = governedProject(RiskTier.HIGH);
        // When
        story.when(BOB, hold(PLAN, LocalDate.of(2026, 4, 1)));
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.ON_HOLD);
    }

    @Test
    void raisingTheTierAsksForItsRoles() {
        // Given a decision that is one vote short
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        story.when(SAM, go(PLAN));
        // When
        story.when(ALICE, new Command.SaveProject("churn", Fixtures.profile(RiskTier.HIGH), Governed.ID));
        // Then it is to be decided anew
        assertThat(story.gate(PLAN).openDecision()).isEmpty();
    }

    @Test
    void endingAProjectTakesARole() {
        // Given
        Story story = governedProject(RiskTier.LOW).passed(PLAN);
        // When
        Refusal refusal = story.refused(BOB, kill(DATA));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.RoleRequired("kill a project", List.of("risk", "sponsor")));
        // When
        story.when(RITA, kill(DATA));
        // Then
        assertThat(story.project().state()).isEqualTo(ProjectState.KILLED);
    }

    @Test
    void aVotesCommentIsKept() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        story.when(SAM, go(PLAN));
        // When
        story.when(RITA, ballot(story.openDecision(PLAN), Ballot.ABSTAIN));
        // Then
        assertThat(story.openDecision(PLAN).votes().getLast().comment()).isEqualTo(Optional.of("too soon"));
    }
}
