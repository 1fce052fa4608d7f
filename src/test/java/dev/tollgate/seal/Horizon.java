package dev.tollgate.seal;

import dev.tollgate.dev.Await;
import dev.tollgate.dev.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * What the sealer waits for: an event is sealed once every older transaction has ended, and the server counts those of all its databases. So
 * the service of another test, or the server's own housekeeping, may hold back what a test has just written.
 */
final class Horizon {

    private Horizon() {}

    /** Waits until whatever is committed by now can be sealed. Not for who has a transaction open that has written: it would wait for itself. */
    static void passes() {
        try (Connection connection = TestDatabase.as("tollgate")) {
            long next = Seals.number(connection, "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
            Await.until("older transactions end", () -> oldest(connection) >= next);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The oldest transaction that is open, or the next one where none is. */
    private static long oldest(Connection connection) {
        try {
            return Seals.number(connection, "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
