package dev.tollgate.seal;

import dev.tollgate.lifecycle.Sha256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The two hashes of a Merkle tree (RFC 6962 section 2.1, kept by RFC 9162). They begin with different bytes, so that nobody can pass an
 * inner node off as a leaf.
 */
public final class Merkle {

    /** Length of every hash of the tree, in bytes. */
    public static final int HASH_LENGTH = 32;

    private Merkle() {}

    /** The root of a tree without leaves. */
    public static byte[] emptyRoot() {
        return Sha256.of(new byte[0]);
    }

    /** SHA-256(0x00 || data). In this log the data of a leaf are the 32 bytes of the event's own hash. */
    public static byte[] leafHash(byte[] data) {
        MessageDigest digest = sha256();
        digest.update((byte) 0);
        return digest.digest(data);
    }

    /** SHA-256(0x01 || left || right). */
    public static byte[] nodeHash(byte[] left, byte[] right) {
        MessageDigest digest = sha256();
        digest.update((byte) 1);
        digest.update(left);
        return digest.digest(right);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
