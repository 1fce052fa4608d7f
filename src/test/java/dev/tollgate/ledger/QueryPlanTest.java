package dev.tollgate.ledger;

import static dev.tollgate.ledger.Asked.ALICE;
import static dev.tollgate.ledger.Asked.by;
import static dev.tollgate.ledger.Asked.creation;
import static dev.tollgate.ledger.Asked.keyed;
import static dev.tollgate.ledger.Asked.newKey;
import static dev.tollgate.ledger.Asked.pass;
import static dev.tollgate.ledger.Asked.planSatisfied;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.Scans;
import dev.tollgate.lifecycle.Command;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs with every request finds its rows by an index, however many there are. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class QueryPlanTest {

    @Inject
    Ledger ledger;

    @Inject
    Judge judge;

    @Inject
    Database database;

    private final String churn = newKey();
    private UUID project;
    private UUID evidence;

    @BeforeEach
    void aProject() {
        ledger.submit(creation(churn));
        var recorded = (Outcome.Done) ledger.submit(keyed(churn, "plan.baseline", "k"));
        project = recorded.after().id();
        evidence = Receipt.of(recorded.steps().getFirst()).id();
    }

    @Test
    void aTransactionOfManyKindsOfWrites() throws SQLException {
        assertByIndex(connection -> {
            List<Outcome> outcomes = new Batch(connection, new Tips(), judge)
                    .run(List.of(
                            pass(churn, "plan.baseline"),
                            keyed(churn, "plan.baseline", "k"),
                            planSatisfied(churn),
                            Asked.go(churn)));
            assertThat(outcomes).allMatch(Outcome.Done.class::isInstance);
        });
    }

    @Test
    void anInvalidation() throws SQLException {
        var invalidation = by(ALICE, churn, new Command.InvalidateEvidence(evidence, "wrong data"));

        assertByIndex(connection -> new Batch(connection, new Tips(), judge).run(List.of(invalidation)));
    }

    @Test
    void aProjectThatIsLookedUp() throws SQLException {
        assertByIndex(connection ->
                new Tips().upTo(connection, ProjectHeads.find(connection, churn).orElseThrow()));
    }

    @Test
    void aProjectAsItWas() throws SQLException {
        Tip now = ledger.find(churn).orElseThrow();
        Instant created = now.project().createdAt();

        assertByIndex(connection -> assertThat(new PastTips().at(connection, now, created))
                .hasValueSatisfying(then -> assertThat(then.seq()).isEqualTo(1)));
    }

    @Test
    void aPageOfEvents() throws SQLException {
        assertByIndex(connection -> {
            assertThat(EventTable.read(connection, project, 1, 50)).hasSize(2);
            assertThat(EventTable.read(connection, project, 0, List.of("project.created"), 50))
                    .hasSize(1);
        });
    }

    @Test
    void aVerification() throws SQLException {
        assertByIndex(connection ->
                assertThat(Verification.of(connection, project).valid()).isTrue());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            project_key_key         | SELECT 1 FROM project WHERE key = 'churn'
            event_pkey              | SELECT 1 FROM event WHERE project_id = $1 AND seq > 7 ORDER BY seq LIMIT 50
            evidence_by_seq         | SELECT 1 FROM evidence WHERE project_id = $1 AND seq < 7 ORDER BY seq DESC LIMIT 50
            evidence_by_item        | SELECT 1 FROM evidence WHERE project_id = $1 AND item = 'plan.baseline' ORDER BY seq DESC LIMIT 50
            evidence_project_id_source_dedupe_key_key | SELECT 1 FROM evidence WHERE project_id = $1 AND source = 'ci' AND dedupe_key = 'k'
            alarm_by_time           | SELECT p.key FROM alarm a JOIN project p ON p.id = a.project_id WHERE a.at <= now() ORDER BY a.at
            """)
    void anIndexGivesTheOrderToo(String index, String query) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            // The tables of a test are small; what counts is that there is a way without sorting or reading everything.
            Database.execute(connection, "SET LOCAL enable_seqscan = off");
            Database.execute(connection, "SET LOCAL enable_sort = off");
            Database.execute(connection, "SET LOCAL enable_bitmapscan = off");
            String plan = Database.text(connection, "EXPLAIN " + query.replace("$1", "'%s'".formatted(project)));
            connection.rollback();
            connection.setAutoCommit(true);

            assertThat(plan).contains(index + " on").doesNotContain("Seq Scan", "Sort");
        }
    }

    private void assertByIndex(Scans.Work work) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            try {
                Scans.assertNone(connection, project, work);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }
}
