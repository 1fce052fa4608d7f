package dev.tollgate.platform;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps secrets from whoever can read the database, or a backup of it, and nothing else: AES-256-GCM with a key that is configured and not in
 * the database. What is kept is bound to its owner and its name, so that rows cannot be swapped.
 */
@ApplicationScoped
public class Vault {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Optional<SecretKey> key;

    /** @param key Base64 of 32 random bytes; without it nothing can be kept */
    public Vault(@ConfigProperty(name = "tollgate.secrets.key") Optional<String> key) {
        this.key = key.map(Vault::key);
    }

    private static SecretKey key(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        if (bytes.length != KEY_BYTES) {
            throw malformed();
        }
        return new SecretKeySpec(bytes, "AES");
    }

    private static IllegalArgumentException malformed() {
        // Without a cause: its text would quote the key.
        return new IllegalArgumentException(
                "tollgate.secrets.key must be Base64 of 32 bytes, as `openssl rand -base64 32` makes it");
    }

    /** Whether there is a key; without one nothing can be kept. */
    public boolean isOpen() {
        return key.isPresent();
    }

    /** @throws dev.tollgate.platform.ProblemException where there is no key */
    public byte[] seal(String owner, String name, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, owner, name, plain);
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** @throws IllegalStateException where this was sealed with another key, or for another place */
    public byte[] open(String owner, String name, byte[] sealed) {
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] rest = new byte[buffer.remaining()];
        buffer.get(rest);
        return run(Cipher.DECRYPT_MODE, nonce, owner, name, rest);
    }

    private byte[] run(int mode, byte[] nonce, String owner, String name, byte[] input) {
        SecretKey present = key.orElseThrow(
                () -> Problem.of(ProblemType.WEBHOOKS_OFF, "This service has no key to keep webhook secrets with.")
                        .toException());
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, present, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD((owner + " " + name).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealed with another key, or for another place", e);
        }
    }
}
