package dev.tollgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.dev.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Whether tables are read by an index. PostgreSQL counts for each transaction how often it read a table from end to end, so this asks no
 * planner and knows no SQL: it sees what ran.
 */
public final class Scans {

    private static final int COPIES = 600;
    private static final List<String> TABLES = List.of("event", "item", "gate", "evidence", "payload");

    private Scans() {}

    /** What is to be done on the connection. */
    public interface Work {
        void on(Connection connection) throws SQLException;
    }

    /** Does the work in a database of many projects like this one, which the caller's transaction must roll back. */
    public static void assertNone(Connection connection, UUID project, Work work) throws SQLException {
        crowd(connection, project);
        Map<String, Long> before = count(connection);
        work.on(connection);
        assertThat(count(connection)).as("tables read from end to end").isEqualTo(before);
    }

    private static void crowd(Connection connection, UUID project) throws SQLException {
        execute(
                connection,
                "CREATE TEMPORARY TABLE copy ON COMMIT DROP AS SELECT gen_random_uuid() AS id FROM generate_series(1, %d)"
                        .formatted(COPIES));
        execute(connection, """
                INSERT INTO project SELECT (jsonb_populate_record(t, jsonb_build_object('id', c.id, 'key', c.id))).*
                  FROM project t, copy c WHERE t.id = '%s'""".formatted(project));
        for (String table : TABLES) {
            execute(connection, """
                    INSERT INTO %1$s SELECT (jsonb_populate_record(t, jsonb_build_object('project_id', c.id))).*
                      FROM %1$s t, copy c WHERE t.project_id = '%2$s'""".formatted(table, project));
        }
        analyze(connection);
    }

    /** The service's role may not, so it is allowed to for this moment. */
    private static void analyze(Connection connection) throws SQLException {
        String tables = "project, " + String.join(", ", TABLES);
        try (Connection owner = TestDatabase.asOwner()) {
            execute(owner, "GRANT MAINTAIN ON %s TO tollgate".formatted(tables));
            execute(connection, "ANALYZE " + tables);
            execute(owner, "REVOKE MAINTAIN ON %s FROM tollgate".formatted(tables));
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    private static Map<String, Long> count(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        SELECT relname, seq_scan FROM pg_stat_xact_user_tables
                         WHERE relname IN ('project', 'event', 'item', 'gate', 'evidence', 'payload') ORDER BY relname""");
                ResultSet rows = select.executeQuery()) {
            Map<String, Long> scans = new LinkedHashMap<>();
            while (rows.next()) {
                scans.put(rows.getString(1), rows.getLong(2));
            }
            return scans;
        }
    }
}
