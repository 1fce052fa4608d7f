package dev.tollgate.ledger;

import dev.tollgate.platform.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Reads logs back: as pages of events, and as a whole to be verified. */
@ApplicationScoped
public class LogReader {

    private final DataSource database;

    LogReader(DataSource database) {
        this.database = database;
    }

    public Verification.Report verify(String project) {
        return read(project, (connection, head) -> Verification.of(connection, head.project()));
    }

    private interface Reading<T> {
        T from(Connection connection, ProjectHeads.Head head) throws SQLException;
    }

    /** Reads in one snapshot of the database, so that a write in between is no difference. */
    private <T> T read(String project, Reading<T> reading) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                ProjectHeads.Head head = ProjectHeads.find(connection, project)
                        .orElseThrow(() -> Problem.notFound("project", project, List.of()));
                return reading.from(connection, head);
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the log could not be read", e);
        }
    }
}
