package dev.tollgate.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A text and who signed it (C2SP signed-note). Nothing in the text is to be believed before {@link #verify}.
 *
 * @param text ends in a newline, which is signed too
 * @param signatures in the order of the note
 */
public record SignedNote(String text, List<Signed> signatures) {

    /** More than C2SP asks verifiers to accept, and few enough to check. */
    private static final int MOST_SIGNATURES = 100;

    private static final String DASH = "\u2014 ";

    /**
     * One signature line.
     *
     * @param bytes what is behind the key's id
     */
    public record Signed(String name, int keyId, byte[] bytes) {

        private static Signed parse(String line) {
            String[] parts =
                    line.startsWith(DASH) ? line.substring(DASH.length()).split(" ", -1) : new String[0];
            if (parts.length != 2) {
                throw new BrokenSealException(
                        "a signature line reads '\u2014 name base64', and this does not: " + Texts.shown(line));
            }
            Texts.keyName(parts[0]);
            byte[] bytes = Texts.fromBase64("the signature of " + parts[0], parts[1]);
            if (bytes.length <= Integer.BYTES) {
                throw new BrokenSealException("the signature of %s is too short".formatted(parts[0]));
            }
            return new Signed(
                    parts[0], ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length));
        }

        private String line() {
            byte[] all = ByteBuffer.allocate(Integer.BYTES + bytes.length)
                    .putInt(keyId)
                    .put(bytes)
                    .array();
            return "%s%s %s\n".formatted(DASH, name, Texts.base64(all));
        }

        private boolean isOf(VerifierKey key) {
            return key.name().equals(name) && key.id() == keyId;
        }
    }

    public SignedNote {
        mustBePlain(text);
        if (!text.endsWith("\n")) {
            throw new BrokenSealException("the text of a note ends in a newline");
        }
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new BrokenSealException("a note has 1 to %d signatures".formatted(MOST_SIGNATURES));
        }
        signatures = List.copyOf(signatures);
    }

    /** Signs a text with every key. */
    public static SignedNote sign(String text, List<SigningKey> keys) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        return new SignedNote(
                text,
                keys.stream()
                        .map(key -> new Signed(key.name(), key.verifier().id(), key.sign(message)))
                        .toList());
    }

    /** @throws BrokenSealException where it is not a note */
    public static SignedNote parse(String note) {
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw new BrokenSealException("a note is a text, an empty line and signature lines, and ends in a newline");
        }
        // At most this many are looked at; one more than is allowed, for the refusal.
        List<Signed> signatures = Arrays.stream(note.substring(blank + 2).split("\n"))
                .limit(MOST_SIGNATURES + 1L)
                .map(Signed::parse)
                .toList();
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    /** The whole note, as {@link #parse} reads it. */
    public String format() {
        var note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    /**
     * Checks every signature of a known key; those of others are ignored, as C2SP says.
     *
     * @return the keys that signed, at least one
     * @throws BrokenSealException where a signature of a known key does not verify, or no known key has signed
     */
    public List<VerifierKey> verify(Collection<VerifierKey> known) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        List<VerifierKey> signers = new ArrayList<>();
        for (VerifierKey key : known) {
            List<Signed> own = signatures.stream().filter(s -> s.isOf(key)).toList();
            if (!own.stream().allMatch(s -> key.verifies(message, s.bytes()))) {
                throw new BrokenSealException(
                        "the signature of %s (key %s) does not fit the text: one of both was changed"
                                .formatted(key.name(), key.hexId()));
            }
            if (!own.isEmpty()) {
                signers.add(key);
            }
        }
        if (signers.isEmpty()) {
            throw new BrokenSealException("none of the signatures is by a key that is trusted here");
        }
        return signers;
    }

    private static void mustBePlain(String text) {
        boolean plain =
                text.codePoints().allMatch(c -> c == '\n' || (c >= ' ' && Character.getType(c) != Character.SURROGATE));
        if (!plain) {
            throw new BrokenSealException("a note has no control characters");
        }
    }
}
