package dev.tollgate.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.dev.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What the README tells an operator to do with the database, done in another database with other roles. */
class ReadmeRolesTest {

    private static final Pattern SQL = Pattern.compile("^```sql\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final String SERVICE = "readme";
    private static final String OWNER = "readme_owner";

    private final List<String> blocks = blocks();

    @AfterEach
    void remove() throws SQLException {
        asAdministrator(TestDatabase.url(), "DROP DATABASE IF EXISTS readme");
        asAdministrator(TestDatabase.url(), "DROP ROLE IF EXISTS readme");
        asAdministrator(TestDatabase.url(), "DROP ROLE IF EXISTS readme_owner");
    }

    @Test
    void aNewDatabaseWithTwoRoles() throws SQLException {
        asAdministrator(TestDatabase.url(), blocks.getFirst());

        migrate(OWNER);

        assertThat(readiness(false)).isEqualTo(Status.UP);
    }

    @Test
    void fromOneRoleToTwo() throws SQLException {
        // Given one role for both, which has to be allowed
        asAdministrator(TestDatabase.url(), "CREATE ROLE readme LOGIN; CREATE DATABASE readme OWNER readme");
        migrate(SERVICE);
        migrate(SERVICE);
        assertThat(readiness(false)).isEqualTo(Status.DOWN);
        assertThat(readiness(true)).isEqualTo(Status.UP);

        // When
        asAdministrator(url(), blocks.getLast());
        migrate(OWNER);

        // Then
        assertThat(readiness(false)).isEqualTo(Status.UP);
    }

    private static List<String> blocks() {
        try {
            List<String> found = SQL.matcher(Files.readString(Path.of("README.md")))
                    .results()
                    .map(MatchResult::group)
                    .filter(block -> block.contains("CREATE ROLE tollgate_owner"))
                    .map(block -> block.replaceAll("```(sql)?", "")
                            .replaceAll("\\btollgate_owner\\b", OWNER)
                            .replaceAll("\\btollgate\\b", SERVICE))
                    .toList();
            assertThat(found).hasSize(2);
            return found;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void asAdministrator(String url, String statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            for (String one : Stream.of(statements.replaceAll("--.*", "").split(";"))
                    .filter(text -> !text.isBlank())
                    .toList()) {
                statement.execute(one);
            }
        }
    }

    private static void migrate(String role) {
        Flyway.configure()
                .dataSource(url(), role, role)
                .locations("db/migration")
                .placeholders(Map.of("service-role", SERVICE))
                .load()
                .migrate();
    }

    private static Status readiness(boolean allowed) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(url());
        database.setUser(SERVICE);
        return new AppendOnlyCheck(database, allowed).call().getStatus();
    }

    private static String url() {
        return TestDatabase.url().replaceAll("/tollgate$", "/" + SERVICE);
    }
}
