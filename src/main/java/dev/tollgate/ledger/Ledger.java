package dev.tollgate.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;

/** The door to the record: what is asked goes in here, and what stands comes out. */
@ApplicationScoped
public class Ledger {

    private final Writers writers;
    private final Tips tips;
    private final PastTips past;
    private final DataSource database;

    Ledger(Writers writers, Tips tips, PastTips past, DataSource database) {
        this.writers = writers;
        this.tips = tips;
        this.past = past;
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

    /**
     * The project as its log had made it at that moment: by its last event that is not younger. Writes that were under way then have
     * times of then and arrive later, so an answer about the last moments may still change.
     *
     * @param now what {@link #find} gave
     * @return empty where the project did not exist yet
     */
    public Optional<Tip> findAt(Tip now, Instant moment) {
        if (!moment.isBefore(now.project().updatedAt())) {
            return Optional.of(now);
        }
        try (Connection connection = database.getConnection()) {
            return past.at(connection, now, moment);
        } catch (SQLException e) {
            throw new IllegalStateException("the database did not answer", e);
        }
    }
}
