package dev.tollgate.seal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A text that proves, without asking anybody, that a leaf is in a log (C2SP tlog-proof). Who has the event, this text and the log's key
 * needs nothing else.
 *
 * @param extra anything; nobody vouches for it
 * @param index the leaf's, from 0; in this log the event's position less one
 * @param hashes see {@link InclusionProof}
 * @param checkpoint the log's signed checkpoint, whose tree the hashes lead up to
 */
public record LogProof(Optional<byte[]> extra, long index, List<byte[]> hashes, SignedNote checkpoint) {

    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    /** No path in a tree is longer: sizes have 63 bits. */
    private static final int LONGEST_PATH = 63;

    public LogProof {
        hashes = List.copyOf(hashes);
    }

    /** @throws BrokenSealException where it is not such a proof */
    public static LogProof parse(String text) {
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new BrokenSealException("a proof is some lines, an empty line and a checkpoint");
        }
        List<String> lines = new ArrayList<>(List.of(text.substring(0, blank).split("\n", -1)));
        if (!lines.removeFirst().equals(FIRST_LINE)) {
            throw new BrokenSealException("a proof begins with the line " + FIRST_LINE);
        }
        Optional<byte[]> extra = Optional.empty();
        if (!lines.isEmpty() && lines.getFirst().startsWith(EXTRA)) {
            extra = Optional.of(
                    Texts.fromBase64("the extra data", lines.removeFirst().substring(EXTRA.length())));
        }
        if (lines.isEmpty() || !lines.getFirst().startsWith(INDEX)) {
            throw new BrokenSealException("a proof has a line that reads 'index number'");
        }
        long index = Texts.number("the index", lines.removeFirst().substring(INDEX.length()));
        if (lines.size() > LONGEST_PATH) {
            throw new BrokenSealException("a proof has at most %d hashes".formatted(LONGEST_PATH));
        }
        List<byte[]> hashes = lines.stream()
                .map(line -> Texts.hash("a hash of the proof", line))
                .toList();
        return new LogProof(extra, index, hashes, SignedNote.parse(text.substring(blank + 2)));
    }

    /** The text, as {@link #parse} reads it. */
    public String format() {
        var text = new StringBuilder(FIRST_LINE).append('\n');
        extra.ifPresent(bytes -> text.append(EXTRA).append(Texts.base64(bytes)).append('\n'));
        text.append(INDEX).append(index).append('\n');
        hashes.forEach(hash -> text.append(Texts.base64(hash)).append('\n'));
        return text.append('\n').append(checkpoint.format()).toString();
    }

    /**
     * Checks the signatures and the path.
     *
     * @param leaf the leaf hash of the event that is claimed to be in the log
     * @param keys those of the log
     * @return the checkpoint that covers the event
     * @throws BrokenSealException where this proves nothing
     */
    public Checkpoint verify(byte[] leaf, Collection<VerifierKey> keys) {
        Checkpoint covering = Checkpoint.verified(checkpoint, keys);
        if (!new InclusionProof(index, covering.size(), hashes).proves(leaf, covering.root())) {
            throw new BrokenSealException(
                    "the hashes do not lead from leaf %d to the root of the checkpoint of %d leaves"
                            .formatted(index, covering.size()));
        }
        return covering;
    }
}
