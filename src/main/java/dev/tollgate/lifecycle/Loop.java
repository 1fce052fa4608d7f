package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A way back from a later phase to an earlier one.
 *
 * @param signal what was measured, as the proposer sent it; empty where nothing was
 * @param firstBreachAt since when the signal has been over its threshold; empty where no signal proposed the loop
 * @param settlement who confirmed or dismissed it, and why
 * @param effect what confirming it did
 */
public record Loop(
        UUID id,
        Phase from,
        Phase to,
        LoopTrigger trigger,
        String reason,
        Map<String, Object> signal,
        Optional<Instant> firstBreachAt,
        LoopState state,
        Actor proposedBy,
        Instant proposedAt,
        Optional<Settlement> settlement,
        Optional<Effect> effect,
        Optional<Instant> closedAt) {

    public record Settlement(Actor settledBy, Instant settledAt, String rationale) {}

    /**
     * @param iteration the iteration that the loop began
     * @param reaffirm the items that a person confirms or posts new evidence for
     * @param gates the gates that need a new decision
     * @param returnsAt the gate whose GO closes the loop: the one the project stood at, or had passed, when it was taken back
     * @param escapedDecision the decision that let the fault through which the loop mends; empty where none did
     */
    public record Effect(
            int iteration,
            List<String> reopened,
            List<String> invalidated,
            List<String> reaffirm,
            List<Phase> gates,
            Phase returnsAt,
            Optional<UUID> escapedDecision) {

        /** Logs of before items were reaffirmed name none. */
        public Effect {
            reaffirm = List.copyOf(Objects.requireNonNullElse(reaffirm, List.of()));
        }

        List<String> touched() {
            return Stream.concat(reopened.stream(), invalidated.stream()).toList();
        }
    }

    Loop confirmed(Settlement by, Effect with) {
        return new Loop(
                id,
                from,
                to,
                trigger,
                reason,
                signal,
                firstBreachAt,
                LoopState.CONFIRMED,
                proposedBy,
                proposedAt,
                Optional.of(by),
                Optional.of(with),
                Optional.empty());
    }

    Loop dismissed(Settlement by) {
        return new Loop(
                id,
                from,
                to,
                trigger,
                reason,
                signal,
                firstBreachAt,
                LoopState.DISMISSED,
                proposedBy,
                proposedAt,
                Optional.of(by),
                Optional.empty(),
                Optional.of(by.settledAt()));
    }

    Loop closed(Instant at) {
        return new Loop(
                id,
                from,
                to,
                trigger,
                reason,
                signal,
                firstBreachAt,
                LoopState.CLOSED,
                proposedBy,
                proposedAt,
                settlement,
                effect,
                Optional.of(at));
    }
}
