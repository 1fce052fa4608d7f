package dev.tollgate.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** The door to the record: what is asked goes in here, and what stands comes out. */
@ApplicationScoped
public class Ledger {

    private final Writers writers;
    private final Tips tips;
    private final DataSource database;

    Ledger(Writers writers, Tips tips, DataSource database) {
        this.writers = writers;
        this.tips = tips;
        this.database = database;
    }

    /** Carries the submission out, whole or not at all. When this returns, what was done is durable. */
    public Outcome submit(Submission submission) {
        return writers.write(submission);
    }

    /** The project as it stands now, whichever replica wrote last; empty where there is none. */
    public Optional<Tip> find(String project) {
        try (Connection connection = database.getConnection()) {
            Optional<ProjectHeads.Head> head = ProjectHeads.find(connection, project);
            return head.isEmpty() ? Optional.empty() : Optional.of(tips.upTo(connection, head.get()));
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not answer", e);
        }
    }
}
