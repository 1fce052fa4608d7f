package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EvidenceStatus;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What log entries make of the evidence of one project. Over a whole log it gives every row; over the new entries of one transaction it gives
 * the new rows, and what changes on rows that are there already.
 */
final class EvidenceFold {

    private final Map<UUID, EvidenceRow> rows = new LinkedHashMap<>();
    private final Map<UUID, EvidenceStatus> moved = new LinkedHashMap<>();
    private final Map<UUID, EvidenceRow.Invalidation> invalidated = new LinkedHashMap<>();

    void apply(LogEntry entry) {
        switch (entry.event()) {
            case Event.EvidenceRecorded e -> {
                e.supersedes().ifPresent(old -> move(old, EvidenceStatus.SUPERSEDED));
                rows.put(e.evidence(), EvidenceRow.of(entry, e));
            }
            case Event.EvidenceInvalidated e -> {
                var by = new EvidenceRow.Invalidation(entry.actor(), entry.at(), e.reason());
                if (!change(e.evidence(), row -> row.invalidated(by))) {
                    invalidated.put(e.evidence(), by);
                }
                e.reinstated().ifPresent(head -> move(head.id(), EvidenceStatus.IN_FORCE));
            }
            default -> {}
        }
    }

    private void move(UUID id, EvidenceStatus status) {
        if (!change(id, row -> row.in(status))) {
            moved.put(id, status);
        }
    }

    private boolean change(UUID id, UnaryOperator<EvidenceRow> change) {
        return rows.computeIfPresent(id, (key, row) -> change.apply(row)) != null;
    }

    Collection<EvidenceRow> rows() {
        return rows.values();
    }

    /** New statuses of rows that were there before. */
    Map<UUID, EvidenceStatus> moved() {
        return moved;
    }

    Map<UUID, EvidenceRow.Invalidation> invalidated() {
        return invalidated;
    }
}
