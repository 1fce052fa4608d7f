package dev.tollgate.seal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two ways to break the feed of all projects, as faults that others have shipped. The product has no such switch: the test changes the SQL
 * on its way to the database, and says so when there was nothing to change.
 */
enum Mutation {
    NONE,

    /** The sealer takes what is committed without asking whether an older transaction is still open. */
    NO_HORIZON,

    /** A writer takes its transaction id first and locks the project later. */
    LOCK_AFTER_WRITE;

    private static final String SWITCH = "tollgate.test.mutation";

    private static final Pattern HORIZON =
            Pattern.compile("\\bAND\\s+(\\w+\\.)?xid\\s*<\\s*pg_snapshot_xmin\\(pg_current_snapshot\\(\\)\\)");

    private final AtomicInteger found = new AtomicInteger();

    /** What {@code -Dtollgate.test.mutation=no-horizon} or {@code =lock-after-write} asks for. */
    static Mutation chosen() {
        String name = System.getProperty(SWITCH, "none");
        return valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    /** Whether a writer asks for its project's lock; its first statement that waits. */
    static boolean isLock(String sql) {
        return sql.contains("pg_advisory_xact_lock");
    }

    /** How often it found what it breaks. */
    int found() {
        return found.get();
    }

    /** What the sealer asks. */
    String sealing(String sql) {
        Matcher horizon = HORIZON.matcher(sql);
        if (this != NO_HORIZON || !horizon.find()) {
            return sql;
        }
        found.incrementAndGet();
        return horizon.replaceAll("");
    }

    /**
     * What a writer asks.
     *
     * @param hold passes the time between the writer's first write and its lock
     */
    void writing(Connection connection, String sql, Runnable hold) throws SQLException {
        if (this == LOCK_AFTER_WRITE && isLock(sql)) {
            found.incrementAndGet();
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_current_xact_id()");
            }
            hold.run();
        }
    }
}
