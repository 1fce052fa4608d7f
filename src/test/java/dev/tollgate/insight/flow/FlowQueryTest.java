package dev.tollgate.insight.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the log is read: by the indexes made for it, in their order. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class FlowQueryTest {

    @Inject
    DataSource database;

    @BeforeEach
    void aProject() {
        Api.of(getClass()).newProject("churn", "LOW");
    }

    @Test
    void theEventsOfFlowAreFoundInTheirOrderWithoutSorting() throws SQLException {
        String plan = explain("bitmapscan", FlowQuery.EVENTS.replace("at < ?", "at < now()"));

        assertThat(plan).contains("event_of_flow on event").doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void theEvidenceOfAWindowIsFoundByItsArrival() throws SQLException {
        String plan = explain(
                "indexscan",
                FlowQuery.ACCEPTED
                        .replace(">= ?", ">= now() - interval '1 hour'")
                        .replace("< ?", "< now()"));

        assertThat(plan).contains("evidence_by_arrival");
    }

    @Test
    void theIndexNamesTheTypesThatTheFoldReads() throws Exception {
        String migration = Files.readString(Path.of("src/main/resources/db/migration/V4__flow.sql"));
        String types = Line.TYPES.stream().map("'%s'"::formatted).collect(Collectors.joining(","));

        assertThat(migration.replaceAll("\\s+", ""))
                .contains("WHEREtypeIN(" + types + ")")
                .contains("'" + Line.REVIEW + "'");
    }

    /** The tables of a test are small; what counts is that there is a way without sorting or reading everything. */
    private String explain(String without, String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET LOCAL enable_seqscan = off");
            statement.execute("SET LOCAL enable_sort = off");
            statement.execute("SET LOCAL enable_%s = off".formatted(without));
            StringBuilder plan = new StringBuilder();
            try (ResultSet rows = statement.executeQuery("EXPLAIN " + query)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
            connection.rollback();
            connection.setAutoCommit(true);
            return plan.toString();
        }
    }
}
