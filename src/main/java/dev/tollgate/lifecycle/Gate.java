package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One exit gate of one project.
 *
 * @param state as last recorded; {@link GateRules#stateAt} says how it stands at a given time
 * @param attempt starts at 1 in each iteration; a RECYCLE raises it
 * @param basis what the last effective decision, or a loop, made of the gate
 * @param decision the last effective decision
 * @param openDecision the decision whose votes are being collected
 * @param readySince since when nothing has been missing, while it waits for a decision
 */
public record Gate(
        Phase phase,
        GateState state,
        Instant since,
        int attempt,
        Basis basis,
        Optional<UUID> decision,
        Optional<UUID> openDecision,
        Optional<Instant> readySince) {

    /** What people have said of the gate, whatever has happened to its items since. */
    public enum Basis {
        UNDECIDED,
        GO,
        CONDITIONAL_GO,
        HELD,
        REOPENED;

        boolean isPass() {
            return this == GO || this == CONDITIONAL_GO;
        }
    }

    static Gate unopened(Phase phase, Instant since) {
        return new Gate(
                phase,
                GateState.NOT_READY,
                since,
                1,
                Basis.UNDECIDED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    Gate movedTo(GateState next, Instant at) {
        if (!state.canMoveTo(next)) {
            throw new IllegalStateException("gate %s cannot move from %s to %s".formatted(phase.gate(), state, next));
        }
        Optional<Instant> ready = switch (next) {
            case READY -> readySince.or(() -> Optional.of(at));
            case IN_REVIEW -> readySince;
            default -> Optional.empty();
        };
        return new Gate(phase, next, at, attempt, basis, decision, openDecision, ready);
    }

    Gate voting(UUID open) {
        return new Gate(phase, state, since, attempt, basis, decision, Optional.of(open), readySince);
    }

    Gate notVoting() {
        return new Gate(phase, state, since, attempt, basis, decision, Optional.empty(), readySince);
    }

    Gate decided(UUID by, Basis next, int nextAttempt) {
        return new Gate(phase, state, since, nextAttempt, next, Optional.of(by), Optional.empty(), readySince);
    }

    /** As a loop leaves it: in a new iteration, to be decided anew. */
    Gate restarted() {
        Basis next = basis.isPass() || basis == Basis.REOPENED ? Basis.REOPENED : Basis.UNDECIDED;
        return new Gate(phase, state, since, 1, next, decision, Optional.empty(), readySince);
    }
}
