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
 * @param words what people have said of it beside decisions
 */
public record Gate(
        Phase phase,
        GateState state,
        Instant since,
        int attempt,
        Basis basis,
        Optional<UUID> decision,
        Optional<UUID> openDecision,
        Optional<Instant> readySince,
        Words words) {

    /** What people have said of the gate, whatever has happened to its items since. */
    public enum Basis {
        UNDECIDED,
        GO,
        CONDITIONAL_GO,
        HELD,
        REOPENED,
        /** Let through although it was not ready, by an executive, for a time. */
        OVERRIDDEN;

        boolean isGo() {
            return this == GO || this == CONDITIONAL_GO;
        }

        boolean isPass() {
            return isGo() || this == OVERRIDDEN;
        }
    }

    /**
     * @param validation the last opinion of an independent validator
     * @param veto the last veto; both count only while the gate rests on what they saw
     * @param override the last override
     */
    public record Words(Optional<Validation> validation, Optional<Veto> veto, Optional<GateOverride> override) {

        static final Words NONE = new Words(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** @param snapshotDigest of what the gate rested on */
    public record Veto(String person, Instant at, Optional<String> comment, String snapshotDigest) {}

    static Gate unopened(Phase phase, Instant since) {
        return new Gate(
                phase,
                GateState.NOT_READY,
                since,
                1,
                Basis.UNDECIDED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Words.NONE);
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
        return new Gate(phase, next, at, attempt, basis, decision, openDecision, ready, words);
    }

    Gate voting(UUID open) {
        return new Gate(phase, state, since, attempt, basis, decision, Optional.of(open), readySince, words);
    }

    Gate notVoting() {
        return new Gate(phase, state, since, attempt, basis, decision, Optional.empty(), readySince, words);
    }

    Gate decided(UUID by, Basis next, int nextAttempt) {
        return new Gate(phase, state, since, nextAttempt, next, Optional.of(by), Optional.empty(), readySince, words);
    }

    /** As a loop leaves it: in a new iteration, to be decided anew. */
    Gate restarted() {
        return new Gate(phase, state, since, 1, undone(), decision, Optional.empty(), readySince, Words.NONE);
    }

    /** As a change of what it had approved leaves it: to be decided anew, in the same iteration. */
    Gate reopened() {
        return new Gate(phase, state, since, attempt, undone(), decision, Optional.empty(), readySince, words);
    }

    private Basis undone() {
        return basis.isPass() || basis == Basis.REOPENED ? Basis.REOPENED : Basis.UNDECIDED;
    }

    Gate validated(Validation by) {
        return saying(new Words(Optional.of(by), words.veto(), words.override()));
    }

    Gate vetoed(Veto by) {
        return saying(new Words(words.validation(), Optional.of(by), words.override()));
    }

    Gate overridden(GateOverride by) {
        return new Gate(
                phase,
                state,
                since,
                attempt,
                Basis.OVERRIDDEN,
                decision,
                Optional.empty(),
                readySince,
                new Words(words.validation(), words.veto(), Optional.of(by)));
    }

    private Gate saying(Words next) {
        return new Gate(phase, state, since, attempt, basis, decision, openDecision, readySince, next);
    }
}
