package dev.tollgate.ledger;

import static dev.tollgate.ledger.Transactions.Patience.USUAL;

import dev.tollgate.lifecycle.EvidenceOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The ledger as other replicas have it, on connections that the test hands over; for tests outside this package. */
@ApplicationScoped
public class OtherReplicas {

    /** Writes as the service does, in the thread of who asks: begin, lock, decide, write, commit. */
    public final class Writer {

        private final Transactions transactions;

        private Writer(DataSource source) {
            this.transactions = new Transactions(source, new Tips(), judge, committed);
        }

        /** What stands in the log when this returns. */
        public List<LogEntry> create(String project) {
            return done(Asked.creation(project));
        }

        public List<LogEntry> pass(String project, String item) {
            return done(Asked.by(
                    Asked.CI, project, Asked.evidence(item, EvidenceOutcome.PASS, Instant.now(), Optional.empty())));
        }

        private List<LogEntry> done(Submission submission) {
            Outcome outcome = transactions.write(List.of(submission), USUAL).getFirst();
            if (outcome instanceof Outcome.Done done) {
                return done.entries();
            }
            throw new AssertionError("it should be done, and is " + outcome);
        }
    }

    private final Judge judge;
    private final Event<Committed> committed;

    OtherReplicas(Judge judge, Event<Committed> committed) {
        this.judge = judge;
        this.committed = committed;
    }

    public Writer writerOn(DataSource source) {
        return new Writer(source);
    }

    public LogReader readerOn(DataSource source) {
        return new LogReader(source);
    }
}
