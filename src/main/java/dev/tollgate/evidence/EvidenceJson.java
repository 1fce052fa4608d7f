package dev.tollgate.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.lifecycle.Actor;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceStatus;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of evidence as shown.
 *
 * @param data as posted; left out of lists
 */
record EvidenceJson(
        UUID id,
        String item,
        EvidenceOutcome outcome,
        EvidenceStatus status,
        @Nullable String summary,
        String source,
        @Nullable String run,
        @Nullable String url,
        @Nullable SubjectJson subject,
        @Nullable Map<String, Double> metrics,
        @Nullable JsonNode data,
        Instant observedAt,
        Instant receivedAt,
        PostedBy postedBy,
        String payloadDigest,
        long seq,
        @Nullable Invalidation invalidation) {

    record PostedBy(String id, Caller.Kind kind) {}

    record Invalidation(String reason, String by, Instant at) {}

    static EvidenceJson of(EvidenceEntity e) {
        return of(e, null);
    }

    static EvidenceJson of(EvidenceEntity e, @Nullable JsonNode data) {
        Actor poster = Actor.parse(e.postedBy);
        return new EvidenceJson(
                e.id,
                e.item,
                e.outcome,
                e.status,
                e.summary,
                e.source,
                e.run,
                e.url,
                e.subjectName == null ? null : new SubjectJson(e.subjectName, e.subjectVersion, e.subjectDigest),
                e.metrics.isEmpty() ? null : new TreeMap<>(e.metrics),
                data,
                e.observedAt,
                e.receivedAt,
                new PostedBy(poster.id(), poster.kind()),
                e.payloadDigest,
                e.seq,
                invalidation(e));
    }

    private static @Nullable Invalidation invalidation(EvidenceEntity e) {
        return e.invalidatedBy == null || e.invalidatedAt == null || e.invalidatedFor == null
                ? null
                : new Invalidation(
                        e.invalidatedFor, Actor.parse(e.invalidatedBy).id(), e.invalidatedAt);
    }
}
