package dev.tollgate.lifecycle;

/** The exact bytes somebody posted, never re-serialised, and their digest. */
public final class Payload {

    private final byte[] bytes;
    private final String digest;

    public Payload(byte[] bytes) {
        this.bytes = bytes.clone();
        this.digest = Sha256.named(this.bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** {@code sha256:} and 64 hexadecimal digits. */
    public String digest() {
        return digest;
    }
}
