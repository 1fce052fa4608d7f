package dev.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** What the service's role may do, table by table. Whoever adds a table adds it here and to {@code afterMigrate__grants.sql}. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class GrantsTest {

    private static final String ADD = "INSERT SELECT";
    private static final String FOLD = "INSERT SELECT UPDATE";
    private static final String ALL = "DELETE INSERT SELECT UPDATE";

    private static final Map<String, String> EXPECTED = Map.ofEntries(
            // The log
            Map.entry("event", ADD),
            Map.entry("payload", ADD),
            Map.entry("sealed", ADD),
            Map.entry("subtree", ADD),
            Map.entry("checkpoint", ADD),
            // Written by migrations
            Map.entry("epoch", "SELECT"),
            Map.entry("flyway_schema_history", ""),
            // Folded from the log
            Map.entry("platform_stream", FOLD),
            Map.entry("project", FOLD),
            Map.entry("item", FOLD),
            Map.entry("gate", FOLD),
            Map.entry("evidence", FOLD),
            Map.entry("decision", FOLD),
            Map.entry("vote", FOLD),
            Map.entry("condition", FOLD),
            Map.entry("waiver", FOLD),
            Map.entry("loop", FOLD),
            // Bookkeeping
            Map.entry("alarm", ALL),
            Map.entry("lease", ALL),
            Map.entry("webhook_cursor", ALL),
            Map.entry("webhook_secret", ALL),
            Map.entry("channel_secret", ALL),
            Map.entry("arrival", ALL),
            Map.entry("webhook_delivery", ALL),
            Map.entry("webhook_attempt", ALL));

    @Inject
    Database database;

    @Inject
    Flyway flyway;

    @Test
    void theServiceHasTheseRightsAndNoOthers() throws SQLException {
        assertThat(rightsOf("tollgate")).isEqualTo(new TreeMap<>(EXPECTED));
    }

    @Test
    void everybodyElseHasNone() throws SQLException {
        assertThat(rightsOf("public").values()).containsOnly("");
    }

    @Test
    void theGrantsCanBeMadeAgainAndTakeAwayWhatIsNotListed() throws SQLException {
        // Given rights that somebody gave by hand
        try (Connection owner = database.asOwner()) {
            Database.execute(owner, "GRANT UPDATE, DELETE ON event TO tollgate");
            Database.execute(owner, "GRANT SELECT ON evidence TO PUBLIC");
        }

        // When a replica starts, and nothing is to be migrated
        flyway.migrate();

        // Then
        assertThat(rightsOf("tollgate")).isEqualTo(new TreeMap<>(EXPECTED));
        assertThat(rightsOf("public").values()).containsOnly("");
    }

    @Test
    void replicasThatStartTogetherDoNotStandInEachOthersWay() {
        var starts = Stream.generate(() -> Beside.run(flyway::migrate)).limit(8).toList();

        assertThat(starts).allSatisfy(start -> assertThat(start.join().success).isTrue());
    }

    private Map<String, String> rightsOf(String role) throws SQLException {
        Map<String, String> rights = new TreeMap<>();
        try (Connection connection = database.connect()) {
            String rows = Database.text(connection, """
                    SELECT c.relname || ':' || coalesce((
                               SELECT string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type)
                                 FROM aclexplode(c.relacl) a
                                WHERE a.grantee = CASE WHEN '%1$s' = 'public' THEN 0::oid ELSE to_regrole('%1$s') END), '')
                      FROM pg_class c
                     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')""".formatted(role));
            rows.lines().map(row -> row.split(":", -1)).forEach(row -> rights.put(row[0], row[1]));
        }
        return rights;
    }
}
