package dev.tollgate.seal;

import java.util.Collection;
import java.util.List;

/**
 * What a log says of itself at one moment (C2SP tlog-checkpoint): everything before it is fixed by the root.
 *
 * @param origin which log
 * @param size how many leaves; in this log also the last position that the checkpoint covers
 * @param root Merkle tree hash of them, 32 bytes
 */
public record Checkpoint(String origin, long size, byte[] root) {

    /**
     * Reads the text of a note. Lines behind the third are extensions, and passed over.
     *
     * @throws BrokenSealException where it is not the text of a checkpoint
     */
    public static Checkpoint parse(String text) {
        List<String> lines = List.of(text.split("\n"));
        if (lines.size() < 3 || lines.stream().anyMatch(String::isEmpty)) {
            throw new BrokenSealException("a checkpoint has three lines: origin, size, root");
        }
        return new Checkpoint(
                lines.get(0),
                Texts.number("the size of the checkpoint", lines.get(1)),
                Texts.hash("the root of the checkpoint", lines.get(2)));
    }

    /**
     * Reads a checkpoint that its own log has signed.
     *
     * @param keys those of the log
     * @throws BrokenSealException where it is not a checkpoint, is of another log, or no such key has signed it
     */
    public static Checkpoint verified(SignedNote note, Collection<VerifierKey> keys) {
        List<VerifierKey> signers = note.verify(keys);
        Checkpoint checkpoint = parse(note.text());
        if (signers.stream().noneMatch(key -> key.name().equals(checkpoint.origin()))) {
            throw new BrokenSealException("the checkpoint is of the log %s, but was signed in the name of %s"
                    .formatted(
                            Texts.shown(checkpoint.origin()), signers.getFirst().name()));
        }
        return checkpoint;
    }

    /** The three lines that are signed. */
    public String text() {
        return "%s\n%d\n%s\n".formatted(origin, size, Texts.base64(root));
    }

    public SignedNote sign(List<SigningKey> keys) {
        return SignedNote.sign(text(), keys);
    }
}
