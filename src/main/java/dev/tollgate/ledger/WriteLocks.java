package dev.tollgate.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/**
 * What a transaction waits for before it writes, so that it takes its transaction id when nothing can keep it waiting any more: whoever
 * writes to a log later has the later id. The sealer numbers events in the order of these ids, and can do so only while they agree with
 * each log's own order.
 *
 * <p>Locks of rows are not enough for that. PostgreSQL gives a transaction its id with the first row that it locks, so one that locks two
 * rows waits for the second with an id from before. And who waited for a row that was updated meanwhile gets an id before the lock is its
 * own (heap_lock_updated_tuple), so somebody who comes later can overtake it, and write first with a later id. An advisory lock needs no id,
 * is given in the order of arrival, and ends with the transaction as a row's lock does. The rows are locked all the same, right behind it:
 * for whoever writes to the database without asking the ledger.
 */
final class WriteLocks {

    /** "proj" and "plat" in ASCII. Locks of two numbers are never the same as locks of one, which others use. */
    private static final int PROJECT = 0x70726f6a;

    private static final int PLATFORM = 0x706c6174;

    private WriteLocks() {}

    /**
     * Waits for all of them, one after the other in the order of their numbers, so that two transactions never wait for each other in a
     * circle. Two keys may have the same number, and then also wait for each other.
     */
    static void takeProjects(Connection connection, Collection<String> keys) throws SQLException {
        take(
                connection,
                PROJECT,
                keys.stream().map(String::hashCode).sorted().distinct().toArray());
    }

    static void takePlatform(Connection connection) throws SQLException {
        take(connection, PLATFORM, new Object[] {0});
    }

    private static void take(Connection connection, int kind, Object[] numbers) throws SQLException {
        Array array = connection.createArrayOf("int4", numbers);
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT pg_advisory_xact_lock(?, number) FROM unnest(?) AS number""")) {
            select.setInt(1, kind);
            select.setArray(2, array);
            select.execute();
        }
    }
}
