package dev.tollgate.notify;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What the books say, for people and for gauges. */
@ApplicationScoped
class DeliveryQuery {

    /** The newest first, each with its last attempt; "next" only for the event whose turn it is. */
    static final String LIST = """
            SELECT d.position, d.event_id, d.event_type, d.state, d.attempts, d.asked_at,
                   CASE WHEN c.active AND c.head = d.position AND d.state = 'PENDING' THEN c.next_at END,
                   a.attempt, a.at, a.status, a.error, a.response, a.millis
              FROM webhook_delivery d
              JOIN webhook_cursor c ON c.subscription = d.subscription
              JOIN webhook_attempt a
                ON a.subscription = d.subscription AND a.position = d.position AND a.attempt = d.attempts
             WHERE d.subscription = ? AND d.position < ? AND (cardinality(?::text[]) = 0 OR d.state = ANY (?))
             ORDER BY d.position DESC
             LIMIT ?""";

    private final DataSource database;

    DeliveryQuery(DataSource database) {
        this.database = database;
    }

    /**
     * @param lag age of the oldest sealed event that an active subscription has not come to
     * @param deadLetters of all subscriptions, as long as they are kept
     */
    record Backlog(Duration lag, long deadLetters) {

        static final Backlog NONE = new Backlog(Duration.ZERO, 0);
    }

    Backlog backlog() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT coalesce(extract(epoch FROM now() - min(e.at)), 0),
                               (SELECT count(*) FROM webhook_delivery WHERE state = 'DEAD')
                          FROM webhook_cursor c
                          JOIN sealed s ON s.position = c.position + 1
                          JOIN event e ON e.project_id = s.project_id AND e.seq = s.seq
                         WHERE c.active""");
                ResultSet row = select.executeQuery()) {
            row.next();
            return new Backlog(Duration.ofMillis(Math.max(0, (long) (row.getDouble(1) * 1_000))), row.getLong(2));
        }
    }

    /**
     * How far a subscription has come.
     *
     * @param position the last event that is done with
     * @param end the last event that is sealed
     * @param attempts how many attempts at the event whose turn it is have failed
     */
    record Progress(
            long position,
            long end,
            int attempts,
            Optional<Instant> next,
            Optional<Instant> failingSince,
            long deadLetters) {}

    Optional<Progress> progress(UUID subscription) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT c.position, (SELECT coalesce(max(position), 0) FROM sealed), c.attempts,
                               CASE WHEN c.active AND c.attempts > 0 THEN c.next_at END, c.failing_since,
                               (SELECT count(*) FROM webhook_delivery d
                                 WHERE d.subscription = c.subscription AND d.state = 'DEAD')
                          FROM webhook_cursor c WHERE c.subscription = ?""")) {
            select.setObject(1, subscription);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Progress(
                                row.getLong(1),
                                row.getLong(2),
                                row.getInt(3),
                                instant(row, 4),
                                instant(row, 5),
                                row.getLong(6)))
                        : Optional.empty();
            }
        }
    }

    /** Deliveries with {@code position < before}, the newest first. */
    List<Delivery> list(UUID subscription, long before, Collection<DeliveryState> states, int most)
            throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(LIST)) {
            var names = connection.createArrayOf(
                    "text", states.stream().map(Enum::name).toArray());
            select.setObject(1, subscription);
            select.setLong(2, before);
            select.setArray(3, names);
            select.setArray(4, names);
            select.setInt(5, most);
            List<Delivery> deliveries = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    deliveries.add(delivery(rows, List.of(attempt(rows, 8))));
                }
            }
            return deliveries;
        }
    }

    /** One delivery with all its attempts. */
    Optional<Delivery> find(UUID subscription, long position) throws SQLException {
        List<Delivery> found = list(subscription, position + 1, List.of(), 1).stream()
                .filter(delivery -> delivery.position() == position)
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Delivery last = found.getFirst();
        return Optional.of(new Delivery(
                position,
                last.eventId(),
                last.eventType(),
                last.state(),
                last.attempts(),
                attempts(subscription, position),
                last.next(),
                last.asked()));
    }

    private List<Delivery.Attempt> attempts(UUID subscription, long position) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT attempt, at, status, error, response, millis FROM webhook_attempt
                         WHERE subscription = ? AND position = ? ORDER BY attempt""")) {
            select.setObject(1, subscription);
            select.setLong(2, position);
            List<Delivery.Attempt> attempts = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    attempts.add(attempt(rows, 1));
                }
            }
            return attempts;
        }
    }

    /** Asks to have it sent again; an event whose turn it is anyway is tried at once. */
    void ask(UUID subscription, long position) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("""
                        WITH asked AS (
                            UPDATE webhook_delivery SET asked_at = now()
                             WHERE subscription = ? AND position = ? AND state <> 'PENDING')
                        UPDATE webhook_cursor SET next_at = now() WHERE subscription = ? AND head = ?""")) {
            update.setObject(1, subscription);
            update.setLong(2, position);
            update.setObject(3, subscription);
            update.setLong(4, position);
            update.executeUpdate();
        }
    }

    private static Delivery delivery(ResultSet row, List<Delivery.Attempt> log) throws SQLException {
        return new Delivery(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                DeliveryState.valueOf(row.getString(4)),
                row.getInt(5),
                log,
                instant(row, 7),
                instant(row, 6));
    }

    private static Delivery.Attempt attempt(ResultSet row, int from) throws SQLException {
        return new Delivery.Attempt(
                row.getInt(from),
                row.getObject(from + 1, OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject(from + 2, Integer.class)),
                Optional.ofNullable(row.getString(from + 3)),
                Optional.ofNullable(row.getString(from + 4)),
                Duration.ofMillis(row.getInt(from + 5)));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        @Nullable OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }
}
