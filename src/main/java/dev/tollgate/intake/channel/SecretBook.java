package dev.tollgate.intake.channel;

import dev.tollgate.platform.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The secrets of channels, encrypted: a signature can only be checked with the secret itself. Written with the event that tells of them. */
@ApplicationScoped
class SecretBook {

    private final DataSource database;
    private final Vault vault;

    SecretBook(DataSource database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    /** The secret that counts from now on. The one before it counts until then; those before that no longer. */
    void keep(Connection connection, String channel, Credential secret, Instant previousUntil) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM channel_secret WHERE channel = ? AND until IS NOT NULL")) {
            delete.setString(1, channel);
            delete.executeUpdate();
        }
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE channel_secret SET until = ? WHERE channel = ?")) {
            update.setObject(1, previousUntil.atOffset(ZoneOffset.UTC));
            update.setString(2, channel);
            update.executeUpdate();
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO channel_secret (channel, key_id, cipher) VALUES (?, ?, ?)")) {
            insert.setString(1, channel);
            insert.setString(2, secret.keyId());
            insert.setBytes(3, vault.seal(channel, secret.keyId(), secret.text().getBytes(StandardCharsets.UTF_8)));
            insert.executeUpdate();
        }
    }

    /** Those that count at this moment. */
    List<String> find(String channel, Instant now) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT key_id, cipher FROM channel_secret WHERE channel = ? AND (until IS NULL OR until > ?)")) {
            select.setString(1, channel);
            select.setObject(2, now.atOffset(ZoneOffset.UTC));
            List<String> secrets = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    secrets.add(
                            new String(vault.open(channel, row.getString(1), row.getBytes(2)), StandardCharsets.UTF_8));
                }
            }
            return secrets;
        } catch (SQLException e) {
            throw new IllegalStateException("the secrets of a channel could not be read", e);
        }
    }
}
