package dev.tollgate.ledger;

import dev.tollgate.dev.TestDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The database behind the ledger, to look at it and to disturb it. */
@ApplicationScoped
class Database {

    private final DataSource source;

    Database(DataSource source) {
        this.source = source;
    }

    Connection connect() throws SQLException {
        return source.getConnection();
    }

    /** A session that may do more than the service: drop a trigger, tamper with the record. */
    Connection asOwner() throws SQLException {
        return TestDatabase.asOwner();
    }

    void execute(String sql, Object... parameters) {
        try (Connection connection = connect()) {
            execute(connection, sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void executeAsOwner(String sql, Object... parameters) {
        try (Connection connection = asOwner()) {
            execute(connection, sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static void execute(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            statement.execute();
        }
    }

    long count(String sql, Object... parameters) {
        try (Connection connection = connect()) {
            return count(connection, sql, parameters);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static long count(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** All rows of one column, one a line. */
    static String text(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            var text = new StringBuilder();
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
            return text.toString();
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    long events(String project) {
        return count("SELECT count(*) FROM event e JOIN project p ON p.id = e.project_id WHERE p.key = ?", project);
    }

    /** How many sessions wait for a lock of this kind, such as {@code transactionid} or {@code advisory}. */
    long waiting(String kind) {
        return count("""
                SELECT count(*) FROM pg_stat_activity
                 WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = ?""", kind);
    }
}
