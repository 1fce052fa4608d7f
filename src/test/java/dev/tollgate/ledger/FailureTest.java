package dev.tollgate.ledger;

import static dev.tollgate.ledger.Asked.creation;
import static dev.tollgate.ledger.Asked.newKey;
import static dev.tollgate.ledger.Asked.pass;
import static dev.tollgate.ledger.Asked.planSatisfied;
import static dev.tollgate.ledger.Transactions.Patience.USUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.dev.Await;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.platform.ProblemException;
import dev.tollgate.platform.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the database fails in the middle of a write, nothing of it is there, and the next write works. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class FailureTest {

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

    @BeforeEach
    void twoProjects() {
        ledger.submit(creation(churn));
        ledger.submit(creation(fraud));
    }

    @Test
    void aWriteThatFailsInTheMiddleLeavesNothing() throws Exception {
        // When the twelfth event of many cannot be written
        try (Obstacle obstacle = Obstacle.failingAt(database, churn, 12)) {
            assertUnavailable(() -> ledger.submit(planSatisfied(churn)));
        }

        // Then
        assertThat(database.events(churn)).isEqualTo(1);
        for (String table : List.of("evidence", "payload")) {
            assertThat(database.count(
                            "SELECT count(*) FROM %s t JOIN project p ON p.id = t.project_id WHERE p.key = ?"
                                    .formatted(table),
                            churn))
                    .as(table)
                    .isZero();
        }
        assertThat(ledger.find(churn).orElseThrow().seq()).isEqualTo(1);
        assertThat(log.verify(churn).valid()).isTrue();

        // And what is written next goes on where the log ended
        assertThat(ledger.submit(planSatisfied(churn))).isInstanceOf(Outcome.Done.class);
        assertThat(database.events(churn)).isEqualTo(20);
        assertThat(log.verify(churn).valid()).isTrue();
    }

    @Test
    void whatWasNotCommittedIsNotRemembered() throws Exception {
        // When everything is written, and the commit fails
        try (Obstacle obstacle = Obstacle.failingAtTheCommitOf(database, churn, 2)) {
            assertUnavailable(() -> ledger.submit(planSatisfied(churn)));
        }

        // Then
        assertThat(database.events(churn)).isEqualTo(1);
        Tip tip = ledger.find(churn).orElseThrow();
        assertThat(tip.seq()).isEqualTo(1);
        assertThat(tip.project().item("plan.baseline").evidence()).isEmpty();
        assertThat(ledger.submit(pass(churn, "plan.roadmap"))).isInstanceOf(Outcome.Done.class);
        assertThat(log.verify(churn).valid()).isTrue();
        assertThat(log.verify(churn).events()).isEqualTo(3);
    }

    @Test
    void aTransactionOfManyProjectsFailsWhole() throws Exception {
        try (Obstacle obstacle = Obstacle.failingAt(database, churn, 3)) {
            assertUnavailable(() -> transactions.write(
                    List.of(pass(fraud, "plan.baseline"), pass(churn, "plan.baseline"), pass(fraud, "plan.roadmap")),
                    USUAL));
        }

        assertThat(database.events(churn) + database.events(fraud)).isEqualTo(2);
        assertThat(((Outcome.Done) ledger.submit(pass(fraud, "plan.baseline")))
                        .tip()
                        .seq())
                .isEqualTo(3);
        assertThat(log.verify(fraud).valid()).isTrue();
    }

    @Test
    void aConnectionThatBreaksInTheMiddleLeavesNothing() throws Exception {
        try (Obstacle obstacle = Obstacle.waitingAt(database, churn, 3)) {
            // Given a write that hangs in the middle
            CompletableFuture<Outcome> broken = Beside.run(() -> ledger.submit(pass(churn, "plan.baseline")));
            Await.until(() -> database.waiting("advisory") == 1);

            // When its connection is cut
            database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'advisory'");
            assertThatThrownBy(broken::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(ProblemException.class);
            obstacle.remove();
        }

        // Then
        assertThat(database.events(churn)).isEqualTo(1);
        for (int i = 0; i < 30; i++) {
            assertThat(ledger.submit(pass(churn, "plan.baseline"))).isInstanceOf(Outcome.Done.class);
        }
        assertThat(log.verify(churn).valid()).isTrue();
    }

    @Test
    void nobodyFailsForSomebodyElsesWrite() throws Exception {
        String third = newKey();
        ledger.submit(creation(third));
        List<CompletableFuture<Outcome>> good;
        CompletableFuture<Outcome> poison;
        try (Obstacle obstacle = Obstacle.failingAt(database, churn, 2);
                Connection holder = database.connect()) {
            // Given writers that are all busy, so that what comes waits and then shares a transaction
            holder.setAutoCommit(false);
            Database.execute(holder, "SELECT 1 FROM project WHERE key = ? FOR NO KEY UPDATE", third);
            CompletableFuture<Outcome> busy = submit(pass(third, "plan.baseline"));
            Await.until(() -> database.waiting("transactionid") == 1);
            CompletableFuture<Outcome> busyToo = submit(pass(third, "plan.roadmap"));
            Await.until(() -> database.waiting("transactionid") + database.waiting("advisory") == 2);

            // When one of them fails
            good = Asked.PLAN.stream().map(item -> submit(pass(fraud, item))).toList();
            poison = submit(pass(churn, "plan.baseline"));
            holder.rollback();
            busy.join();
            busyToo.join();

            // Then the others stand
            assertThatThrownBy(poison::join).hasCauseInstanceOf(ProblemException.class);
            assertThat(good).allSatisfy(write -> assertThat(write.join()).isInstanceOf(Outcome.Done.class));
        }
        assertThat(database.events(churn)).isEqualTo(1);
        assertThat(log.verify(fraud).valid()).isTrue();
        assertThat(log.verify(fraud).events()).isEqualTo(20);
    }

    private CompletableFuture<Outcome> submit(Submission submission) {
        return Beside.run(() -> ledger.submit(submission));
    }

    private static void assertUnavailable(Runnable write) {
        assertThatThrownBy(write::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.UNAVAILABLE));
    }
}
