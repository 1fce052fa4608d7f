package dev.tollgate.audit;

import dev.tollgate.audit.EventLine.Field;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The hash of an event as the contract defines it, computed a second time: on purpose not with {@link dev.tollgate.ledger.HashChain}, so that
 * a fault of the service does not excuse itself, and without an object for any of the eight lines.
 */
final class EventHash {

    static final int HEX_LENGTH = 64;

    private static final int HASH_LENGTH = 32;
    private static final byte[] FORMULA = "tollgate-event-v1\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST_LINES = 512;

    private final MessageDigest sha256;
    private final byte[] hash = new byte[HASH_LENGTH];
    private final byte[] hex = new byte[HEX_LENGTH];
    private byte[] lines = Arrays.copyOf(FORMULA, FIRST_LINES);

    EventHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Takes the hash of an event that follows one with the hash which the event names. */
    void take(EventLine event) {
        Span data = event.get(Field.DATA);
        sha256.update(data.bytes(), data.from(), data.length());
        digest();
        int needed = FORMULA.length + length(event) + 2 * HEX_LENGTH + Field.values().length;
        if (lines.length < needed) {
            lines = Arrays.copyOf(lines, 2 * needed);
        }
        int end = FORMULA.length;
        end = line(event.get(Field.PROJECT), end);
        end = line(event.get(Field.SEQ), end);
        end = line(event.get(Field.AT), end);
        end = line(event.get(Field.TYPE), end);
        end = line(event.get(Field.ACTOR), end);
        System.arraycopy(hex, 0, lines, end, HEX_LENGTH);
        end += HEX_LENGTH;
        lines[end++] = '\n';
        end = event.get(Field.PREV).copyTo(lines, end);
        sha256.update(lines, 0, end);
        digest();
    }

    private static int length(EventLine event) {
        return event.get(Field.PROJECT).length()
                + event.get(Field.SEQ).length()
                + event.get(Field.AT).length()
                + event.get(Field.TYPE).length()
                + event.get(Field.ACTOR).length()
                + event.get(Field.PREV).length();
    }

    private int line(Span field, int at) {
        int end = field.copyTo(lines, at);
        lines[end] = '\n';
        return end + 1;
    }

    private void digest() {
        try {
            sha256.digest(hash, 0, HASH_LENGTH);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has %d bytes".formatted(HASH_LENGTH), e);
        }
        for (int i = 0; i < HASH_LENGTH; i++) {
            hex[2 * i] = DIGITS[hash[i] >> 4 & 0xf];
            hex[2 * i + 1] = DIGITS[hash[i] & 0xf];
        }
    }

    /** The hash taken last, 32 bytes of the caller's own. */
    byte[] bytes() {
        return hash.clone();
    }

    /** The hash taken last, as 64 lower-case hexadecimal digits; shared, and changed by the next one. */
    byte[] hex() {
        return hex;
    }
}
