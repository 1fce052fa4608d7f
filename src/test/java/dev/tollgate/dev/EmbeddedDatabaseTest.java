package dev.tollgate.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @TempDir
    Path folder;

    @AfterEach
    void stopWhatIsLeft() {
        Postmaster.of(folder).ifPresent(Postmaster::stop);
    }

    @Test
    void theDatabaseKeepsWhatItConfirms() throws SQLException {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0);

        assertThat(ask(database, "SHOW fsync")).isEqualTo("on");
        assertThat(ask(database, "SHOW full_page_writes")).isEqualTo("on");
        assertThat(ask(database, "SHOW synchronous_commit")).isEqualTo("on");
        assertThat(ask(database, "SHOW server_version")).startsWith("18.");
    }

    @Test
    void dataSurviveAStopAndANewStart() throws Exception {
        EmbeddedDatabase first = EmbeddedDatabase.start(folder, 0);
        execute(first, "CREATE TABLE kept AS SELECT 7 AS n");

        first.stop();
        assertThat(Postmaster.of(folder)).isEmpty();
        EmbeddedDatabase second = EmbeddedDatabase.start(folder, 0);

        assertThat(ask(second, "SELECT n FROM kept")).isEqualTo("7");
    }

    @Test
    void aFolderOfAnOlderVersionGetsASecondRole() throws Exception {
        // Given a database in which one role did everything
        EmbeddedDatabase older = EmbeddedDatabase.start(folder, 0);
        execute(older, "CREATE TABLE event AS SELECT 7 AS n");
        for (String statement : new String[] {
            "ALTER TABLE event OWNER TO tollgate",
            "ALTER DATABASE tollgate OWNER TO tollgate",
            "DROP OWNED BY tollgate_owner",
            "DROP ROLE tollgate_owner"
        }) {
            execute(older, "postgres", statement);
        }
        older.stop();

        // When
        EmbeddedDatabase now = EmbeddedDatabase.start(folder, 0);

        // Then
        assertThat(ask(now, "SELECT n FROM event")).isEqualTo("7");
        assertThat(ask(now, "SELECT tableowner FROM pg_tables WHERE tablename = 'event'"))
                .isEqualTo(EmbeddedDatabase.OWNER);
        assertThat(ask(now, "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'tollgate'"))
                .isEqualTo(EmbeddedDatabase.OWNER);
        assertThat(ask(now, "SELECT has_table_privilege('tollgate', 'event', 'DELETE')::text"))
                .isEqualTo("false");
    }

    @Test
    void aServerThatWasLeftBehindIsFoundAndStoppedWithItsSessionsOpen() throws Exception {
        EmbeddedDatabase leftBehind = EmbeddedDatabase.start(folder, 0);

        try (Connection session = connect(leftBehind)) {
            assertThat(session.isValid(5)).isTrue();
            Postmaster found = Postmaster.of(folder).orElseThrow();
            assertThat(found.pid()).isEqualTo(leftBehind.postmaster().pid());
            found.stop();
        }

        assertThat(Postmaster.ofPid(leftBehind.postmaster().pid())).isEmpty();
    }

    @Test
    void theFileOfACrashedServerIsNotTakenForAServer() throws Exception {
        long notPostgres = ProcessHandle.current().pid();
        Files.writeString(folder.resolve("postmaster.pid"), notPostgres + "\n");

        assertThat(Postmaster.of(folder)).isEmpty();
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.url(), EmbeddedDatabase.OWNER, EmbeddedDatabase.OWNER);
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        execute(database, EmbeddedDatabase.OWNER, sql);
    }

    private static void execute(EmbeddedDatabase database, String role, String sql) throws SQLException {
        try (Connection session = DriverManager.getConnection(database.url(), role, role);
                Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection session = connect(database);
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
