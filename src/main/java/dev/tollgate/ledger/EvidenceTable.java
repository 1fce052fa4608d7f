package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Actor;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EventType;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceStatus;
import dev.tollgate.lifecycle.Facts;
import dev.tollgate.lifecycle.Item;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Payload;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** The evidence of projects: written as the log tells, and looked up by key and by id. */
final class EvidenceTable {

    private EvidenceTable() {}

    /** What a transaction adds to the evidence of one project. */
    record Additions(UUID project, EvidenceFold fold, Map<UUID, Payload> payloads) {

        private Stream<ReadTable.Owned<EvidenceRow>> rows() {
            return fold.rows().stream().map(row -> new ReadTable.Owned<>(project, row));
        }
    }

    static void write(Connection connection, List<Additions> additions) throws SQLException {
        EvidenceRow.TABLE.write(
                connection, additions.stream().flatMap(Additions::rows).toList());
        writePayloads(connection, additions);
        writeMoves(connection, additions);
        writeInvalidations(connection, additions);
    }

    private static void writePayloads(Connection connection, List<Additions> additions) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO payload (project_id, evidence_id, bytes) VALUES (?, ?, ?)")) {
            for (Additions addition : additions) {
                for (Map.Entry<UUID, Payload> payload : addition.payloads().entrySet()) {
                    insert.setObject(1, addition.project());
                    insert.setObject(2, payload.getKey());
                    insert.setBytes(3, payload.getValue().bytes());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    private static void writeMoves(Connection connection, List<Additions> additions) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE evidence SET status = ? WHERE project_id = ? AND id = ?")) {
            for (Additions addition : additions) {
                for (Map.Entry<UUID, EvidenceStatus> move :
                        addition.fold().moved().entrySet()) {
                    update.setString(1, move.getValue().name());
                    update.setObject(2, addition.project());
                    update.setObject(3, move.getKey());
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    private static void writeInvalidations(Connection connection, List<Additions> additions) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE evidence
                   SET status = 'INVALIDATED', invalidated_by = ?, invalidated_at = ?, invalidated_for = ?
                 WHERE project_id = ? AND id = ?""")) {
            for (Additions addition : additions) {
                for (Map.Entry<UUID, EvidenceRow.Invalidation> entry :
                        addition.fold().invalidated().entrySet()) {
                    update.setString(1, entry.getValue().by().toString());
                    update.setObject(2, entry.getValue().at().atOffset(ZoneOffset.UTC));
                    update.setString(3, entry.getValue().reason());
                    update.setObject(4, addition.project());
                    update.setObject(5, entry.getKey());
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    /** A key by which a repeated post is recognised. */
    record Key(UUID project, String source, String dedupeKey) {}

    /** The receipts that were given for those of the keys that have been used. */
    static Map<Key, Receipt> findByKeys(Connection connection, Collection<Key> keys) throws SQLException {
        Map<Key, Receipt> found = new HashMap<>();
        if (keys.isEmpty()) {
            return found;
        }
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT e.id, e.item, e.outcome, e.status_at_arrival, e.item_state, e.seq, v.hash, e.payload_digest,
                       e.observed_at, e.received_at, e.project_id, e.source, e.dedupe_key
                  FROM unnest(?::uuid[], ?::text[], ?::text[]) AS k (project_id, source, dedupe_key)
                  JOIN evidence e USING (project_id, source, dedupe_key)
                  JOIN event v ON v.project_id = e.project_id AND v.seq = e.seq""")) {
            select.setArray(1, array(connection, "uuid", keys.stream().map(Key::project)));
            select.setArray(2, array(connection, "text", keys.stream().map(Key::source)));
            select.setArray(3, array(connection, "text", keys.stream().map(Key::dedupeKey)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.put(
                            new Key(row.getObject(11, UUID.class), row.getString(12), row.getString(13)), receipt(row));
                }
            }
        }
        return found;
    }

    private static Array array(Connection connection, String type, Stream<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }

    private static Receipt receipt(ResultSet row) throws SQLException {
        return new Receipt(
                row.getObject(1, UUID.class),
                row.getString(2),
                EvidenceOutcome.valueOf(row.getString(3)),
                EvidenceStatus.valueOf(row.getString(4)),
                ItemState.valueOf(row.getString(5)),
                row.getLong(6),
                row.getBytes(7),
                row.getString(8),
                instant(row, 9),
                instant(row, 10));
    }

    /** The evidence that somebody wants to invalidate, with what would take its place. */
    static Optional<Facts.Recall> recall(Connection connection, UUID project, UUID evidence) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT e.item, e.status, recorded.data, recorded.actor, recorded.at
                  FROM evidence e
                  LEFT JOIN LATERAL (
                       -- The newest observed; of two observed at the same time, the one received later.
                       SELECT o.project_id, o.seq
                         FROM evidence o
                        WHERE o.project_id = e.project_id AND o.item = e.item
                          AND o.id <> e.id AND o.status <> 'INVALIDATED'
                        ORDER BY o.observed_at DESC, o.seq DESC
                        LIMIT 1) other ON true
                  -- The whole report with its data stands in the log only.
                  LEFT JOIN event recorded ON recorded.project_id = other.project_id AND recorded.seq = other.seq
                 WHERE e.project_id = ? AND e.id = ?""")) {
            select.setObject(1, project);
            select.setObject(2, evidence);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                return Optional.of(new Facts.Recall(
                        evidence, row.getString(1), EvidenceStatus.valueOf(row.getString(2)), head(row)));
            }
        }
    }

    private static Optional<Item.EvidenceHead> head(ResultSet row) throws SQLException {
        byte[] data = row.getBytes(3);
        if (data == null) {
            return Optional.empty();
        }
        var recorded = (Event.EvidenceRecorded) EventCodec.decode(EventType.EVIDENCE_RECORDED, data);
        return Optional.of(Item.EvidenceHead.of(recorded, Actor.parse(row.getString(4)), instant(row, 5)));
    }

    private static Instant instant(ResultSet row, int index) throws SQLException {
        return row.getObject(index, OffsetDateTime.class).toInstant();
    }
}
