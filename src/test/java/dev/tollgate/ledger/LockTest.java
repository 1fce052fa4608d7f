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

/** Writers wait for each other at the project's row, before they have written anything. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class LockTest {

    @Inject
    Transactions transactions;

    @Inject
    Ledger ledger;

    @Inject
    LogReader log;

    @Inject
    Database database;

    private final String churn = newKey();
    private final String fraud = newKey();

    @Test
    void whoWaitsForAProjectHoldsNoTransactionId() throws Exception {
        // Given somebody who holds the project
        ledger.submit(creation(churn));
        CompletableFuture<Outcome> waiting;
        try (Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            Database.execute(holder, "SELECT 1 FROM project WHERE key = ? FOR NO KEY UPDATE", churn);

            // When
            waiting = Beside.run(() -> transactions
                    .write(List.of(pass(churn, "plan.baseline")), USUAL)
                    .getFirst());

            // Then
            Await.until(() -> database.count("""
                    SELECT count(*) FROM pg_stat_activity
                     WHERE wait_event_type = 'Lock' AND query LIKE '%FOR NO KEY UPDATE%' AND backend_xid IS NULL""") == 1);

            // Nor does who waits for that one
            CompletableFuture<Outcome> behind = Beside.run(() -> transactions
                    .write(List.of(pass(churn, "plan.roadmap")), USUAL)
                    .getFirst());
            Await.until(() -> database.count("""
                    SELECT count(*) FROM pg_stat_activity
                     WHERE wait_event = 'advisory' AND query LIKE '%pg_advisory_xact_lock%' AND backend_xid IS NULL""") == 1);
            holder.rollback();
            assertThat(behind.get()).isInstanceOf(Outcome.Done.class);
        }
        assertThat(waiting.get()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void readersDoNotWait() throws Exception {
        // Given
        ledger.submit(creation(churn));
        try (Connection holder = database.connect()) {
            holder.setAutoCommit(false);
            Database.execute(holder, "SELECT 1 FROM project WHERE key = ? FOR NO KEY UPDATE", churn);

            // Then
            assertThat(ledger.find(churn)).isPresent();
            assertThat(log.verify(churn).valid()).isTrue();
            holder.rollback();
        }
    }

    @Test
    void transactionsThatCrossDoNotLockEachOtherOut() {
        // Given
        ledger.submit(creation(churn));
        ledger.submit(creation(fraud));

        // When each goes through the projects in the other order
        List<CompletableFuture<List<Outcome>>> writers = IntStream.range(0, 60)
                .mapToObj(i -> i % 2 == 0 ? List.of(churn, fraud) : List.of(fraud, churn))
                .map(order -> Beside.run(() -> transactions.write(
                        order.stream()
                                .map(project -> pass(project, "plan.baseline"))
                                .toList(),
                        USUAL)))
                .toList();

        // Then
        assertThat(writers).allSatisfy(writer -> assertThat(writer.join()).allMatch(Outcome.Done.class::isInstance));
        assertThat(database.events(churn)).isEqualTo(62);
        assertThat(log.verify(churn).valid() && log.verify(fraud).valid()).isTrue();
    }

    @Test
    void theSecondOfTwoCreationsFindsTheProjectThere() throws Exception {
        // Given a creation that waits just before its commit
        CompletableFuture<Outcome> first;
        CompletableFuture<Outcome> second;
        try (Obstacle obstacle = Obstacle.waitingAt(database, churn, 1)) {
            first = Beside.run(
                    () -> transactions.write(List.of(creation(churn)), USUAL).getFirst());
            Await.until(() -> database.waiting("advisory") == 1);

            // When another one of the same project comes
            second = Beside.run(
                    () -> transactions.write(List.of(creation(churn)), USUAL).getFirst());
            Await.until(() -> database.waiting("advisory") == 2);
            obstacle.remove();
            first.join();
            second.join();
        }

        // Then
        assertThat(((Outcome.Done) first.get()).before()).isEmpty();
        assertThat(((Outcome.Done) second.get()).before()).isPresent();
        assertThat(((Outcome.Done) second.get()).entries()).isEmpty();
        assertThat(database.events(churn)).isEqualTo(1);
        assertThat(log.verify(churn).valid()).isTrue();
    }
}
