package dev.tollgate.seal;

import dev.tollgate.dev.OwnDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Seals in a thread of its own, round after round, on a session with somebody in the middle, until it is closed. */
final class SealingLoop implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final OwnDatabase database;
    private final Mutation mutation;
    private final AtomicInteger rounds = new AtomicInteger();
    private final Set<String> trouble = new TreeSet<>();
    private final Thread thread;
    private volatile boolean closed;

    SealingLoop(OwnDatabase database, Mutation mutation) {
        this.database = database;
        this.mutation = mutation;
        this.thread = Thread.ofPlatform().name("test-sealer").start(this::run);
    }

    /** Keys of the test's own. */
    static LogKeys keys() {
        return LogKeys.of(SigningKey.generate("tollgate.test/history").text(), Optional.empty());
    }

    private void run() {
        try (Connection session = database.asService().getConnection()) {
            var sealing = new Sealing(
                    Meddled.source(Kept.source(session), new Meddled.Meddler() {
                        @Override
                        public String asked(Connection connection, String sql) {
                            return mutation.sealing(sql);
                        }
                    }),
                    keys(),
                    "test-sealer");
            while (!closed) {
                round(sealing);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        } catch (SQLException e) {
            note(e);
        }
    }

    private void round(Sealing sealing) throws SQLException {
        try {
            sealing.round();
            rounds.incrementAndGet();
        } catch (SealingRefusedException refused) {
            note(refused);
        }
    }

    private synchronized void note(Exception e) {
        trouble.add(String.valueOf(e.getMessage()));
    }

    int rounds() {
        return rounds.get();
    }

    /** Why it could not go on, each reason once. */
    synchronized Set<String> trouble() {
        return Set.copyOf(trouble);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
