package dev.tollgate.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The log itself: rows are added and read, never changed. */
final class EventTable {

    private EventTable() {}

    static void append(Connection connection, List<RawEntry> entries) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO event (project_id, seq, type, subject, actor, at, data, prev_hash, hash)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (RawEntry entry : entries) {
                insert.setObject(1, entry.project());
                insert.setLong(2, entry.seq());
                insert.setString(3, entry.type());
                insert.setString(4, entry.subject().orElse(null));
                insert.setString(5, entry.actor());
                insert.setObject(6, entry.at().atOffset(ZoneOffset.UTC));
                insert.setBytes(7, entry.data());
                insert.setBytes(8, entry.prevHash());
                insert.setBytes(9, entry.hash());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static List<RawEntry> read(Connection connection, UUID project, long after, int limit) throws SQLException {
        return read(connection, project, after, List.of(), limit);
    }

    /** Entries with {@code after < seq} of these types, or of any where none is named; oldest first, at most {@code limit}. */
    static List<RawEntry> read(Connection connection, UUID project, long after, List<String> types, int limit)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT seq, type, subject, actor, at, data, prev_hash, hash
                  FROM event
                 WHERE project_id = ? AND seq > ? AND (cardinality(?::text[]) = 0 OR type = ANY (?))
                 ORDER BY seq
                 LIMIT ?""")) {
            select.setObject(1, project);
            select.setLong(2, after);
            Array wanted = connection.createArrayOf("text", types.toArray());
            select.setArray(3, wanted);
            select.setArray(4, wanted);
            select.setInt(5, limit);
            List<RawEntry> entries = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(new RawEntry(
                            project,
                            rows.getLong(1),
                            rows.getString(2),
                            Optional.ofNullable(rows.getString(3)),
                            rows.getString(4),
                            rows.getObject(5, OffsetDateTime.class).toInstant(),
                            rows.getBytes(6),
                            rows.getBytes(7),
                            rows.getBytes(8)));
                }
            }
            return entries;
        }
    }
}
