package dev.tollgate.seal;

import dev.tollgate.lifecycle.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The public half of a key that signs notes with Ed25519 (C2SP signed-note, signature type 0x01).
 *
 * @param name whose key it is; that of a log is the log's origin
 * @param bytes 32 bytes as in RFC 8032
 */
public record VerifierKey(String name, byte[] bytes) {

    /** Signature type Ed25519. */
    static final byte ED25519 = 1;

    private static final int LENGTH = 32;

    /** What X.509 puts before the 32 bytes of an Ed25519 key (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    /** @throws BrokenSealException where the name is not one or there are not 32 bytes */
    public VerifierKey {
        Texts.keyName(name);
        if (bytes.length != LENGTH) {
            throw new BrokenSealException("an Ed25519 key has %d bytes, not %d".formatted(LENGTH, bytes.length));
        }
    }

    /**
     * Reads {@code name+id+base64(0x01 || key)}, the form of Go's note package that C2SP calls vkey.
     *
     * @throws BrokenSealException where it is not one
     */
    public static VerifierKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new BrokenSealException(
                    "a verifier key reads name+id+base64, and this does not: " + Texts.shown(text));
        }
        var key = new VerifierKey(parts[0], typed("the verifier key", parts[2]));
        key.mustHaveId(parts[1]);
        return key;
    }

    /** The bytes behind the type, which must be Ed25519's. */
    static byte[] typed(String what, String base64) {
        byte[] bytes = Texts.fromBase64(what, base64);
        if (bytes.length != LENGTH + 1 || bytes[0] != ED25519) {
            throw new BrokenSealException(what + " is not an Ed25519 key (type 1 and 32 bytes)");
        }
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    static String typed(byte[] bytes) {
        return Texts.base64(
                ByteBuffer.allocate(1 + bytes.length).put(ED25519).put(bytes).array());
    }

    void mustHaveId(String hex) {
        if (!hexId().equals(hex)) {
            throw new BrokenSealException(
                    "the key named %s has the id %s, but its text says %s".formatted(name, hexId(), Texts.shown(hex)));
        }
    }

    /** The first four bytes of SHA-256(name || 0x0A || 0x01 || key): tells keys of one name apart, and is no fingerprint to trust. */
    public int id() {
        var text = new ByteArrayOutputStream();
        text.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        text.write('\n');
        text.write(ED25519);
        text.writeBytes(bytes);
        return ByteBuffer.wrap(Sha256.of(text.toByteArray())).getInt();
    }

    /** The id as eight hexadecimal digits. */
    public String hexId() {
        return HexFormat.of().toHexDigits(id());
    }

    /** The key's text, see {@link #parse}. */
    public String text() {
        return "%s+%s+%s".formatted(name, hexId(), typed(bytes));
    }

    /** Whether this key's owner signed the message (RFC 8032). */
    public boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey());
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of another length, or bytes that are no point of the curve: not this key's.
            return false;
        }
    }

    private PublicKey publicKey() throws GeneralSecurityException {
        byte[] encoded =
                ByteBuffer.allocate(X509.length + LENGTH).put(X509).put(bytes).array();
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey(String otherName, byte[] otherBytes)
                && name.equals(otherName)
                && Arrays.equals(bytes, otherBytes);
    }

    @Override
    public int hashCode() {
        return id();
    }

    @Override
    public String toString() {
        return text();
    }
}
