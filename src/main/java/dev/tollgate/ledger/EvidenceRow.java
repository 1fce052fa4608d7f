package dev.tollgate.ledger;

import static dev.tollgate.ledger.Column.instant;
import static dev.tollgate.ledger.Column.json;
import static dev.tollgate.ledger.Column.number;
import static dev.tollgate.ledger.Column.text;
import static dev.tollgate.ledger.Column.uuid;

import dev.tollgate.lifecycle.Actor;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EvidenceStatus;
import dev.tollgate.lifecycle.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One piece of evidence as the log tells of it: how it was recorded, and how it stands. */
record EvidenceRow(
        Event.EvidenceRecorded recorded,
        long seq,
        Actor postedBy,
        Instant receivedAt,
        EvidenceStatus status,
        Optional<Invalidation> invalidation) {

    record Invalidation(Actor by, Instant at, String reason) {}

    static final ReadTable<EvidenceRow> TABLE = new ReadTable<>(
            "evidence",
            "project_id",
            1,
            List.of(
                    uuid("id", e -> e.recorded.evidence()),
                    text("item", e -> e.recorded.item()),
                    text("outcome", e -> e.recorded.report().outcome()),
                    text("status", EvidenceRow::status),
                    text("status_at_arrival", e -> e.recorded.status()),
                    text("item_state", e -> e.recorded.itemState()),
                    text("summary", e -> e.recorded.report().summary()),
                    text("source", e -> e.recorded.report().source()),
                    text("run", e -> e.recorded.report().run()),
                    text("url", e -> e.recorded.report().url()),
                    text("subject_name", e -> e.recorded.report().subject().map(Subject::name)),
                    text("subject_version", e -> e.recorded.report().subject().flatMap(Subject::version)),
                    text("subject_digest", e -> e.recorded.report().subject().flatMap(Subject::digest)),
                    json("metrics", e -> e.recorded.report().metrics()),
                    text("dedupe_key", e -> e.recorded.dedupeKey()),
                    text("payload_digest", e -> e.recorded.payloadDigest()),
                    text("posted_by", EvidenceRow::postedBy),
                    text("author", e -> e.recorded.report().author()),
                    instant("observed_at", e -> e.recorded.report().observedAt()),
                    instant("received_at", EvidenceRow::receivedAt),
                    number("seq", EvidenceRow::seq),
                    text("invalidated_by", e -> e.invalidation.map(Invalidation::by)),
                    instant("invalidated_at", e -> e.invalidation.map(Invalidation::at)),
                    text("invalidated_for", e -> e.invalidation.map(Invalidation::reason))));

    static EvidenceRow of(LogEntry entry, Event.EvidenceRecorded recorded) {
        return new EvidenceRow(recorded, entry.seq(), entry.actor(), entry.at(), recorded.status(), Optional.empty());
    }

    EvidenceRow in(EvidenceStatus next) {
        return new EvidenceRow(recorded, seq, postedBy, receivedAt, next, invalidation);
    }

    EvidenceRow invalidated(Invalidation by) {
        return new EvidenceRow(recorded, seq, postedBy, receivedAt, EvidenceStatus.INVALIDATED, Optional.of(by));
    }
}
