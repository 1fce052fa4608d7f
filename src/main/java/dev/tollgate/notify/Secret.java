package dev.tollgate.notify;

import dev.tollgate.lifecycle.Sha256;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** A secret that signs webhooks: 32 random bytes, in the form that Standard Webhooks gives to symmetric secrets. */
final class Secret {

    static final String PREFIX = "whsec_";

    private static final int BYTES = 32;
    private static final int KEY_ID_DIGITS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    Secret(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    static Secret fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** What its owner is shown, once. */
    String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** Names the secret without telling anything of it: the start of a digest of 256 random bits. */
    String keyId() {
        return HexFormat.of().formatHex(Sha256.of(bytes)).substring(0, KEY_ID_DIGITS);
    }

    /** Never the secret: this ends up in logs. */
    @Override
    public String toString() {
        return "secret " + keyId();
    }
}
