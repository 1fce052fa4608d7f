package dev.tollgate.evidence;

import dev.tollgate.desk.FindingJson;
import dev.tollgate.ledger.Receipt;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceStatus;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Standing;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the poster keeps. {@code id}, {@code seq} and {@code hash} are absent in a dry run.
 *
 * @param reason why the item stands as {@code itemState} says; absent, as {@code checks}, where the item has no checks, or the post was repeated or
 *     is superseded
 * @param checks what each check of the item says of it
 */
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
        Instant receivedAt,
        @Nullable String reason,
        @Nullable List<FindingJson> checks) {

    /** @param standing how the item stands because of it; empty where nothing was checked */
    static ReceiptJson of(Receipt r, String project, boolean dryRun, Optional<Standing> standing) {
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
                r.receivedAt(),
                standing.map(Standing::reason).orElse(null),
                standing.map(s -> s.findings().stream().map(FindingJson::of).toList())
                        .orElse(null));
    }
}
