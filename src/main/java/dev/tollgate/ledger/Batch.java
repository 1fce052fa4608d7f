package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One transaction's worth of submissions, of any number of projects. Locks first, reads next, decides in memory, writes last. What is asked
 * of a project is decided in the order of the list, each submission on what the ones before it left.
 */
final class Batch {

    private final Connection connection;
    private final Tips tips;
    private final Judge judge;
    private final Map<String, Chapter> chapters = new HashMap<>();

    Batch(Connection connection, Tips tips, Judge judge) {
        this.connection = connection;
        this.tips = tips;
        this.judge = judge;
    }

    /** One outcome for each submission, in their order. Nothing is committed here. */
    List<Outcome> run(List<Submission> submissions) throws SQLException {
        open(submissions);
        Map<EvidenceTable.Key, Receipt> receipts = EvidenceTable.findByKeys(connection, keys(submissions));
        List<Outcome> outcomes = new ArrayList<>();
        for (Submission submission : submissions) {
            outcomes.add(decide(submission, receipts));
        }
        write(chapters.values().stream().filter(chapter -> !chapter.isBlank()).toList());
        return outcomes;
    }

    /** One batch a table, however many projects are written: what a commit costs hardly grows with what it holds. */
    private void write(List<Chapter> written) throws SQLException {
        if (!written.isEmpty()) {
            ReadTables.write(connection, written.stream().map(Chapter::change).toList());
            EventTable.append(
                    connection,
                    written.stream()
                            .flatMap(chapter -> chapter.entries().stream())
                            .map(LogEntry::raw)
                            .toList());
            EvidenceTable.write(
                    connection, written.stream().map(Chapter::evidence).toList());
            Alarms.set(connection, alarms(written));
        }
    }

    /** Most writes move no alarm, and then the table is left alone. */
    private List<Alarms.Alarm> alarms(List<Chapter> written) {
        List<Alarms.Alarm> moved = new ArrayList<>();
        for (Chapter chapter : written) {
            ReadTables.Change change = chapter.change();
            Optional<Instant> next = judge.alarm(change.after());
            if (!change.before().flatMap(judge::alarm).equals(next)) {
                moved.add(new Alarms.Alarm(change.after().project().id(), next));
            }
        }
        return moved;
    }

    private void open(List<Submission> submissions) throws SQLException {
        Collection<String> keys =
                submissions.stream().map(Submission::project).distinct().toList();
        Map<String, ProjectHeads.Head> heads = ProjectHeads.lock(connection, keys);
        for (String key : keys) {
            ProjectHeads.Head head = heads.get(key);
            chapters.put(key, new Chapter(head == null ? Optional.empty() : Optional.of(tips.upTo(connection, head))));
        }
    }

    private List<EvidenceTable.Key> keys(List<Submission> submissions) {
        List<EvidenceTable.Key> keys = new ArrayList<>();
        for (Submission submission : submissions) {
            chapter(submission).tip().ifPresent(tip -> {
                for (Command command : submission.commands()) {
                    if (command instanceof Command.RecordEvidence record) {
                        Chapter.keyOf(tip, record).ifPresent(keys::add);
                    }
                }
            });
        }
        return keys;
    }

    private Chapter chapter(Submission submission) {
        return Objects.requireNonNull(chapters.get(submission.project()), "every project of the batch was opened");
    }

    private Outcome decide(Submission submission, Map<EvidenceTable.Key, Receipt> receipts) throws SQLException {
        Chapter chapter = chapter(submission);
        Chapter.Page page = chapter.newPage(receipts);
        long seq = page.tip().map(Tip::seq).orElse(0L);
        if (submission.onlyAt().isPresent() && submission.onlyAt().get() != seq) {
            return new Outcome.Refused(new Refusal.Overtaken(submission.onlyAt().get(), seq), 0);
        }
        for (int i = 0; i < submission.commands().size(); i++) {
            Optional<Refusal> refusal = judge.decide(
                    connection, page, submission, submission.commands().get(i));
            if (refusal.isPresent()) {
                return new Outcome.Refused(refusal.get(), i);
            }
        }
        Outcome.Done done = page.done();
        if (!submission.dryRun()) {
            chapter.add(page, receipts);
        }
        return done;
    }

    /** What the committed transaction made of each project. */
    void remember() {
        chapters.values().forEach(chapter -> chapter.tip().ifPresent(tips::remember));
    }
}
