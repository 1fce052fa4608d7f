package dev.tollgate.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/** A trigger on the log that stands in the way of one project's event, until it is closed. */
final class Obstacle implements AutoCloseable {

    private static final long LOCK = 620_117;
    private static final String FULL = "RAISE EXCEPTION 'the disk is full, says the test'";
    private static final String AT_ONCE = "TRIGGER test_obstacle BEFORE INSERT ON event";
    private static final String AT_COMMIT =
            "CONSTRAINT TRIGGER test_obstacle AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED";

    private final Database database;
    private final Connection holder;

    private Obstacle(Database database, String project, long seq, String action, String when) throws SQLException {
        this.database = database;
        this.holder = database.connect();
        holder.setAutoCommit(false);
        database.executeAsOwner("""
                CREATE OR REPLACE FUNCTION test_obstacle() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.seq = %d AND EXISTS (SELECT 1 FROM project WHERE id = NEW.project_id AND key = '%s') THEN
                        %s;
                    END IF;
                    RETURN NEW;
                END
                $$""".formatted(seq, project, action));
        database.executeAsOwner("CREATE %s FOR EACH ROW EXECUTE FUNCTION test_obstacle()".formatted(when));
    }

    /** The insert of this event fails. */
    static Obstacle failingAt(Database database, String project, long seq) throws SQLException {
        return new Obstacle(database, project, seq, FULL, AT_ONCE);
    }

    /** Everything can be written, and then not be committed. */
    static Obstacle failingAtTheCommitOf(Database database, String project, long seq) throws SQLException {
        return new Obstacle(database, project, seq, FULL, AT_COMMIT);
    }

    /** The insert of this event waits until the obstacle is removed. */
    static Obstacle waitingAt(Database database, String project, long seq) throws SQLException {
        var obstacle =
                new Obstacle(database, project, seq, "PERFORM pg_advisory_xact_lock(%d)".formatted(LOCK), AT_ONCE);
        Database.execute(obstacle.holder, "SELECT pg_advisory_xact_lock(?)", LOCK);
        return obstacle;
    }

    void remove() throws SQLException {
        holder.rollback();
    }

    @Override
    public void close() throws SQLException {
        remove();
        holder.setAutoCommit(true);
        holder.close();
        database.executeAsOwner("DROP TRIGGER test_obstacle ON event");
        database.executeAsOwner("DROP FUNCTION test_obstacle");
    }
}
