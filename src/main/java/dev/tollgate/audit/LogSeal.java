package dev.tollgate.audit;

import dev.tollgate.audit.EventLine.Field;
import dev.tollgate.seal.BrokenSealException;
import dev.tollgate.seal.Checkpoint;
import dev.tollgate.seal.CompactTree;
import dev.tollgate.seal.Merkle;
import dev.tollgate.seal.SignedNote;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** An export of all projects: its events are the leaves of the checkpoint's tree, so all of them are proven at once. */
final class LogSeal implements Seal {

    private final CompactTree tree = new CompactTree();
    private final Checkpoint own;
    private final Optional<Checkpoint> kept;

    LogSeal(Header header, Trust trust) {
        if (header.checkpoint() == null) {
            throw new BrokenSealException("it is of the whole log, and has no checkpoint");
        }
        own = trust.checkpoint(SignedNote.parse(header.checkpoint()), header.origin());
        kept = trust.kept().map(note -> trust.checkpoint(note, header.origin()));
    }

    @Override
    public void take(EventLine event, EventHash hash) throws BrokenExportException {
        long due = tree.size() + 1;
        if (!event.has(Field.POSITION)) {
            throw new BrokenExportException("has no position, and %d is due".formatted(due));
        }
        if (!event.get(Field.POSITION).is(Long.toString(due).getBytes(StandardCharsets.US_ASCII))) {
            throw new BrokenExportException(
                    "has the position %s, and %d is due".formatted(event.get(Field.POSITION), due));
        }
        tree.append(Merkle.leafHash(hash.bytes()));
        if (kept.isPresent() && kept.get().size() == tree.size()) {
            mustAgree(kept.get(), "the checkpoint that was kept");
        }
    }

    @Override
    public void end(EndLine.End end, long events) throws BrokenExportException {
        if (end.head() != null) {
            throw new BrokenExportException("has a head, which only the export of a project has");
        }
        if (own.size() != events) {
            throw new BrokenExportException(
                    "ends the events after %d, and the checkpoint on line 1 is of %d".formatted(events, own.size()));
        }
        mustAgree(own, "the checkpoint on line 1");
        if (kept.isPresent() && kept.get().size() > events) {
            throw new BrokenExportException(
                    "ends the events after %d, and the checkpoint that was kept is of %d: events are missing"
                            .formatted(events, kept.get().size()));
        }
        if (kept.isPresent() && kept.get().size() == 0) {
            // The empty tree is never passed on the way.
            mustAgree(kept.get(), new CompactTree(), "the checkpoint that was kept");
        }
    }

    private void mustAgree(Checkpoint checkpoint, String which) throws BrokenExportException {
        mustAgree(checkpoint, tree, which);
    }

    private static void mustAgree(Checkpoint checkpoint, CompactTree tree, String which) throws BrokenExportException {
        if (!Arrays.equals(checkpoint.root(), tree.root())) {
            throw new BrokenExportException(
                    "ends %d events whose root is not that of %s: one of them was changed, and its project's chain made anew"
                            .formatted(checkpoint.size(), which));
        }
    }

    @Override
    public Optional<Checkpoint> checkpoint() {
        return Optional.of(own);
    }

    @Override
    public Optional<Checkpoint> kept() {
        return kept;
    }
}
