package dev.tollgate.notify;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Who delivers to what. Each method is one statement that commits by itself, so nothing is held while somebody is called. */
@ApplicationScoped
class LeaseBook {

    /**
     * Takes what has something to deliver and nobody delivers to. Rows that another replica is just taking are skipped. Only taken rows are
     * written, so a look that finds nothing costs no transaction id.
     */
    static final String CLAIM = """
            WITH due AS (
                SELECT c.subscription,
                       c.next_at <= now() AND c.position < (SELECT coalesce(max(position), 0) FROM sealed) AS now_due
                  FROM webhook_cursor c
                 WHERE c.active
                   AND (c.leased_until IS NULL OR c.leased_until < now())
                   AND (c.next_at <= now() AND c.position < (SELECT coalesce(max(position), 0) FROM sealed)
                        OR EXISTS (SELECT FROM webhook_delivery d
                                    WHERE d.subscription = c.subscription AND d.asked_at IS NOT NULL))
                 ORDER BY c.next_at
                 LIMIT ?
                   FOR UPDATE OF c SKIP LOCKED)
            UPDATE webhook_cursor c
               SET lease = gen_random_uuid(), leased_until = now() + make_interval(secs => ?)
              FROM due
             WHERE c.subscription = due.subscription
            RETURNING c.subscription, c.lease, c.version, c.url, c.position, due.now_due, c.head, c.attempts""";

    private final DataSource database;
    private final Duration lease;

    LeaseBook(DataSource database, WebhookConfig config) {
        this.database = database;
        this.lease = config.lease();
    }

    List<Lease> claim(int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setInt(1, most);
            claim.setDouble(2, lease.toMillis() / 1_000.0);
            List<Lease> leases = new ArrayList<>();
            try (ResultSet rows = claim.executeQuery()) {
                while (rows.next()) {
                    leases.add(new Lease(
                            rows.getObject(1, UUID.class),
                            rows.getObject(2, UUID.class),
                            rows.getLong(3),
                            rows.getBytes(4),
                            rows.getLong(5),
                            rows.getBoolean(6),
                            rows.getLong(7),
                            rows.getInt(8)));
                }
            }
            return leases;
        }
    }

    /** Whether any subscription is active, and so a look every moment is worth its while. */
    boolean hasWork() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT EXISTS (SELECT FROM webhook_cursor WHERE active)");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Lets others deliver at once. */
    void release(Collection<UUID> tokens) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE webhook_cursor SET lease = NULL, leased_until = NULL WHERE lease = ANY (?)")) {
            update.setArray(1, connection.createArrayOf("uuid", tokens.toArray()));
            update.executeUpdate();
        }
    }
}
