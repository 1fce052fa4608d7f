package dev.tollgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.dev.Await;
import dev.tollgate.dev.OwnDatabase;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.ledger.HashChain;
import dev.tollgate.ledger.LogEntry;
import dev.tollgate.ledger.OtherReplicas;
import dev.tollgate.seal.History.Entry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

/**
 * The sealer's session is killed a hundred times, each time somewhere else: before a statement, before its commit, between the commit and
 * the answer, or at a random moment. Processes are killed in {@link TwoReplicasIT}.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class SealerKilledTest {

    private static final int KILLS = 100;

    /** Statements of a round, about; a number beyond it kills a later round. */
    private static final int STEPS = 14;

    private static final int BEFORE_STATEMENT = 0;
    private static final int BEFORE_COMMIT = 1;
    private static final int AFTER_COMMIT = 2;
    private static final int AT_RANDOM = 3;

    private static final ThreadFactory THREADS = Thread.ofVirtual().factory();
    private static final List<String> PROJECTS = List.of("churn", "fraud", "price", "spam");

    @Inject
    OtherReplicas replicas;

    private final History history = new History();
    private final AtomicInteger kills = new AtomicInteger();
    private volatile boolean writing = true;

    @Test
    @Timeout(120)
    void noGapAndNoNumberTwice() throws Exception {
        // Given
        long seed = Long.getLong("tollgate.test.seed", new Random().nextLong());
        System.out.println("noGapAndNoNumberTwice: seed " + seed);
        var random = new Random(seed);
        OwnDatabase database = OwnDatabase.create("sealer_killed").migrated();
        OtherReplicas.Writer founder = replicas.writerOn(database.asService());
        PROJECTS.forEach(project -> record(project, founder.create(project)));

        // When
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            var own = new Random(random.nextLong());
            writers.add(CompletableFuture.runAsync(
                    () -> write(database, own), task -> THREADS.newThread(task).start()));
        }
        int[] points = new int[4];
        try {
            while (kills.get() < KILLS) {
                sealAndDie(database, random).ifPresent(where -> points[where]++);
            }
        } finally {
            writing = false;
        }
        writers.forEach(CompletableFuture::join);
        var sealing = new Sealing(database.asService(), SealingLoop.keys(), "test-sealer");
        Await.until("everything sealed", () -> {
            try {
                sealing.round();
            } catch (SQLException e) {
                SealingLoop.mustHaveStalled(e);
            }
            return new SealedLog(database.asService()).end() >= history.size();
        });

        // Then
        History.Reading reading = history.readerOfAll("the sealed log", 0);
        new SealedLog(database.asService())
                .read(0, SealedLog.Selection.ALL, Integer.MAX_VALUE)
                .forEach(event -> reading.see(new History.Seen(
                        event.position(),
                        new Entry(
                                event.source().substring(event.source().lastIndexOf('/') + 1),
                                event.entry().seq(),
                                HashChain.hex(event.entry().hash())))));
        assertThat(history.violations()).as("seed %d", seed).isEmpty();
        try (Connection connection = database.asOwner()) {
            int checkpoints = Seals.assertConsistent(connection);
            System.out.printf(
                    "noGapAndNoNumberTwice: %d events, %d checkpoints, killed %d before a statement, %d before and %d after a"
                            + " commit, %d at random%n",
                    history.size(), checkpoints, points[0], points[1], points[2], points[3]);
        }
    }

    /** @return where it was killed, an index of the four kinds; empty where the server had ended its session before, since it had stalled */
    private OptionalInt sealAndDie(OwnDatabase database, Random random) throws SQLException {
        var murder = new Murder(database, random);
        try (Connection session = database.asService().getConnection()) {
            SQLException end = sealToTheEnd(
                    new Sealing(Meddled.source(Kept.source(session), murder), SealingLoop.keys(), "test-sealer"));
            if (!murder.done) {
                SealingLoop.mustHaveStalled(end);
                return OptionalInt.empty();
            }
        }
        kills.incrementAndGet();
        return OptionalInt.of(murder.where);
    }

    private static SQLException sealToTheEnd(Sealing sealing) {
        while (true) {
            try {
                sealing.round();
            } catch (SQLException end) {
                return end;
            }
        }
    }

    /** Waits for its moment, and then has the server end the session. */
    private final class Murder implements Meddled.Meddler {

        private final OwnDatabase database;
        private final Random random;
        private final int plan;
        private int stepsLeft;
        private boolean armed;
        private volatile boolean done;
        private volatile int where;

        private Murder(OwnDatabase database, Random random) {
            this.database = database;
            this.random = random;
            this.plan = random.nextInt(4);
            this.stepsLeft = random.nextInt(STEPS);
        }

        @Override
        public String asked(Connection connection, String sql) throws SQLException {
            if (plan == AT_RANDOM && !armed) {
                armed = true;
                int pid = pid(connection);
                long nanos = random.nextLong(Duration.ofMillis(20).toNanos());
                THREADS.newThread(() -> {
                            LockSupport.parkNanos(nanos);
                            kill(pid, AT_RANDOM);
                        })
                        .start();
            } else if (plan == BEFORE_STATEMENT && stepsLeft-- == 0) {
                kill(pid(connection), BEFORE_STATEMENT);
            }
            return sql;
        }

        @Override
        public void beforeCommit(Connection connection) throws SQLException {
            if (plan == BEFORE_COMMIT || plan == AFTER_COMMIT) {
                int pid = pid(connection);
                if (plan == AFTER_COMMIT) {
                    // Stands, and the sealer never hears of it.
                    connection.commit();
                }
                kill(pid, plan);
            }
        }

        private static int pid(Connection connection) throws SQLException {
            return connection.unwrap(PGConnection.class).getBackendPID();
        }

        private void kill(int pid, int at) {
            done = true;
            where = at;
            try (Connection connection = database.asService().getConnection();
                    PreparedStatement kill = connection.prepareStatement("SELECT pg_terminate_backend(?, 5000)")) {
                kill.setInt(1, pid);
                kill.execute();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void write(OwnDatabase database, Random random) {
        try (Connection session = database.asService().getConnection()) {
            OtherReplicas.Writer writer = replicas.writerOn(Kept.source(session));
            while (writing) {
                String project = PROJECTS.get(random.nextInt(PROJECTS.size()));
                record(project, writer.pass(project, "plan.baseline"));
                LockSupport.parkNanos(random.nextLong(Duration.ofMillis(10).toNanos()));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void record(String project, List<LogEntry> entries) {
        entries.forEach(entry -> history.isDurable(new Entry(project, entry.seq(), HashChain.hex(entry.hash()))));
    }
}
