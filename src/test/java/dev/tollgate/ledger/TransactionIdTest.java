package dev.tollgate.ledger;

import static dev.tollgate.ledger.Asked.creation;
import static dev.tollgate.ledger.Asked.newKey;
import static dev.tollgate.ledger.Asked.pass;
import static dev.tollgate.ledger.Transactions.Patience.USUAL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.dev.Await;
import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Within a project, whoever writes later has the later transaction id. The sealer numbers by these ids, so where they went against a
 * project's own order, it could seal nothing any more.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class TransactionIdTest {

    @Inject
    Transactions transactions;

    @Inject
    Ledger ledger;

    @Inject
    Database database;

    private final String churn = newKey();
    private final String fraud = newKey();

    /** Row locks alone would give the batch its id with its first project, and let it wait for its second one with that. */
    @Test
    void aBatchThatWaitsForOneOfItsProjectsHasNoIdYet() throws Exception {
        // Given somebody who waits for the second project
        ledger.submit(creation(churn));
        ledger.submit(creation(fraud));
        CompletableFuture<List<Outcome>> single;
        CompletableFuture<List<Outcome>> batch;
        try (Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            Database.execute(holder, "SELECT 1 FROM project WHERE key = ? FOR NO KEY UPDATE", fraud);
            single = Beside.run(() -> transactions.write(List.of(pass(fraud, "plan.baseline")), USUAL));
            Await.until(() -> waiting() == 1);

            // When a batch of both projects comes after that, and waits, too
            batch = Beside.run(() ->
                    transactions.write(List.of(pass(churn, "plan.baseline"), pass(fraud, "plan.roadmap")), USUAL));
            Await.until(() -> waiting() == 2);
            holder.rollback();
            single.join();
            batch.join();
        }

        // Then
        assertThat(database.events(fraud)).isEqualTo(5);
        assertThat(inversions(fraud)).isZero();
    }

    /** Row locks alone let who comes later overtake who waits, when the row has changed meanwhile; and that one may have its id already. */
    @Test
    void whoComesLaterDoesNotOvertake() {
        // Given
        ledger.submit(creation(churn));

        // When
        List<CompletableFuture<Void>> writers = IntStream.range(0, 8)
                .mapToObj(i -> Beside.<Void>run(() -> {
                    for (int n = 0; n < 60; n++) {
                        transactions.write(List.of(pass(churn, "plan.baseline")), USUAL);
                    }
                    return null;
                }))
                .toList();
        writers.forEach(CompletableFuture::join);

        // Then
        assertThat(database.events(churn)).isEqualTo(1 + 8 * 60 + 1);
        assertThat(inversions(churn)).isZero();
    }

    private long waiting() {
        return database.count("""
                SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'""");
    }

    private long inversions(String project) {
        return database.count("""
                SELECT count(*)
                  FROM (SELECT xid < lag(xid) OVER (ORDER BY seq) AS inverted
                          FROM event WHERE project_id = (SELECT id FROM project WHERE key = ?)) e
                 WHERE inverted""", project);
    }
}
