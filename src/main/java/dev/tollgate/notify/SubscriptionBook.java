package dev.tollgate.notify;

import dev.tollgate.installation.InstallationEvent;
import dev.tollgate.installation.Subscription;
import dev.tollgate.ledger.PlatformOutcome;
import dev.tollgate.platform.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What goes with the events of subscriptions, in their transactions. */
@ApplicationScoped
class SubscriptionBook {

    private final DataSource database;
    private final Vault vault;

    SubscriptionBook(DataSource database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    void open(
            Connection connection,
            PlatformOutcome.Done done,
            InstallationEvent.SubscriptionCreated event,
            Target target)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO webhook_cursor (subscription, active, version, url, position) VALUES (?, true, ?, ?, ?)""")) {
            insert.setObject(1, event.subscription());
            insert.setLong(2, done.after().seq());
            insert.setBytes(3, sealed(event.subscription(), target));
            insert.setLong(4, event.after());
            insert.executeUpdate();
        }
    }

    /** The row as the record now has it. Attempts begin anew: what failed before may have been put right. */
    void follow(Connection connection, PlatformOutcome.Done done, UUID id, Optional<Target> target)
            throws SQLException {
        boolean active = done.after()
                .installation()
                .subscription(id)
                .map(Subscription::isActive)
                .orElse(false);
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE webhook_cursor
                   SET active = ?, version = ?, url = coalesce(?, url),
                       attempts = CASE WHEN ? THEN 0 ELSE attempts END,
                       next_at = CASE WHEN ? THEN now() ELSE next_at END,
                       failing_since = CASE WHEN ? THEN NULL ELSE failing_since END,
                       dead_in_a_row = CASE WHEN ? THEN 0 ELSE dead_in_a_row END
                 WHERE subscription = ?""")) {
            update.setBoolean(1, active);
            update.setLong(2, done.after().seq());
            update.setBytes(3, target.map(t -> sealed(id, t)).orElse(null));
            for (int i = 4; i <= 7; i++) {
                update.setBoolean(i, active);
            }
            update.setObject(8, id);
            update.executeUpdate();
        }
    }

    /** The secret that signs from now on. The one before it signs until then; those before that no longer. */
    void keep(Connection connection, UUID id, Secret secret, Instant previousUntil) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM webhook_secret WHERE subscription = ? AND until IS NOT NULL")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE webhook_secret SET until = ? WHERE subscription = ?")) {
            update.setObject(1, previousUntil.atOffset(ZoneOffset.UTC));
            update.setObject(2, id);
            update.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO webhook_secret (subscription, key_id, cipher) VALUES (?, ?, ?)")) {
            insert.setObject(1, id);
            insert.setString(2, secret.keyId());
            insert.setBytes(3, vault.seal(id.toString(), secret.keyId(), secret.bytes()));
            insert.executeUpdate();
        }
    }

    void remove(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM webhook_cursor WHERE subscription = ?")) {
            delete.setObject(1, id);
            delete.executeUpdate();
        }
    }

    /** The whole address of a subscription, decrypted; empty where there is none. */
    Optional<String> url(UUID id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT url FROM webhook_cursor WHERE subscription = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(url(id, row.getBytes(1))) : Optional.empty();
            }
        }
    }

    String url(UUID id, byte[] sealed) {
        return new String(vault.open(id.toString(), "url", sealed), StandardCharsets.UTF_8);
    }

    private byte[] sealed(UUID id, Target target) {
        return vault.seal(id.toString(), "url", target.url().getBytes(StandardCharsets.UTF_8));
    }
}
