package dev.tollgate.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where sealing stands. Read behind the lock, so nobody moves it meanwhile.
 *
 * @param leaseLeft for how many more seconds the lease is the holder's; not above 0 where it is free
 * @param position the last that was given; 0 where none was
 * @param last the event that has it; empty where there is none, and where it is gone from the log
 * @param epoch the newest
 * @param sameServer whether that epoch is this server's
 * @param checkpoint how many leaves the newest checkpoint covers, 0 where there is none, and their root
 * @param checkpointAge how many seconds ago it was signed; very large where there is none
 */
record Standing(
        String leaseHolder,
        double leaseLeft,
        long position,
        Optional<Place> last,
        int epoch,
        boolean sameServer,
        Signed checkpoint,
        double checkpointAge) {

    /** Where an event is in the order of commits. */
    record Place(int epoch, String xid, UUID project, long seq) {

        /** Before every event there is. */
        static final Place START = new Place(0, "0", new UUID(0, 0), 0);
    }

    record Signed(long size, byte[] root) {}

    boolean isHeldByOtherThan(String holder) {
        return leaseLeft > 0 && !leaseHolder.equals(holder);
    }

    static Standing read(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        SELECT l.holder, extract(epoch FROM l.until - clock_timestamp())::float8,
                               coalesce(s.position, 0), e.epoch, e.xid::text, e.project_id, e.seq,
                               n.number, n.system_identifier = (SELECT system_identifier FROM pg_control_system()),
                               coalesce(c.size, 0), c.root,
                               coalesce(extract(epoch FROM clock_timestamp() - c.signed_at)::float8, 1e9)
                          FROM (SELECT * FROM epoch ORDER BY number DESC LIMIT 1) n
                          LEFT JOIN lease l ON l.name = 'sealer'
                          LEFT JOIN (SELECT * FROM sealed ORDER BY position DESC LIMIT 1) s ON true
                          LEFT JOIN event e ON e.project_id = s.project_id AND e.seq = s.seq
                          LEFT JOIN (SELECT * FROM checkpoint ORDER BY size DESC LIMIT 1) c ON true""");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("no epoch has begun: the schema was not migrated to its end");
            }
            return new Standing(
                    Optional.ofNullable(row.getString(1)).orElse(""),
                    row.getDouble(2),
                    row.getLong(3),
                    Optional.ofNullable(place(row)),
                    row.getInt(8),
                    row.getBoolean(9),
                    new Signed(
                            row.getLong(10),
                            Optional.ofNullable(row.getBytes(11)).orElseGet(Merkle::emptyRoot)),
                    row.getDouble(12));
        }
    }

    private static @Nullable Place place(ResultSet row) throws SQLException {
        UUID project = row.getObject(6, UUID.class);
        return project == null ? null : new Place(row.getInt(4), row.getString(5), project, row.getLong(7));
    }
}
