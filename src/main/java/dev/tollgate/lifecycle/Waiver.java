package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Leave to go on although a requirement is unmet: one item, or one check of it, of one project in one iteration, until a day. ISO 9000 calls it
 * a deviation permit.
 *
 * @param check the one check that is waived; empty for the whole item
 * @param compensation what is done meanwhile instead
 * @param state as last recorded; {@link #stateAt} says how it stands at a given time
 */
public record Waiver(
        UUID id,
        String item,
        Optional<String> check,
        int iteration,
        String reason,
        String compensation,
        WaiverState state,
        Actor requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        Optional<Ruling> ruling) {

    /** Who granted, refused or withdrew it. */
    public record Ruling(Actor ruledBy, Instant ruledAt, String comment) {}

    /** It ends with its day, and with its iteration: a loop asks for everything anew. */
    public WaiverState stateAt(Instant now, int currentIteration) {
        boolean over = !now.isBefore(expiresAt) || iteration != currentIteration;
        return state.isOpen() && over ? WaiverState.EXPIRED : state;
    }

    boolean covers(String itemId, Optional<String> checkName) {
        return item.equals(itemId) && check.equals(checkName);
    }

    Waiver ruled(WaiverState next, Ruling by) {
        return new Waiver(
                id,
                item,
                check,
                iteration,
                reason,
                compensation,
                next,
                requestedBy,
                requestedAt,
                expiresAt,
                Optional.of(by));
    }

    Waiver expired() {
        return new Waiver(
                id,
                item,
                check,
                iteration,
                reason,
                compensation,
                WaiverState.EXPIRED,
                requestedBy,
                requestedAt,
                expiresAt,
                ruling);
    }
}
