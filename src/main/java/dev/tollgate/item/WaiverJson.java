package dev.tollgate.item;

import dev.tollgate.desk.Signature;
import dev.tollgate.lifecycle.Waiver;
import dev.tollgate.lifecycle.WaiverState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A waiver as it stands at the moment of the answer.
 *
 * @param id absent in a dry run
 * @param check the one check that is waived; absent where the whole item is
 * @param ruledBy who granted, refused or withdrew it
 */
record WaiverJson(
        @Nullable UUID id,
        String item,
        @Nullable String check,
        int iteration,
        WaiverState state,
        String reason,
        String compensation,
        String requestedBy,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable String ruledBy,
        @Nullable Instant ruledAt,
        @Nullable String comment,
        @Nullable Long seq,
        @Nullable String hash) {

    static WaiverJson of(Waiver w, Instant now, int iteration) {
        return of(w, now, iteration, new Signature(null, null), false);
    }

    static WaiverJson of(Waiver w, Instant now, int iteration, Signature signature, boolean dryRun) {
        return new WaiverJson(
                dryRun ? null : w.id(),
                w.item(),
                w.check().orElse(null),
                w.iteration(),
                w.stateAt(now, iteration),
                w.reason(),
                w.compensation(),
                w.requestedBy().id(),
                w.requestedAt(),
                w.expiresAt(),
                w.ruling().map(ruling -> ruling.ruledBy().id()).orElse(null),
                w.ruling().map(Waiver.Ruling::ruledAt).orElse(null),
                w.ruling().map(Waiver.Ruling::comment).orElse(null),
                signature.seq(),
                signature.hash());
    }
}
