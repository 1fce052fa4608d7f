package dev.tollgate.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Seals what is committed, one transaction at a time. Any number of replicas may try: a lock that ends with the transaction lets in one,
 * and a lease keeps it the same one for as long as it lives, so that the others need only read. The lease is a habit and not a safeguard;
 * two who both believed to hold it would still go one after the other. Not for use by more than one thread at a time.
 *
 * <p>The lock is PostgreSQL's advisory lock of a transaction, and not a lock of the lease's row: a locked row costs a transaction id and a
 * flush each time, ten times a second on a log to which nothing is added, and its transaction id would stand in the way of the horizon.
 */
final class Sealing {

    /** So many leaves are signed without waiting for a second to pass. */
    static final int CHECKPOINT_EVERY = 256;

    static final int LARGEST_BATCH = 2_000;

    private static final double CHECKPOINT_SECONDS = 1;
    private static final double LEASE_SECONDS = 2;
    private static final double RENEW_SECONDS = 1;

    /** "tollgate" in ASCII. */
    private static final long LOCK = 0x746f6c6c67617465L;

    /** How a try ended. */
    sealed interface Result {

        /** Another replica is at it. */
        record Follower() implements Result {}

        /** @param events how many got their positions */
        record Leader(int events) implements Result {}
    }

    private final DataSource database;
    private final LogKeys keys;
    private final String holder;
    private @Nullable CompactTree tree;

    /** @param holder tells this replica from all others, also from one of the same name before or after */
    Sealing(DataSource database, LogKeys keys, String holder) {
        this.database = database;
        this.keys = keys;
        this.holder = holder;
    }

    /**
     * Seals one batch if this replica is the leader, or the lease is free.
     *
     * @throws SealingRefusedException where going on would sign something that is wrong; nothing was changed
     */
    Result round() throws SQLException {
        try (Connection connection = database.getConnection()) {
            // Without the lock: a follower that took it to look would now and then be in the leader's way.
            if (tree == null && Standing.read(connection).isHeldByOtherThan(holder)) {
                return new Result.Follower();
            }
            connection.setAutoCommit(false);
            // Whatever happens in between, and be it a commit whose answer is lost: next time the tree is read again.
            @Nullable CompactTree before = tree;
            tree = null;
            try {
                Result result = locked(connection) ? lead(connection, before) : new Result.Follower();
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                tree = null;
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    /** Gives the lease up, so that another replica need not wait for it to run out. */
    void retire() throws SQLException {
        tree = null;
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE lease SET until = clock_timestamp() WHERE name = 'sealer' AND holder = ?")) {
            update.setString(1, holder);
            update.executeUpdate();
        }
    }

    /**
     * A machine that vanishes without closing its connections would hold the lock until the network gives up on it; so the server ends a
     * transaction that is silent for as long as a lease lasts.
     */
    private static boolean locked(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT set_config('idle_in_transaction_session_timeout', ?, true), pg_try_advisory_xact_lock(?)""")) {
            select.setString(1, "%d".formatted((long) (LEASE_SECONDS * 1_000)));
            select.setLong(2, LOCK);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(2);
            }
        }
    }

    private Result lead(Connection connection, @Nullable CompactTree before) throws SQLException {
        Standing standing = Standing.read(connection);
        if (standing.isHeldByOtherThan(holder)) {
            return new Result.Follower();
        }
        mustBeWhole(standing);
        CompactTree now = before != null && before.size() == standing.position() ? before : begin(connection, standing);
        List<Unsealed.Candidate> events = Unsealed.read(
                connection, standing.last().orElse(Standing.Place.START), standing.epoch(), LARGEST_BATCH);
        if (!events.isEmpty()) {
            Unsealed.mustFollowWhatIsSealed(connection, events);
            var growth = new Growth(now);
            events.forEach(growth::add);
            growth.write(connection);
        }
        if (isCheckpointDue(now.size(), standing)) {
            Growth.sign(connection, now, keys);
        }
        if (standing.leaseLeft() < RENEW_SECONDS) {
            renew(connection);
        }
        tree = now;
        return new Result.Leader(events.size());
    }

    private static boolean isCheckpointDue(long size, Standing standing) {
        long unsigned = size - standing.checkpoint().size();
        return unsigned >= CHECKPOINT_EVERY || (unsigned > 0 && standing.checkpointAge() >= CHECKPOINT_SECONDS);
    }

    private static void mustBeWhole(Standing standing) {
        if (!standing.sameServer()) {
            throw new SealingRefusedException("the database was moved to another server while the service was running;"
                    + " start the service again, so that a new epoch begins");
        }
        if (standing.position() > 0 && standing.last().isEmpty()) {
            throw new SealingRefusedException(
                    "the event with the position %d is gone from the log".formatted(standing.position()));
        }
        if (standing.checkpoint().size() > standing.position()) {
            throw new SealingRefusedException("a checkpoint covers %d events, but only %d have a position"
                    .formatted(standing.checkpoint().size(), standing.position()));
        }
    }

    /** Whoever becomes the leader looks first whether the tree is still the one that was signed last. */
    private static CompactTree begin(Connection connection, Standing standing) throws SQLException {
        var stored = new StoredTree(connection);
        byte[] root;
        CompactTree begun;
        try {
            root = stored.root(standing.checkpoint().size());
            begun = stored.begin(standing.position());
        } catch (IllegalStateException gap) {
            throw new SealingRefusedException(String.valueOf(gap.getMessage()));
        }
        if (!Arrays.equals(root, standing.checkpoint().root())) {
            throw new SealingRefusedException("the tree of %d leaves is not the one that its checkpoint signed"
                    .formatted(standing.checkpoint().size()));
        }
        return begun;
    }

    private void renew(Connection connection) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO lease (name, holder, until)
                VALUES ('sealer', ?, clock_timestamp() + make_interval(secs => ?))
                    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until""")) {
            upsert.setString(1, holder);
            upsert.setDouble(2, LEASE_SECONDS);
            upsert.executeUpdate();
        }
    }
}
