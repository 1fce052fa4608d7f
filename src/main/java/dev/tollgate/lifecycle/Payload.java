package dev.tollgate.lifecycle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The exact bytes somebody posted, never re-serialised, and their digest. */
public final class Payload {

    private final byte[] bytes;
    private final String digest;

    public Payload(byte[] bytes) {
        this.bytes = bytes.clone();
        this.digest = digestOf(this.bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@code sha256:} and 64 hexadecimal digits. */
    public String digest() {
        return digest;
    }

    /** The digest of any bytes in the form that every digest of Tollgate has. */
    public static String digestOf(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
