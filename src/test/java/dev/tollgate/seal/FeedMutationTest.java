package dev.tollgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.dev.OwnDatabase;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.ledger.HashChain;
import dev.tollgate.ledger.LogEntry;
import dev.tollgate.ledger.OtherReplicas;
import dev.tollgate.seal.History.Entry;
import dev.tollgate.seal.History.Violation;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The two faults that {@link FeedHistoryTest} looks for at random, each made to happen by one transaction that is held with a latch, and the
 * same steps without the fault. So it is shown in every build that the judge of histories sees them.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
@Timeout(60)
class FeedMutationTest {

    @Inject
    OtherReplicas replicas;

    private final History history = new History();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private OwnDatabase database;
    private OtherReplicas.Writer writer;

    @BeforeEach
    void twoProjects() {
        database = OwnDatabase.create("feed_mutation").migrated();
        writer = replicas.writerOn(database.asService());
        record("churn", writer.create("churn"));
        record("fraud", writer.create("fraud"));
    }

    @Test
    void anOpenTransactionIsWaitedFor() throws Exception {
        anOlderTransactionCommitsLater(Mutation.NONE);

        assertThat(history.violations()).isEmpty();
    }

    /** The pure fault: nobody complains, and the event is not in the feed and never will be. */
    @Test
    void withoutTheHorizonAnEventIsSkippedForEver() throws Exception {
        int before = Mutation.NO_HORIZON.found();
        Entry skipped = anOlderTransactionCommitsLater(Mutation.NO_HORIZON);

        assertThat(Mutation.NO_HORIZON.found()).isGreaterThan(before);
        assertThat(history.violations()).contains(new Violation.Lost("the sealed log", skipped));

        // And when others have written, and the sealer is itself again, it is still not there
        record("fraud", writer.pass("fraud", "plan.roadmap"));
        Horizon.passes();
        seal(Mutation.NONE);
        assertThat(log().read(0, SealedLog.Selection.ALL, 100))
                .extracting(event -> event.source() + "/" + event.entry().seq())
                .contains("/v1/projects/fraud/5")
                .doesNotContain("/v1/projects/churn/" + skipped.seq());
    }

    @Test
    void whoLocksFirstHasTheLaterTransactionId() throws Exception {
        twoWritersOfOneProjectCross(Mutation.NONE);

        assertThat(history.violations()).isEmpty();
    }

    @Test
    void lockedAfterTheFirstWriteTheIdsDisagreeWithTheProjectsOrder() throws Exception {
        int before = Mutation.LOCK_AFTER_WRITE.found();
        List<Entry> late = twoWritersOfOneProjectCross(Mutation.LOCK_AFTER_WRITE);

        assertThat(Mutation.LOCK_AFTER_WRITE.found()).isGreaterThan(before);
        assertThat(history.violations())
                .anyMatch(violation -> late.stream()
                        .anyMatch(entry -> violation.equals(new Violation.Lost("the sealed log", entry))
                                || violation instanceof Violation.Disordered disordered
                                        && disordered.entry().equals(entry)));
    }

    /** One writes and is held before its commit; a younger one commits; the sealer runs; the first commits; the sealer runs again. */
    private Entry anOlderTransactionCommitsLater(Mutation mutation) throws Exception {
        CompletableFuture<List<LogEntry>> older = inTheBackground(new Meddled.Meddler() {
            @Override
            public void beforeCommit(Connection connection) {
                hold();
            }
        });
        held.await();
        record("fraud", writer.pass("fraud", "plan.baseline"));
        seal(mutation);
        release.countDown();
        List<LogEntry> entries = older.get();
        record("churn", entries);
        Horizon.passes();
        seal(mutation);
        read();
        return entry("churn", entries.getFirst());
    }

    /** One takes its transaction id and is held before its lock; a younger one writes to the same project; then both are sealed. */
    private List<Entry> twoWritersOfOneProjectCross(Mutation mutation) throws Exception {
        CompletableFuture<List<LogEntry>> older = inTheBackground(new Meddled.Meddler() {
            @Override
            public String asked(Connection connection, String sql) throws SQLException {
                if (mutation == Mutation.NONE && Mutation.isLock(sql)) {
                    hold();
                }
                mutation.writing(connection, sql, FeedMutationTest.this::hold);
                return sql;
            }
        });
        held.await();
        List<LogEntry> younger = writer.pass("churn", "plan.roadmap");
        record("churn", younger);
        seal(Mutation.NONE);
        release.countDown();
        List<LogEntry> entries = older.get();
        record("churn", entries);
        Horizon.passes();
        seal(Mutation.NONE);
        read();
        return Stream.concat(younger.stream(), entries.stream())
                .map(e -> entry("churn", e))
                .toList();
    }

    private CompletableFuture<List<LogEntry>> inTheBackground(Meddled.Meddler meddler) {
        OtherReplicas.Writer other = replicas.writerOn(Meddled.source(database.asService(), meddler));
        return CompletableFuture.supplyAsync(
                () -> other.pass("churn", "plan.baseline"),
                task -> Thread.ofVirtual().start(task));
    }

    private void hold() {
        held.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As often as there is something to seal, or until the sealer refuses. */
    private void seal(Mutation mutation) throws SQLException {
        var sealing = new Sealing(
                Meddled.source(database.asService(), new Meddled.Meddler() {
                    @Override
                    public String asked(Connection connection, String sql) {
                        return mutation.sealing(sql);
                    }
                }),
                SealingLoop.keys(),
                "test-sealer");
        try {
            long before;
            do {
                before = log().end();
                sealing.round();
            } while (log().end() > before);
        } catch (SealingRefusedException refused) {
            System.out.printf("%s: the sealer refused: %s%n", mutation, refused.getMessage());
        }
    }

    private void read() {
        History.Reading reading = history.readerOfAll("the sealed log", 0);
        log().read(0, SealedLog.Selection.ALL, 100)
                .forEach(event -> reading.see(new History.Seen(
                        event.position(),
                        new Entry(
                                event.source().substring(event.source().lastIndexOf('/') + 1),
                                event.entry().seq(),
                                HashChain.hex(event.entry().hash())))));
    }

    private SealedLog log() {
        return new SealedLog(database.asService());
    }

    private void record(String project, List<LogEntry> entries) {
        entries.forEach(entry -> history.isDurable(entry(project, entry)));
    }

    private static Entry entry(String project, LogEntry entry) {
        return new Entry(project, entry.seq(), HashChain.hex(entry.hash()));
    }
}
