package dev.tollgate.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether every event has its place, up to the last that has one. That those are right in themselves, and in their projects' order, was seen
 * before.
 */
final class Completeness {

    private Completeness() {}

    static Optional<LogVerification.Broken> check(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        SELECT e.project_id, e.seq
                          FROM event e
                         WHERE (e.epoch, e.xid, e.project_id, e.seq) < (
                                   SELECT l.epoch, l.xid, l.project_id, l.seq
                                     FROM sealed s
                                     JOIN event l ON l.project_id = s.project_id AND l.seq = s.seq
                                    ORDER BY s.position DESC
                                    LIMIT 1)
                           AND NOT EXISTS (SELECT 1 FROM sealed s WHERE s.project_id = e.project_id AND s.seq = e.seq)
                         ORDER BY e.epoch, e.xid, e.project_id, e.seq
                         LIMIT 1""");
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new LogVerification.Broken(
                            Optional.empty(),
                            Optional.of(row.getObject(1, UUID.class)),
                            Optional.of(row.getLong(2)),
                            "was committed before events that are sealed, and passed over"))
                    : Optional.empty();
        }
    }
}
