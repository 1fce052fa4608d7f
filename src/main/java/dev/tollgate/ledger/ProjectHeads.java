package dev.tollgate.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where each project's log ends, as its row says. */
final class ProjectHeads {

    record Head(UUID project, String key, long seq, byte[] hash) {}

    private ProjectHeads() {}

    /**
     * Locks the projects before the transaction writes anything, see {@link WriteLocks}, and then their rows, in the order of their ids.
     */
    static Map<String, Head> lock(Connection connection, Collection<String> keys) throws SQLException {
        WriteLocks.takeProjects(connection, keys);
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT id, key, head_seq, head_hash
                  FROM project
                 WHERE key = ANY (?)
                 ORDER BY id
                   FOR NO KEY UPDATE""")) {
            select.setArray(1, connection.createArrayOf("text", keys.toArray()));
            Map<String, Head> heads = new LinkedHashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Head head = head(rows);
                    heads.put(head.key(), head);
                }
            }
            return heads;
        }
    }

    static Optional<Head> find(Connection connection, String key) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id, key, head_seq, head_hash FROM project WHERE key = ?")) {
            select.setString(1, key);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(head(row)) : Optional.empty();
            }
        }
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(row.getObject(1, UUID.class), row.getString(2), row.getLong(3), row.getBytes(4));
    }
}
