package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.platform.ProblemException;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Puts on record what time alone has done. It only records: answers and decisions compute with the present time, so a late run passes no
 * gate that should be suspended. Every replica may run it, since recording the same thing twice records nothing.
 */
@ApplicationScoped
class Clockwork {

    private static final Logger LOG = Logger.getLogger(Clockwork.class);
    private static final Caller CLOCK = new Caller("tollgate-clock", Caller.Kind.MACHINE, Set.of());

    private final Ledger ledger;
    private final DataSource database;
    private final Clock clock;

    Clockwork(Ledger ledger, DataSource database, Clock clock) {
        this.ledger = ledger;
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(
            identity = "clock",
            every = "{tollgate.clock.every}",
            delayed = "{tollgate.clock.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        overdue(clock.instant()).forEach(this::record);
    }

    private void record(String project) {
        try {
            Outcome outcome = ledger.submit(new Submission(project, CLOCK, List.of(new Command.RecordTime()), false));
            if (outcome instanceof Outcome.Refused refused) {
                throw new IllegalStateException("time was refused: " + refused.refusal());
            }
        } catch (ProblemException e) {
            // The next run tries again; the others' time passes now.
            LOG.warnf("The passing of time could not be put on the record of %s: %s", project, e.getMessage());
        }
    }

    /** Projects with a condition that is overdue and not yet recorded as such; closed projects are left in peace. */
    private List<String> overdue(Instant now) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT DISTINCT p.key
                          FROM condition c
                          JOIN project p ON p.id = c.project_id
                         WHERE c.state = 'OPEN' AND c.due_at < ? AND p.state NOT IN ('KILLED', 'RETIRED')""")) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            List<String> keys = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    keys.add(rows.getString(1));
                }
            }
            return keys;
        } catch (SQLException e) {
            throw new IllegalStateException("overdue conditions could not be read", e);
        }
    }
}
