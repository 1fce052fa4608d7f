package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceStatus;
import dev.tollgate.lifecycle.ItemState;
import java.time.Instant;
import java.util.UUID;

/** What the poster of evidence is told, the first time and every time the same post is repeated. */
public record Receipt(
        UUID id,
        String item,
        EvidenceOutcome outcome,
        EvidenceStatus status,
        ItemState itemState,
        long seq,
        byte[] hash,
        String payloadDigest,
        Instant observedAt,
        Instant receivedAt) {

    /** The receipt of evidence that was recorded just now. */
    static Receipt of(LogEntry entry, Event.EvidenceRecorded e) {
        return new Receipt(
                e.evidence(),
                e.item(),
                e.report().outcome(),
                e.status(),
                e.itemState(),
                entry.seq(),
                entry.hash(),
                e.payloadDigest(),
                e.report().observedAt(),
                entry.at());
    }

    /** The receipt that a step of a submission gives for its evidence. */
    public static Receipt of(Outcome.Step step) {
        return switch (step) {
            case Outcome.Step.Replayed replayed -> replayed.receipt();
            case Outcome.Step.Decided decided ->
                decided.entries().stream()
                        .filter(entry -> entry.event() instanceof Event.EvidenceRecorded)
                        .map(entry -> of(entry, (Event.EvidenceRecorded) entry.event()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("the step recorded no evidence"));
        };
    }
}
