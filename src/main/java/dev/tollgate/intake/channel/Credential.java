package dev.tollgate.intake.channel;

import dev.tollgate.installation.AuthMode;
import dev.tollgate.lifecycle.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An address or a secret, fresh or brought along.
 *
 * @param text that its owner is shown once
 * @param keyId names it; by chance and not by digest, since what somebody brings along may be easy to guess
 */
record Credential(String text, String keyId) {

    private static final int BYTES = 32;
    private static final int KEY_ID_BYTES = 6;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** In the form that the senders of this mode expect. */
    static Credential fresh(AuthMode mode) {
        return of(
                mode == AuthMode.STANDARD_WEBHOOKS
                        ? "whsec_" + Base64.getEncoder().encodeToString(random(BYTES))
                        : token());
    }

    static Credential of(String text) {
        return new Credential(text, HexFormat.of().formatHex(random(KEY_ID_BYTES)));
    }

    /** The last part of a channel's URL: 256 random bits. */
    static String token() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random(BYTES));
    }

    static String digest(String token) {
        return Sha256.named(token.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Never the text: this ends up in logs. */
    @Override
    public String toString() {
        return "credential " + keyId;
    }
}
