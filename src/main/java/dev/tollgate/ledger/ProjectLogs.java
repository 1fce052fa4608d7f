package dev.tollgate.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What readers that follow logs ask for again and again; each answer is one statement. Nothing here needs a snapshot over several of them:
 * a log only grows, and its head and its events become visible together.
 */
@ApplicationScoped
public class ProjectLogs {

    private final DataSource database;

    ProjectLogs(DataSource database) {
        this.database = database;
    }

    /** Empty where there is no such project. */
    public Optional<LogEnd> end(String key) {
        return ask("WHERE key = ?", (connection, select) -> select.setString(1, key)).stream()
                .findFirst();
    }

    /** Where the logs of these projects end, in no order; projects that are not there are left out. */
    public List<LogEnd> ends(Collection<UUID> projects) {
        return ask(
                "WHERE id = ANY (?)",
                (connection, select) -> select.setArray(1, connection.createArrayOf("uuid", projects.toArray())));
    }

    /** Those of the keys that belong to a project. */
    public List<String> existing(Collection<String> keys) {
        return ask(
                        "WHERE key = ANY (?)",
                        (connection, select) -> select.setArray(1, connection.createArrayOf("text", keys.toArray())))
                .stream()
                .map(LogEnd::key)
                .toList();
    }

    /** The hash of one event; empty where the log has none of that number. */
    public Optional<byte[]> hash(UUID project, long seq) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT hash FROM event WHERE project_id = ? AND seq = ?")) {
            select.setObject(1, project);
            select.setLong(2, seq);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw unread(e);
        }
    }

    /** Entries with {@code after < seq} of these types, or of any where none is named; oldest first, at most {@code limit}. */
    public List<RawEntry> page(UUID project, long after, List<String> types, int limit) {
        try (Connection connection = database.getConnection()) {
            return EventTable.read(connection, project, after, types, limit);
        } catch (SQLException e) {
            throw unread(e);
        }
    }

    private interface Binding {
        void bind(Connection connection, PreparedStatement select) throws SQLException;
    }

    private List<LogEnd> ask(String condition, Binding binding) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT id, key, head_seq, head_hash FROM project " + condition)) {
            binding.bind(connection, select);
            List<LogEnd> ends = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    ends.add(new LogEnd(
                            rows.getObject(1, UUID.class), rows.getString(2), rows.getLong(3), rows.getBytes(4)));
                }
            }
            return ends;
        } catch (SQLException e) {
            throw unread(e);
        }
    }

    private static IllegalStateException unread(SQLException e) {
        return new IllegalStateException("the log could not be read", e);
    }
}
