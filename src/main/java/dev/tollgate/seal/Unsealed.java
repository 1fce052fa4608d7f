package dev.tollgate.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Finds the events that are next to be sealed. */
final class Unsealed {

    /** An event that has no position yet; {@code hash} is its own. */
    record Candidate(UUID project, long seq, byte[] hash) {}

    private Unsealed() {}

    /**
     * The events behind a place, in the order of commits, up to the horizon: the oldest transaction that is still open. A transaction gets
     * its number before it commits, so one below the horizon may still be about to commit rows that come earlier in this order than others
     * that can be seen already; below it everything has been decided. Bound and rows are of one statement, so of one snapshot. What is
     * left of earlier epochs has no horizon: its server is gone, with all transactions that were open on it.
     *
     * <p>Two branches, and not one condition with OR: so each is one walk along the index that begins behind the last sealed event and
     * ends at the horizon, however much waits beyond it.
     */
    static List<Candidate> read(Connection connection, Standing.Place after, int epoch, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT project_id, seq, hash FROM (
                    (SELECT e.epoch, e.xid, e.project_id, e.seq, e.hash
                       FROM event e
                      WHERE (e.epoch, e.xid, e.project_id, e.seq) > (?::smallint, ?::xid8, ?::uuid, ?::bigint)
                        AND e.epoch < ?::smallint
                      ORDER BY e.epoch, e.xid, e.project_id, e.seq
                      LIMIT ?)
                    UNION ALL
                    (SELECT e.epoch, e.xid, e.project_id, e.seq, e.hash
                       FROM event e
                      WHERE (e.epoch, e.xid, e.project_id, e.seq) > (?::smallint, ?::xid8, ?::uuid, ?::bigint)
                        AND e.epoch = ?::smallint
                        AND e.xid < pg_snapshot_xmin(pg_current_snapshot())
                      ORDER BY e.epoch, e.xid, e.project_id, e.seq
                      LIMIT ?)) next
                 ORDER BY epoch, xid, project_id, seq
                 LIMIT ?""")) {
            int parameter = 1;
            for (int branch = 0; branch < 2; branch++) {
                select.setInt(parameter++, after.epoch());
                select.setString(parameter++, after.xid());
                select.setObject(parameter++, after.project());
                select.setLong(parameter++, after.seq());
                select.setInt(parameter++, epoch);
                select.setInt(parameter++, limit);
            }
            select.setInt(parameter, limit);
            List<Candidate> candidates = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    candidates.add(new Candidate(rows.getObject(1, UUID.class), rows.getLong(2), rows.getBytes(3)));
                }
            }
            return candidates;
        }
    }

    /**
     * The last net: whatever is wrong with a database or with the reasoning above, no project's events get positions out of their order.
     *
     * @throws SealingRefusedException where an event does not follow the one of its project that was sealed last
     */
    static void mustFollowWhatIsSealed(Connection connection, List<Candidate> candidates) throws SQLException {
        Map<UUID, Long> last = lastSealed(connection, candidates);
        for (Candidate candidate : candidates) {
            long expected = last.getOrDefault(candidate.project(), 0L) + 1;
            if (candidate.seq() != expected) {
                throw new SealingRefusedException("event %d of project %s cannot be sealed before event %d"
                        .formatted(candidate.seq(), candidate.project(), expected));
            }
            last.put(candidate.project(), candidate.seq());
        }
    }

    private static Map<UUID, Long> lastSealed(Connection connection, List<Candidate> candidates) throws SQLException {
        Map<UUID, Long> last = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT p.id, coalesce((SELECT max(s.seq) FROM sealed s WHERE s.project_id = p.id), 0)
                  FROM unnest(?::uuid[]) AS p (id)""")) {
            Object[] projects =
                    candidates.stream().map(Candidate::project).distinct().toArray();
            select.setArray(1, connection.createArrayOf("uuid", projects));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    last.put(rows.getObject(1, UUID.class), rows.getLong(2));
                }
            }
        }
        return last;
    }
}
