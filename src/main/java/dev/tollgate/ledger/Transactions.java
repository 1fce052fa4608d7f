package dev.tollgate.ledger;

import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemException;
import dev.tollgate.platform.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** Carries a batch through one transaction: begin, run, commit, and only then tell anybody. */
@ApplicationScoped
class Transactions {

    /** How long to wait for a project's row. */
    enum Patience {
        /** As the session's {@code lock_timeout} says. */
        USUAL {
            @Override
            void apply(Connection connection) {}
        },
        /** Where others would wait along, and for a project that somebody holds: the wait costs next to nothing. */
        LITTLE {
            @Override
            void apply(Connection connection) throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET LOCAL lock_timeout = '250ms'");
                }
            }
        };

        abstract void apply(Connection connection) throws SQLException;
    }

    /** Somebody holds a project's row and does not let go: another session, or a replica that stopped halfway. */
    static final class Held extends ProblemException {

        private static final long serialVersionUID = 1L;

        Held() {
            super(
                    Problem.of(
                            ProblemType.UNAVAILABLE,
                            "Another session of the database holds the project; nothing was stored. Other projects are not affected."));
        }
    }

    private static final Logger LOG = Logger.getLogger(Transactions.class);
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final DataSource database;
    private final Tips tips;
    private final Judge judge;
    private final Event<Committed> committed;

    Transactions(DataSource database, Tips tips, Judge judge, Event<Committed> committed) {
        this.database = database;
        this.tips = tips;
        this.judge = judge;
        this.committed = committed;
    }

    /** @throws Held where somebody holds one of the projects */
    List<Outcome> write(List<Submission> submissions, Patience patience) {
        List<Outcome> outcomes;
        try {
            outcomes = tryOnce(submissions, patience);
        } catch (SQLException e) {
            outcomes = again(submissions, patience, e);
        }
        tell(submissions, outcomes);
        return outcomes;
    }

    /** Two creations of one project at the same moment: the second finds it there when it tries again. */
    private List<Outcome> again(List<Submission> submissions, Patience patience, SQLException first) {
        try {
            if (UNIQUE_VIOLATION.equals(first.getSQLState())) {
                return tryOnce(submissions, patience);
            }
            throw first;
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new Held();
            }
            LOG.errorf("A transaction of the ledger failed: %s", reason(e));
            throw Problem.of(ProblemType.UNAVAILABLE, "The database did not take the write; nothing was stored.")
                    .toException();
        }
    }

    /** What the server said. The exception's own text quotes the failed batch with its values, and evidence does not belong in a log. */
    private static String reason(SQLException failure) {
        SQLException cause = failure;
        while (cause instanceof BatchUpdateException && cause.getNextException() != null) {
            cause = cause.getNextException();
        }
        boolean quotes = cause instanceof BatchUpdateException;
        return "SQLSTATE %s%s".formatted(cause.getSQLState(), quotes ? "" : ", " + cause.getMessage());
    }

    private List<Outcome> tryOnce(List<Submission> submissions, Patience patience) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                patience.apply(connection);
                var batch = new Batch(connection, tips, judge);
                List<Outcome> outcomes = batch.run(submissions);
                connection.commit();
                batch.remember();
                return outcomes;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private void tell(List<Submission> submissions, List<Outcome> outcomes) {
        for (int i = 0; i < outcomes.size(); i++) {
            if (!submissions.get(i).dryRun()) {
                try {
                    committed.fire(new Committed(submissions.get(i), outcomes.get(i)));
                } catch (RuntimeException e) {
                    // The write stands: whoever only wants to hear of it must not make it look failed.
                    LOG.error("A listener of the ledger failed", e);
                }
            }
        }
    }
}
