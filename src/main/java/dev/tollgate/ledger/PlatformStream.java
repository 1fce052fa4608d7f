package dev.tollgate.ledger;

import dev.tollgate.installation.InstallationEvent;
import dev.tollgate.installation.InstallationEventType;
import dev.tollgate.installation.InstallationRuling;
import dev.tollgate.lifecycle.Actor;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The log of what administrators change: one reserved stream among those of the projects, with the nil UUID in the place of the project's id.
 * Same table, same chain, sealed like all others. It has no read table: the installation is small, and is the fold. Administrators write
 * rarely, so each change has a transaction of its own, on the caller's thread.
 */
@ApplicationScoped
public class PlatformStream {

    /** The nil UUID (RFC 9562 section 5.9). */
    public static final UUID ID = new UUID(0, 0);

    /** The {@code source} of its CloudEvents. */
    public static final String SOURCE = "/v1/platform";

    private static final Logger LOG = Logger.getLogger(PlatformStream.class);
    private static final int PAGE = 1_000;

    private final DataSource database;
    private final Clock clock;
    private final Event<PlatformCommitted> committed;
    private volatile PlatformTip cached = PlatformTip.START;

    PlatformStream(DataSource database, Clock clock, Event<PlatformCommitted> committed) {
        this.database = database;
        this.clock = clock;
        this.committed = committed;
    }

    /** The installation as it stands now, whichever replica wrote last. */
    public PlatformTip read() {
        try (Connection connection = database.getConnection()) {
            return upTo(connection, PlatformHead.read(connection));
        } catch (SQLException e) {
            throw new IllegalStateException("the platform stream could not be read", e);
        }
    }

    /** @throws IllegalStateException where there is none of that number */
    RawEntry entry(long seq) {
        try (Connection connection = database.getConnection()) {
            return EventTable.read(connection, ID, seq - 1, 1).stream()
                    .filter(entry -> entry.seq() == seq)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the platform stream has no event " + seq));
        } catch (SQLException e) {
            throw new IllegalStateException("the platform stream could not be read", e);
        }
    }

    /**
     * Makes the change, whole or not at all. When this returns, what was done is durable.
     *
     * @throws dev.tollgate.platform.ProblemException where the database did not take it
     */
    public PlatformOutcome write(PlatformChange change) {
        PlatformOutcome outcome;
        try {
            outcome = transaction(change);
        } catch (SQLException e) {
            LOG.errorf("A transaction of the platform stream failed: SQLSTATE %s", e.getSQLState());
            throw Problem.of(ProblemType.UNAVAILABLE, "The database did not take the write; nothing was stored.")
                    .toException();
        }
        if (!change.dryRun()) {
            tell(outcome);
        }
        return outcome;
    }

    /** Recomputes the chain from the stored bytes, folds it anew, and compares its end with the head. Trusts nothing that a cache holds. */
    public Verification.Report verify() {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return verify(connection);
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the platform stream could not be read", e);
        }
    }

    /** @param connection in a transaction that sees one snapshot, so that a write in between is no difference */
    static Verification.Report verify(Connection connection) throws SQLException {
        var chain = new Chain();
        var fold = new PlatformTip[] {PlatformTip.START};
        Optional<Verification.Broken> broken = chain.follow(connection, ID, entry -> fold[0] = fold[0].after(entry));
        PlatformHead head = PlatformHead.read(connection);
        List<Verification.Difference> differences = new ArrayList<>();
        if (broken.isEmpty()) {
            compare("head_seq", Long.toString(chain.seq()), Long.toString(head.seq()), differences);
            compare("head_hash", HashChain.hex(chain.hash()), HashChain.hex(head.hash()), differences);
        }
        return new Verification.Report(chain.seq(), HashChain.hex(chain.hash()), broken, differences);
    }

    private static void compare(String column, String log, String stored, List<Verification.Difference> differences) {
        if (!log.equals(stored)) {
            differences.add(new Verification.Difference("platform_stream", ID.toString(), column, log, stored));
        }
    }

    private PlatformOutcome transaction(PlatformChange change) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                PlatformTip before = upTo(connection, PlatformHead.lock(connection));
                return switch (change.rule().apply(before.installation())) {
                    case InstallationRuling.Refused refused -> {
                        connection.rollback();
                        yield new PlatformOutcome.Refused(refused.refusal());
                    }
                    case InstallationRuling.Accepted accepted -> carryOut(connection, change, before, accepted);
                };
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private PlatformOutcome carryOut(
            Connection connection, PlatformChange change, PlatformTip before, InstallationRuling.Accepted accepted)
            throws SQLException {
        List<RawEntry> entries = entries(before, change.caller().actor(), accepted.events());
        PlatformTip after = before;
        for (RawEntry entry : entries) {
            after = after.after(entry);
        }
        var done = new PlatformOutcome.Done(before, after, entries);
        if (change.dryRun() || entries.isEmpty()) {
            connection.rollback();
            return done;
        }
        EventTable.append(connection, entries);
        PlatformHead.move(connection, after);
        change.beside().write(connection, done);
        connection.commit();
        cached = after;
        return done;
    }

    private List<RawEntry> entries(PlatformTip before, Actor actor, List<InstallationEvent> events) {
        // The log's time never runs backwards, whatever the clocks of two replicas say.
        Instant clockTime = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant now = clockTime.isBefore(before.at()) ? before.at() : clockTime;
        List<RawEntry> entries = new ArrayList<>();
        long seq = before.seq();
        byte[] hash = before.hash();
        for (InstallationEvent event : events) {
            byte[] data = EventCodec.encode(event);
            String type = InstallationEventType.of(event).typeName();
            byte[] next = HashChain.link(ID, ++seq, now, type, actor.toString(), data, hash);
            entries.add(
                    new RawEntry(ID, seq, type, Optional.of(event.subject()), actor.toString(), now, data, hash, next));
            hash = next;
        }
        return entries;
    }

    /** The cached tip is only ever a head start: what other replicas have added since is folded on top. */
    private PlatformTip upTo(Connection connection, PlatformHead head) throws SQLException {
        PlatformTip tip = cached;
        if (tip.seq() == head.seq() && Arrays.equals(tip.hash(), head.hash())) {
            return tip;
        }
        if (tip.seq() >= head.seq()) {
            // Another end at the same length, or before it: the database was restored to another history. Begin again.
            tip = PlatformTip.START;
        }
        while (tip.seq() < head.seq()) {
            List<RawEntry> page =
                    EventTable.read(connection, ID, tip.seq(), (int) Math.min(PAGE, head.seq() - tip.seq()));
            if (page.isEmpty()) {
                throw new IllegalStateException(
                        "the platform stream ends at %d, not at %d".formatted(tip.seq(), head.seq()));
            }
            for (RawEntry entry : page) {
                tip = tip.after(entry);
            }
        }
        cached = tip;
        return tip;
    }

    private void tell(PlatformOutcome outcome) {
        try {
            committed.fire(new PlatformCommitted(outcome));
        } catch (RuntimeException e) {
            // The write stands: whoever only wants to hear of it must not make it look failed.
            LOG.error("A listener of the platform stream failed", e);
        }
    }
}
