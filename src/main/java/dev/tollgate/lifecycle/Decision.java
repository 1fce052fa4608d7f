package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One decision at a gate, from its first vote on.
 *
 * @param attempt the gate's attempt it was made in
 * @param iteration the project's iteration it was made in
 * @param quorum approvals it needs to take effect
 * @param snapshot what the gate rested on when it was opened
 * @param closedAt when it took effect, was rejected or became void
 */
public record Decision(
        UUID id,
        Phase gate,
        Verdict verdict,
        DecisionState state,
        int attempt,
        int iteration,
        Actor openedBy,
        Instant openedAt,
        int quorum,
        List<Vote> votes,
        Snapshot snapshot,
        Optional<Instant> closedAt) {

    /** @param roles that the voter held then */
    public record Vote(String voter, Ballot ballot, Optional<String> comment, Instant votedAt, Set<String> roles) {}

    public Decision {
        votes = List.copyOf(votes);
    }

    public long approvals() {
        return votes.stream().filter(v -> v.ballot() == Ballot.APPROVE).count();
    }

    /** Those of the roles that nobody who approves holds, in the order of their names. */
    public List<String> rolesMissing(Set<String> required) {
        return required.stream()
                .filter(role -> votes.stream()
                        .noneMatch(
                                v -> v.ballot() == Ballot.APPROVE && v.roles().contains(role)))
                .sorted()
                .toList();
    }

    public boolean hasVoteOf(String person) {
        return votes.stream().anyMatch(v -> v.voter().equals(person));
    }

    Decision with(Vote vote) {
        List<Vote> all = Stream.concat(votes.stream(), Stream.of(vote)).toList();
        return new Decision(
                id, gate, verdict, state, attempt, iteration, openedBy, openedAt, quorum, all, snapshot, closedAt);
    }

    Decision closed(DecisionState as, Instant at) {
        return new Decision(
                id,
                gate,
                verdict,
                as,
                attempt,
                iteration,
                openedBy,
                openedAt,
                quorum,
                votes,
                snapshot,
                Optional.of(at));
    }
}
