package dev.tollgate.audit;

import dev.tollgate.audit.EventLine.Field;
import dev.tollgate.seal.BrokenSealException;
import dev.tollgate.seal.Checkpoint;
import dev.tollgate.seal.InclusionProof;
import dev.tollgate.seal.LogProof;
import dev.tollgate.seal.Merkle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** An export of one project: one of its events is proven to be in the log, and its chain proves all before that one. */
final class ProjectSeal implements Seal {

    private final byte[] project;
    private final byte[] key;
    private final long sealed;
    private final Optional<LogProof> proof;
    private final Optional<Checkpoint> own;
    private final Optional<Checkpoint> kept;
    private byte[] head = {};

    /** @throws IncomparableException where the kept checkpoint is of another size than the one of the export */
    ProjectSeal(Header header, Trust trust) {
        if (header.project() == null || header.key() == null || (header.sealed() == null) != (header.proof() == null)) {
            throw new BrokenSealException("it is of one project, so it has \"project\" and \"key\", and both or none of"
                    + " \"sealed\" and \"proof\"");
        }
        project = header.project().getBytes(StandardCharsets.UTF_8);
        key = header.key().getBytes(StandardCharsets.UTF_8);
        sealed = header.sealed() == null ? 0 : header.sealed();
        proof = Optional.ofNullable(header.proof()).map(LogProof::parse);
        own = proof.map(given -> trust.checkpoint(given.checkpoint(), header.origin()));
        kept = trust.kept().map(note -> trust.checkpoint(note, header.origin()));
        if (kept.isPresent()) {
            mustAgree(kept.get());
        }
    }

    private void mustAgree(Checkpoint outside) {
        if (own.isEmpty() || own.get().size() != outside.size()) {
            throw new IncomparableException(own.map(Checkpoint::size).orElse(0L), outside.size());
        }
        if (!Arrays.equals(own.get().root(), outside.root())) {
            throw new BrokenSealException("its checkpoint of %d events has another root than the one that was kept"
                    .formatted(outside.size()));
        }
    }

    @Override
    public void take(EventLine event, EventHash hash) throws BrokenExportException {
        if (!event.get(Field.PROJECT).is(project)
                || !event.has(Field.KEY)
                || !event.get(Field.KEY).is(key)) {
            throw new BrokenExportException("is of another project than line 1 says");
        }
        if (event.has(Field.POSITION)) {
            throw new BrokenExportException("has a position, which the export of one project cannot prove");
        }
        head = hash.hex().clone();
        if (event.seq() == sealed) {
            mustBeSealed(hash.bytes());
        }
    }

    private void mustBeSealed(byte[] hash) throws BrokenExportException {
        LogProof given = proof.orElseThrow();
        Checkpoint covering = own.orElseThrow();
        var path = new InclusionProof(given.index(), covering.size(), given.hashes());
        if (!path.proves(Merkle.leafHash(hash), covering.root())) {
            throw new BrokenExportException(
                    "is not the event that the proof on line 1 is of: it or one before it was changed, and the chain made anew");
        }
    }

    @Override
    public void end(EndLine.End end, long events) throws BrokenExportException {
        if (end.head() == null || !Arrays.equals(end.head().getBytes(StandardCharsets.UTF_8), head)) {
            throw new BrokenExportException("\"head\" is not the hash of the last event");
        }
        if (sealed > events) {
            throw new BrokenExportException(
                    "ends the events after %d, and the proof on line 1 is of event %d".formatted(events, sealed));
        }
    }

    @Override
    public Optional<Checkpoint> checkpoint() {
        return own;
    }

    @Override
    public Optional<Checkpoint> kept() {
        return kept;
    }
}
