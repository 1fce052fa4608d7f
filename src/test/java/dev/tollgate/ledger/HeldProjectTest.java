package dev.tollgate.ledger;

import static dev.tollgate.ledger.Asked.creation;
import static dev.tollgate.ledger.Asked.newKey;
import static dev.tollgate.ledger.Asked.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.dev.TestDatabase;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.platform.ProblemException;
import dev.tollgate.platform.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that takes a project's row and does not give it back stops neither the other projects nor, for ever, this one. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class HeldProjectTest {

    private static final String HOLD = "SELECT 1 FROM project WHERE key = ? FOR NO KEY UPDATE";

    /** As application.properties says. */
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(5);

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
            assertThat(others).allSatisfy(other -> assertThat(other.join()).isInstanceOf(Outcome.Done.class));

            // And when it does: nobody waits as long again, however many ask for it
            Instant start = Instant.now();
            others = refuses(200);
            assertThat(others).allSatisfy(other -> assertThat(other.join()).isInstanceOf(Outcome.Done.class));
            assertThat(Duration.between(start, Instant.now())).isLessThan(LOCK_TIMEOUT);

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
        try (Connection holder = TestDatabase.as("tollgate");
                Connection usher = TestDatabase.as("tollgate")) {
            holder.setAutoCommit(false);
            Database.execute(holder, HOLD, churn);
            usher.setAutoCommit(false);
            Database.execute(usher, HOLD, first);
            Database.execute(usher, HOLD, second);
            var kept = List.of(
                    Beside.run(() -> ledger.submit(pass(first, "plan.baseline"))),
                    Beside.run(() -> ledger.submit(pass(second, "plan.baseline"))));
            Database.await(() -> database.waiting("transactionid") == 2);

            List<CompletableFuture<Outcome>> refused = new ArrayList<>();
            List<CompletableFuture<Outcome>> others = new ArrayList<>();
            ask(100, refused, others);
            usher.rollback();

            assertThat(kept).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Outcome.Done.class));
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
            ofChurn.add(Beside.run(() -> ledger.submit(pass(churn, "plan.baseline"))));
            ofFraud.add(Beside.run(() -> ledger.submit(pass(fraud, "plan.baseline"))));
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
