package dev.tollgate.evidence;

import dev.tollgate.ledger.Receipt;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceStatus;
import dev.tollgate.lifecycle.ItemState;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the poster keeps. {@code id}, {@code seq} and {@code hash} are absent in a dry run. */
record ReceiptJson(
        @Nullable UUID id,
        String project,
        String item,
        EvidenceOutcome outcome,
        EvidenceStatus status,
        ItemState itemState,
        @Nullable Long seq,
        @Nullable String hash,
        String payloadDigest,
        Instant observedAt,
        Instant receivedAt) {

    static ReceiptJson of(Receipt r, String project, boolean dryRun) {
        return new ReceiptJson(
                dryRun ? null : r.id(),
                project,
                r.item(),
                r.outcome(),
                r.status(),
                r.itemState(),
                dryRun ? null : r.seq(),
                dryRun ? null : HexFormat.of().formatHex(r.hash()),
                r.payloadDigest(),
                r.observedAt(),
                r.receivedAt());
    }
}
