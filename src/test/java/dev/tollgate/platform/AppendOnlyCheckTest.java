package dev.tollgate.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.dev.TestDatabase;
import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** With the schema in place, which the service of the tests has migrated. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class AppendOnlyCheckTest {

    @Test
    void aRoleThatOnlyAddsIsReady() {
        HealthCheckResponse response = check("tollgate", false);

        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(response.getData()).isEmpty();
    }

    @Test
    void theOwnerIsNotAndIsToldWhatToDo() {
        HealthCheckResponse response = check("tollgate_owner", false);

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(said(response, "role"))
                .contains("owns the database", "owns the schema public", "owns event", "may UPDATE checkpoint")
                .contains("owns the trigger function refuse_change_of_log", "may TRIGGER payload")
                .doesNotContain("superuser");
        assertThat(said(response, "remedy")).contains("QUARKUS_FLYWAY_USERNAME", "tollgate.log.allow-one-role");
    }

    @Test
    void aSuperuserIsNot() {
        assertThat(said(check("postgres", false), "role")).startsWith("is a superuser");
    }

    @Test
    void oneRoleCanBeAllowedAndIsStillNamed() {
        HealthCheckResponse response = check("tollgate_owner", true);

        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(said(response, "role")).contains("owns event");
        assertThat(said(response, "allowed by")).isEqualTo("tollgate.log.allow-one-role");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GRANT UPDATE ON event TO careless               | REVOKE UPDATE ON event FROM careless              | may UPDATE event
            GRANT UPDATE (note) ON checkpoint TO careless   | REVOKE UPDATE (note) ON checkpoint FROM careless  | may UPDATE checkpoint
            GRANT DELETE ON payload TO PUBLIC               | REVOKE DELETE ON payload FROM PUBLIC              | may DELETE payload
            GRANT TRUNCATE ON sealed TO careless            | REVOKE TRUNCATE ON sealed FROM careless           | may TRUNCATE sealed
            GRANT TRIGGER ON event TO careless              | REVOKE TRIGGER ON event FROM careless             | may TRIGGER event
            GRANT pg_write_all_data TO careless             | REVOKE pg_write_all_data FROM careless            | may UPDATE event
            GRANT tollgate_owner TO careless WITH INHERIT FALSE | REVOKE tollgate_owner FROM careless           | owns event
            """)
    void everyOtherWayToTheLogIsFound(String give, String takeBack, String found) throws SQLException {
        try (Connection superuser = TestDatabase.as("postgres");
                Statement statement = superuser.createStatement()) {
            statement.execute("CREATE ROLE careless LOGIN");
            statement.execute("GRANT tollgate TO careless");
            try {
                assertThat(check("careless", false).getStatus()).isEqualTo(Status.UP);
                statement.execute(give);

                HealthCheckResponse response = check("careless", false);

                assertThat(response.getStatus()).isEqualTo(Status.DOWN);
                assertThat(said(response, "role")).contains(found);
            } finally {
                statement.execute(takeBack);
                statement.execute("DROP ROLE careless");
            }
        }
    }

    @Test
    void aDatabaseThatCannotBeAskedIsNotReady() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setURL("jdbc:postgresql://localhost:1/tollgate");

        assertThat(new AppendOnlyCheck(nowhere, true).call().getStatus()).isEqualTo(Status.DOWN);
    }

    private static HealthCheckResponse check(String role, boolean allowed) {
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setURL(TestDatabase.url());
        database.setUser(role);
        return new AppendOnlyCheck(database, allowed).call();
    }

    private static String said(HealthCheckResponse response, String key) {
        return String.valueOf(response.getData().map(data -> data.get(key)).orElse(Map.of()));
    }
}
