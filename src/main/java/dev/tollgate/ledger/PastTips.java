package dev.tollgate.ledger;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * Projects as they were. What the log had made of a project by one event never changes, so it is kept by that event's hash: whoever looks at
 * one moment from several sides (project, items, gates) has it folded once.
 */
@ApplicationScoped
class PastTips {

    private static final int CACHED = 200;

    private record Key(UUID project, long seq, ByteBuffer hash) {}

    private record Place(long seq, byte[] hash) {}

    private final Cache<Key, Tip> cache =
            Caffeine.newBuilder().maximumSize(CACHED).build();

    /** The project by its last event with {@code at <= moment}; empty where that is before its first. */
    Optional<Tip> at(Connection connection, Tip now, Instant moment) throws SQLException {
        UUID project = now.project().id();
        Optional<Place> last = last(connection, now, moment);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        var key = new Key(project, last.get().seq(), ByteBuffer.wrap(last.get().hash()));
        Tip kept = cache.getIfPresent(key);
        if (kept == null) {
            kept = Tips.fold(connection, project, Optional.empty(), last.get().seq());
            cache.put(key, kept);
        }
        return Optional.of(kept);
    }

    /**
     * A project's {@code at} never runs backwards ({@link Judge}), so the last event of a moment is found by halving: some twenty looks at
     * the primary key in one statement, however long the log is, and no index on time that every write would pay for.
     */
    private static Optional<Place> last(Connection connection, Tip now, Instant moment) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                WITH RECURSIVE search (low, high) AS (
                    SELECT 0::bigint, ?::bigint
                    UNION ALL
                    SELECT CASE WHEN e.at <= ? THEN e.seq ELSE low END, CASE WHEN e.at <= ? THEN high ELSE e.seq - 1 END
                      FROM search
                      JOIN event e ON e.project_id = ? AND e.seq = (low + high + 1) / 2
                     WHERE low < high
                )
                SELECT e.seq, e.hash
                  FROM search
                  JOIN event e ON e.project_id = ? AND e.seq = low
                 WHERE low = high""")) {
            select.setLong(1, now.seq());
            select.setObject(2, moment.atOffset(ZoneOffset.UTC));
            select.setObject(3, moment.atOffset(ZoneOffset.UTC));
            select.setObject(4, now.project().id());
            select.setObject(5, now.project().id());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Place(row.getLong(1), row.getBytes(2))) : Optional.empty();
            }
        }
    }
}
