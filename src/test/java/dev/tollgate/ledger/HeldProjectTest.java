package dev.tollgate.ledger;

import static dev.tollgate.ledger.Asked.creation;
import static dev.tollgate.ledger.Asked.newKey;
import static dev.tollgate.ledger.Asked.pass;
import static dev.tollgate.ledger.Transactions.Patience.LITTLE;
import static dev.tollgate.ledger.Transactions.Patience.USUAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.dev.Await;
import dev.tollgate.dev.TestDatabase;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.platform.ProblemException;
import dev.tollgate.platform.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that takes a project's row and does not give it back stops neither the other projects nor, for ever, this one. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class HeldProjectTest {

    private static final String HOLD = "SELECT 1 FROM project WHERE key = ? FOR NO KEY UPDATE";

    @Inject
    Ledger ledger;

    @Inject
    DataSource source;

    @Inject
    Tips tips;

    @Inject
    Judge judge;

    @Inject
    Event<Committed> committed;

    @Inject
    LogReader log;

    @Inject
    Database database;

    private final String churn = newKey();
    private final String fraud = newKey();

    /** As those of the service. */
    private Watched watched;

    private Writers writers;

    @BeforeEach
    void twoProjects() {
        ledger.submit(creation(churn));
        ledger.submit(creation(fraud));
        watched = new Watched();
        writers = new Writers(watched);
    }

    @AfterEach
    void stopWriting() {
        watched.goOn.countDown();
        writers.stop();
    }

    /** Notes how long each wait for the held project may last, and stops who writes to certain others. */
    private final class Watched extends Transactions {

        private final Set<Patience> patience = ConcurrentHashMap.newKeySet();
        private final Set<String> stopped = ConcurrentHashMap.newKeySet();
        private final AtomicInteger arrived = new AtomicInteger();
        private final CountDownLatch goOn = new CountDownLatch(1);

        private Watched() {
            super(source, tips, judge, committed);
        }

        @Override
        List<Outcome> write(List<Submission> submissions, Patience longest) {
            if (submissions.stream().anyMatch(one -> one.project().equals(churn))) {
                patience.add(longest);
            }
            if (submissions.stream().anyMatch(one -> stopped.contains(one.project()))) {
                arrived.incrementAndGet();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return super.write(submissions, longest);
        }
    }

    @Test
    void noSessionOfTheServiceWaitsOrIdlesForEver() throws SQLException {
        try (Connection connection = database.connect()) {
            assertThat(Database.text(connection, "SHOW lock_timeout")).isEqualTo("5s\n");
            assertThat(Database.text(connection, "SHOW idle_in_transaction_session_timeout"))
                    .isEqualTo("30s\n");
        }
    }

    @Test
    void itsWritesAreRefusedAndTheOthersGoOn() throws SQLException {
        try (Connection holder = TestDatabase.as("tollgate")) {
            holder.setAutoCommit(false);
            Database.execute(holder, HOLD, churn);

            // When the service does not know it yet
            List<CompletableFuture<Outcome>> others = refuses(20);
            assertThat(watched.patience).contains(USUAL);
            assertThat(others).allSatisfy(other -> assertThat(other.join()).isInstanceOf(Outcome.Done.class));

            // And when it does: nobody waits as long again, however many ask for it
            watched.patience.clear();
            others = refuses(200);
            assertThat(others).allSatisfy(other -> assertThat(other.join()).isInstanceOf(Outcome.Done.class));
            assertThat(watched.patience).containsOnly(LITTLE);

            holder.rollback();
        }

        // Then it is as if nothing had been
        assertThat(ledger.submit(pass(churn, "plan.baseline"))).isInstanceOf(Outcome.Done.class);
        assertThat(database.events(churn)).isEqualTo(3);
        assertThat(log.verify(churn).valid() && log.verify(fraud).valid()).isTrue();
        assertThat(log.verify(fraud).events()).isEqualTo(1 + 1 + 220);
    }

    /** Each has both projects in its batch: none may keep the free one while it waits for the held one. */
    @Test
    void bothWritersComeUponItAtTheSameMoment() throws SQLException {
        String first = newKey();
        String second = newKey();
        ledger.submit(creation(first));
        ledger.submit(creation(second));
        try (Connection holder = TestDatabase.as("tollgate")) {
            holder.setAutoCommit(false);
            Database.execute(holder, HOLD, churn);
            // One after the other, so that each keeps one writer busy
            watched.stopped.addAll(List.of(first, second));
            var busy = Beside.run(() -> writers.write(pass(first, "plan.baseline")));
            Await.until("one writer is busy", () -> watched.arrived.get() == 1);
            var busyToo = Beside.run(() -> writers.write(pass(second, "plan.baseline")));
            Await.until("both writers are busy", () -> watched.arrived.get() == 2);

            List<CompletableFuture<Outcome>> refused = new ArrayList<>();
            List<CompletableFuture<Outcome>> others = new ArrayList<>();
            ask(100, refused, others);
            watched.goOn.countDown();

            assertThat(List.of(busy, busyToo))
                    .allSatisfy(one -> assertThat(one.join()).isInstanceOf(Outcome.Done.class));
            assertThat(others).allSatisfy(other -> assertThat(other.join()).isInstanceOf(Outcome.Done.class));
            assertRefused(refused);
            holder.rollback();
        }
    }

    @Test
    void theServerEndsASessionThatStoppedHalfway() throws SQLException {
        try (Connection stalled = TestDatabase.as("tollgate")) {
            Database.execute(stalled, "SET idle_in_transaction_session_timeout = '300ms'");
            stalled.setAutoCommit(false);
            Database.execute(stalled, HOLD, churn);

            assertThat(ledger.submit(pass(churn, "plan.baseline"))).isInstanceOf(Outcome.Done.class);
            assertThatThrownBy(stalled::commit).isInstanceOf(SQLException.class);
        }
    }

    /** Asks for both projects, many times and all at once; the held one answers 503. Returns the answers of the other. */
    private List<CompletableFuture<Outcome>> refuses(int times) {
        List<CompletableFuture<Outcome>> refused = new ArrayList<>();
        List<CompletableFuture<Outcome>> others = new ArrayList<>();
        ask(times, refused, others);
        assertRefused(refused);
        return others;
    }

    private void ask(int times, List<CompletableFuture<Outcome>> ofChurn, List<CompletableFuture<Outcome>> ofFraud) {
        for (int i = 0; i < times; i++) {
            ofChurn.add(Beside.run(() -> writers.write(pass(churn, "plan.baseline"))));
            ofFraud.add(Beside.run(() -> writers.write(pass(fraud, "plan.baseline"))));
        }
    }

    private static void assertRefused(List<CompletableFuture<Outcome>> writes) {
        assertThat(writes)
                .allSatisfy(write -> assertThatThrownBy(write::join)
                        .cause()
                        .isInstanceOfSatisfying(ProblemException.class, e -> {
                            assertThat(e.problem().type()).isEqualTo(ProblemType.UNAVAILABLE);
                            assertThat(e.problem().detail()).contains("holds the project");
                        }));
    }
}
