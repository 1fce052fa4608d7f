package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Payload;
import dev.tollgate.lifecycle.Recorded;
import dev.tollgate.lifecycle.Ruling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What one transaction adds to one project's log: whole pages, one for each submission that was carried out. */
final class Chapter {

    private final Optional<Tip> before;
    private final List<LogEntry> entries = new ArrayList<>();
    private final Map<UUID, Payload> payloads = new HashMap<>();
    private Optional<Tip> tip;

    Chapter(Optional<Tip> before) {
        this.before = before;
        this.tip = before;
    }

    Optional<Tip> tip() {
        return tip;
    }

    Page newPage(Map<EvidenceTable.Key, Receipt> receipts) {
        return new Page(tip, receipts);
    }

    /** Keeps the page; the evidence on it is known by its key from now on, also to the rest of the batch. */
    void add(Page page, Map<EvidenceTable.Key, Receipt> receipts) {
        tip = page.tip;
        receipts.putAll(page.given);
        entries.addAll(page.done().entries());
        payloads.putAll(page.payloads);
    }

    boolean isBlank() {
        return entries.isEmpty();
    }

    List<LogEntry> entries() {
        return entries;
    }

    ReadTables.Change change() {
        return new ReadTables.Change(before, written());
    }

    EvidenceTable.Additions evidence() {
        var fold = new EvidenceFold();
        entries.forEach(fold::apply);
        return new EvidenceTable.Additions(written().project().id(), fold, payloads);
    }

    private Tip written() {
        return tip.orElseThrow(() -> new IllegalStateException("a blank chapter has nothing to write"));
    }

    static Optional<EvidenceTable.Key> keyOf(Tip tip, Command.RecordEvidence record) {
        return record.dedupeKey()
                .map(key -> new EvidenceTable.Key(
                        tip.project().id(), record.report().source(), key));
    }

    /** What one submission would add. Thrown away where any of its commands is refused. */
    static final class Page {

        private final Optional<Tip> from;
        private final Map<EvidenceTable.Key, Receipt> known;
        private final Map<EvidenceTable.Key, Receipt> given = new HashMap<>();
        private final Map<UUID, Payload> payloads = new HashMap<>();
        private final List<Outcome.Step> steps = new ArrayList<>();
        private Optional<Tip> tip;

        private Page(Optional<Tip> from, Map<EvidenceTable.Key, Receipt> known) {
            this.from = from;
            this.known = known;
            this.tip = from;
        }

        Optional<Tip> tip() {
            return tip;
        }

        /** The receipt given before for the command's key, by this submission or an earlier one. */
        Optional<Receipt> earlier(Command.RecordEvidence record) {
            return tip.flatMap(t -> keyOf(t, record))
                    .map(key -> given.containsKey(key) ? given.get(key) : known.get(key));
        }

        void replay(Receipt receipt) {
            steps.add(new Outcome.Step.Replayed(receipt));
        }

        void write(Command command, Ruling.Accepted accepted) {
            List<LogEntry> entries = new ArrayList<>();
            long seq = tip.map(Tip::seq).orElse(0L);
            byte[] hash = tip.map(Tip::hash).orElse(HashChain.start());
            for (Recorded recorded : accepted.events()) {
                LogEntry entry = LogEntry.following(accepted.project().id(), ++seq, hash, recorded);
                hash = entry.hash();
                entries.add(entry);
            }
            tip = Optional.of(new Tip(accepted.project(), seq, hash));
            steps.add(new Outcome.Step.Decided(entries));
            if (command instanceof Command.RecordEvidence record) {
                keep(record, entries);
            }
        }

        private void keep(Command.RecordEvidence record, List<LogEntry> entries) {
            Receipt receipt = Receipt.of(new Outcome.Step.Decided(entries));
            payloads.put(receipt.id(), record.payload());
            tip.flatMap(t -> keyOf(t, record)).ifPresent(key -> given.put(key, receipt));
        }

        Outcome.Done done() {
            return new Outcome.Done(from.map(Tip::project), tip.orElseThrow(), List.copyOf(steps));
        }
    }
}
