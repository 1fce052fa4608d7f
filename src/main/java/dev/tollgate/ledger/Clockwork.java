package dev.tollgate.ledger;

import dev.tollgate.checklist.Checklists;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.Timetable;
import dev.tollgate.platform.ProblemException;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
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
    private final Checklists checklists;
    private final Clock clock;

    Clockwork(Ledger ledger, DataSource database, Checklists checklists, Clock clock) {
        this.ledger = ledger;
        this.checklists = checklists;
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(
            identity = "clock",
            every = "{tollgate.clock.every}",
            delayed = "{tollgate.clock.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void tick() {
        Instant now = clock.instant();
        due(now).forEach(project -> record(project, now));
    }

    private void record(String project, Instant now) {
        try {
            Outcome outcome = ledger.submit(new Submission(project, CLOCK, List.of(new Command.RecordTime()), false));
            switch (outcome) {
                case Outcome.Refused refused ->
                    throw new IllegalStateException("time was refused: " + refused.refusal());
                // Also where nothing had changed, and so nothing was written that would have set the alarm.
                case Outcome.Done done -> setAgain(done.after(), now);
            }
        } catch (ProblemException e) {
            // The next run tries again; the others' time passes now.
            LOG.warnf("The passing of time could not be put on the record of %s: %s", project, e.getMessage());
        }
    }

    private void setAgain(Project project, Instant now) {
        Checklist checklist =
                checklists.rules(project.checklist().id(), project.checklist().version());
        try (Connection connection = database.getConnection()) {
            Alarms.set(connection, project.id(), Timetable.next(project, checklist, now));
        } catch (SQLException e) {
            throw new IllegalStateException("the alarm could not be set", e);
        }
    }

    /** Projects for which something was to happen by now. */
    private List<String> due(Instant now) {
        try (Connection connection = database.getConnection()) {
            return Alarms.due(connection, now);
        } catch (SQLException e) {
            throw new IllegalStateException("the alarms could not be read", e);
        }
    }
}
