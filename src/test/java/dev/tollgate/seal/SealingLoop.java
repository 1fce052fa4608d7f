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

    /** SQLSTATE idle_in_transaction_session_timeout. */
    private static final String IDLE_IN_TRANSACTION = "25P03";

    /** SQLSTATEs of a connection that is no more. */
    private static final String CONNECTION = "08";

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

    /**
     * A round takes as long as this machine lets it, and the server ends the session of one that is silent for too long.
     *
     * @throws IllegalStateException for whatever else failed
     */
    static void mustHaveStalled(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (!state.equals(IDLE_IN_TRANSACTION) && !state.startsWith(CONNECTION)) {
            throw new IllegalStateException(failure);
        }
    }

    /** As the product's {@link Sealer}: whatever failed, it goes on with another session. */
    private void run() {
        LogKeys keys = keys();
        while (!closed) {
            try (Connection session = database.asService().getConnection()) {
                seal(new Sealing(
                        Meddled.source(Kept.source(session), new Meddled.Meddler() {
                            @Override
                            public String asked(Connection connection, String sql) {
                                return mutation.sealing(sql);
                            }
                        }),
                        keys,
                        "test-sealer"));
            } catch (SQLException e) {
                note(e);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void seal(Sealing sealing) throws SQLException {
        while (!closed) {
            round(sealing);
            LockSupport.parkNanos(PAUSE.toNanos());
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
