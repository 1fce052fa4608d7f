package dev.tollgate.notify;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What came of the calls. An outcome and what follows from it are one statement, which commits by itself and does nothing where the lease is
 * lost: then somebody else delivers the event again, with the same id.
 */
@ApplicationScoped
class DeliveryBook {

    /** Position, its failed attempts and the next time stand in the first part; the delivery and its attempt in the others. */
    private static final String RECORD = """
            WITH held AS (
                UPDATE webhook_cursor
                   SET %s,
                       leased_until = now() + make_interval(secs => ?)
                 WHERE subscription = ? AND lease = ?
                RETURNING subscription, active, version, dead_in_a_row, failing_since),
            kept AS (
                INSERT INTO webhook_delivery AS d
                       (subscription, position, event_id, event_type, state, attempts, last_at)
                SELECT subscription, ?, ?, ?, ?, 1, now() FROM held
                ON CONFLICT (subscription, position) DO UPDATE
                   SET state = CASE WHEN d.state = 'DELIVERED' THEN d.state ELSE excluded.state END,
                       attempts = d.attempts + 1, last_at = now(), asked_at = NULL
                RETURNING subscription, position, attempts),
            logged AS (
                INSERT INTO webhook_attempt (subscription, position, attempt, at, status, error, response, millis)
                SELECT subscription, position, attempts, now() - make_interval(secs => ? / 1000.0), ?, ?, ?, ?
                  FROM kept)
            SELECT active, version, dead_in_a_row, extract(epoch FROM now() - failing_since) FROM held""";

    private static final String DONE_WITH = """
            position = ?, head = 0, attempts = 0, next_at = now(), \
            dead_in_a_row = CASE WHEN ? THEN dead_in_a_row + 1 ELSE 0 END, \
            failing_since = CASE WHEN ? THEN coalesce(failing_since, now()) END""";

    private static final String TO_BE_TRIED_AGAIN = """
            head = ?, attempts = CASE WHEN head = ? THEN attempts + 1 ELSE 1 END, \
            next_at = now() + make_interval(secs => ?), failing_since = coalesce(failing_since, now())""";

    /** A redelivery is outside the order, and a failed one says nothing about the events in it. */
    private static final String BESIDE_THE_ORDER = "lease = lease";

    private final DataSource database;
    private final Duration lease;

    DeliveryBook(DataSource database, WebhookConfig config) {
        this.database = database;
        this.lease = config.lease();
    }

    /**
     * How the subscription stands after a record.
     *
     * @param failingFor since the first failure behind the last success
     */
    record Standing(boolean active, long version, int deadInARow, Duration failingFor) {}

    /** An event that is done with: delivered, or dead. Empty where the lease is lost. */
    Optional<Standing> done(Lease lease, Parcel parcel, DeliveryState state, CallResult result) throws SQLException {
        boolean dead = state == DeliveryState.DEAD;
        return record(lease, parcel, state, result, RECORD.formatted(DONE_WITH), (update, i) -> {
            update.setLong(i, parcel.position());
            update.setBoolean(i + 1, dead);
            update.setBoolean(i + 2, dead);
            return i + 3;
        });
    }

    /** An event that is tried again. Empty where the lease is lost. */
    Optional<Standing> failed(Lease lease, Parcel parcel, Duration wait, CallResult result) throws SQLException {
        return record(
                lease, parcel, DeliveryState.PENDING, result, RECORD.formatted(TO_BE_TRIED_AGAIN), (update, i) -> {
                    update.setLong(i, parcel.position());
                    update.setLong(i + 1, parcel.position());
                    update.setDouble(i + 2, wait.toMillis() / 1_000.0);
                    return i + 3;
                });
    }

    /** A redelivery: where it failed, the delivery stays what it was. Empty where the lease is lost. */
    Optional<Standing> redelivered(Lease lease, Parcel parcel, DeliveryState before, CallResult result)
            throws SQLException {
        DeliveryState state = result.isSuccess() ? DeliveryState.DELIVERED : before;
        return record(lease, parcel, state, result, RECORD.formatted(BESIDE_THE_ORDER), (update, i) -> i);
    }

    private interface Binding {
        int bind(PreparedStatement statement, int from) throws SQLException;
    }

    private Optional<Standing> record(
            Lease held, Parcel parcel, DeliveryState state, CallResult result, String sql, Binding first)
            throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            int i = first.bind(update, 1);
            update.setDouble(i++, lease.toMillis() / 1_000.0);
            update.setObject(i++, held.subscription());
            update.setObject(i++, held.token());
            update.setLong(i++, parcel.position());
            update.setString(i++, parcel.message().id());
            update.setString(i++, parcel.type());
            update.setString(i++, state.name());
            update.setLong(i++, result.took().toMillis());
            update.setObject(i++, result.status().orElse(null), Types.INTEGER);
            update.setString(i++, result.error().orElse(null));
            update.setString(i++, result.response().orElse(null));
            update.setInt(i, Math.toIntExact(result.took().toMillis()));
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? Optional.of(standing(row)) : Optional.empty();
            }
        }
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getBoolean(1), row.getLong(2), row.getInt(3), Duration.ofSeconds((long) row.getDouble(4)));
    }

    /** Nothing up to there is wanted. */
    void skip(Lease held, long position) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE webhook_cursor SET position = ? WHERE subscription = ? AND lease = ? AND position < ?")) {
            update.setLong(1, position);
            update.setObject(2, held.subscription());
            update.setObject(3, held.token());
            update.setLong(4, position);
            update.executeUpdate();
        }
    }

    /** Deliveries that somebody wants sent again, oldest wish first. */
    List<Asked> asked(UUID subscription, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT position, state FROM webhook_delivery
                         WHERE subscription = ? AND asked_at IS NOT NULL
                         ORDER BY asked_at, position LIMIT ?""")) {
            select.setObject(1, subscription);
            select.setInt(2, most);
            List<Asked> asked = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    asked.add(new Asked(rows.getLong(1), DeliveryState.valueOf(rows.getString(2))));
                }
            }
            return asked;
        }
    }

    record Asked(long position, DeliveryState state) {}

    /** The secrets that sign now, the newest first, encrypted. */
    List<SealedSecret> secrets(UUID subscription) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT key_id, cipher FROM webhook_secret
                         WHERE subscription = ? AND (until IS NULL OR until > now())
                         ORDER BY until DESC NULLS FIRST""")) {
            select.setObject(1, subscription);
            List<SealedSecret> secrets = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    secrets.add(new SealedSecret(rows.getString(1), rows.getBytes(2)));
                }
            }
            return secrets;
        }
    }

    record SealedSecret(String keyId, byte[] cipher) {}

    /** Forgets deliveries that are done with and older than this, a bounded number at a time; their attempts go with them. */
    int prune(Duration retention) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement("""
                        DELETE FROM webhook_delivery
                         WHERE (subscription, position) IN (
                               SELECT subscription, position FROM webhook_delivery
                                WHERE last_at < now() - make_interval(secs => ?) AND state <> 'PENDING'
                                ORDER BY last_at LIMIT 10000)""")) {
            delete.setDouble(1, retention.toMillis() / 1_000.0);
            return delete.executeUpdate();
        }
    }
}
