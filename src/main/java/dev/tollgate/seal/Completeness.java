package dev.tollgate.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** Whether everything has its place: each project's events in their order, and none passed over. The database looks, and names the first. */
final class Completeness {

    private Completeness() {}

    static Optional<LogVerification.Broken> check(Connection connection) throws SQLException {
        Optional<LogVerification.Broken> order =
                first(connection, "does not come right behind the event before it", """
                SELECT position, project_id, seq
                  FROM (SELECT position, project_id, seq,
                               lag(position, 1, 0::bigint) OVER project AS position_before,
                               lag(seq, 1, 0::bigint) OVER project AS seq_before
                          FROM sealed
                        WINDOW project AS (PARTITION BY project_id ORDER BY seq)) s
                 WHERE position_before > position OR seq_before <> seq - 1
                 ORDER BY position
                 LIMIT 1""");
        return order.isPresent()
                ? order
                : first(connection, "was committed before events that are sealed, and passed over", """
                SELECT NULL::bigint, e.project_id, e.seq
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
    }

    private static Optional<LogVerification.Broken> first(Connection connection, String reason, String sql)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            return row.next()
                    ? Optional.of(new LogVerification.Broken(
                            Optional.ofNullable(row.getObject(1, Long.class)),
                            Optional.of(row.getObject(2, UUID.class)),
                            Optional.of(row.getLong(3)),
                            reason))
                    : Optional.empty();
        }
    }
}
