package dev.tollgate.ledger;

import static dev.tollgate.ledger.Asked.creation;
import static dev.tollgate.ledger.Asked.newKey;
import static dev.tollgate.ledger.Asked.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The database itself refuses to change the log: to the service for want of the right, to the owner by trigger. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class AppendOnlyTest {

    private static final List<String> LOG = List.of("event", "payload", "sealed", "subtree", "checkpoint");

    @Inject
    Ledger ledger;

    @Inject
    Database database;

    static Stream<String> changes() {
        return LOG.stream()
                .flatMap(table -> Stream.of(
                        "UPDATE %1$s SET %2$s = %2$s WHERE false".formatted(table, column(table)),
                        "UPDATE %1$s SET %2$s = %2$s".formatted(table, column(table)),
                        "DELETE FROM %s".formatted(table),
                        "DELETE FROM %s WHERE false".formatted(table),
                        "TRUNCATE %s".formatted(table),
                        "TRUNCATE %s CASCADE".formatted(table),
                        "MERGE INTO %s USING (SELECT 1) s ON true WHEN MATCHED THEN DELETE".formatted(table),
                        "INSERT INTO %1$s SELECT * FROM %1$s ON CONFLICT (%3$s) DO UPDATE SET %2$s = excluded.%2$s"
                                .formatted(table, column(table), key(table))));
    }

    static Stream<String> detours() {
        return Stream.concat(
                LOG.stream()
                        .flatMap(table -> Stream.of(
                                "ALTER TABLE %s DISABLE TRIGGER USER".formatted(table),
                                "DROP TRIGGER %1$s_is_append_only ON %1$s".formatted(table),
                                "DROP TABLE %s CASCADE".formatted(table),
                                "ALTER TABLE %s OWNER TO tollgate".formatted(table),
                                "SELECT 1 FROM %s FOR UPDATE".formatted(table),
                                "CREATE TRIGGER t BEFORE INSERT ON %s FOR EACH ROW EXECUTE FUNCTION refuse_change_of_log()"
                                        .formatted(table))),
                Stream.of(
                        "CREATE OR REPLACE FUNCTION refuse_change_of_log() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                        "DROP FUNCTION refuse_change_of_log CASCADE",
                        "DROP SCHEMA public CASCADE",
                        "ALTER SCHEMA public RENAME TO other",
                        "CREATE TABLE more (n int)",
                        "SET session_replication_role = replica",
                        "SET ROLE tollgate_owner",
                        "REASSIGN OWNED BY tollgate_owner TO tollgate",
                        "UPDATE epoch SET number = 2",
                        "INSERT INTO epoch VALUES (9, 9)",
                        "SELECT 1 FROM flyway_schema_history",
                        "DELETE FROM project",
                        "TRUNCATE project CASCADE",
                        "DELETE FROM item",
                        "DELETE FROM vote",
                        "DELETE FROM platform_stream"));
    }

    @ParameterizedTest
    @MethodSource({"changes", "detours"})
    void theServiceMayNot(String statement) throws SQLException {
        // Given something to change
        String churn = newKey();
        ledger.submit(creation(churn));
        ledger.submit(pass(churn, "plan.baseline"));

        // Then
        refused(database.connect(), statement, "permission denied", "must be owner", "must be able to SET ROLE");
        assertThat(database.events(churn)).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aTriggerRefusesTheOwner(String statement) throws SQLException {
        refused(database.asOwner(), statement, "the event log is append-only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM project", "TRUNCATE project CASCADE"})
    void aTriggerKeepsTheProjects(String statement) throws SQLException {
        refused(database.asOwner(), statement, "the event log is append-only");
    }

    @Test
    void theServiceReadsAndAdds() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            for (String table : LOG) {
                Database.execute(connection, "INSERT INTO %1$s SELECT * FROM %1$s WHERE false".formatted(table));
            }
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Should it go through, it is taken back. */
    private static void refused(Connection connection, String statement, String... reasons) throws SQLException {
        try (connection) {
            connection.setAutoCommit(false);
            try {
                assertThatThrownBy(() -> Database.execute(connection, statement))
                        .isInstanceOf(SQLException.class)
                        .satisfies(e -> assertThat(Stream.of(reasons)).anyMatch(e.getMessage()::contains));
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static String column(String table) {
        return switch (table) {
            case "event" -> "actor";
            case "payload" -> "bytes";
            case "sealed" -> "leaf";
            case "subtree" -> "root";
            case "checkpoint" -> "note";
            default -> throw new IllegalArgumentException(table);
        };
    }

    private static String key(String table) {
        return switch (table) {
            case "event" -> "project_id, seq";
            case "payload" -> "project_id, evidence_id";
            case "sealed" -> "position";
            case "subtree" -> "level, index";
            case "checkpoint" -> "size";
            default -> throw new IllegalArgumentException(table);
        };
    }
}
