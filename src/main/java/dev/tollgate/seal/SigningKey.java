package dev.tollgate.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** The secret half of a key that signs notes with Ed25519. Not a record: its text must not get into a log by accident. */
public final class SigningKey {

    private static final String PREFIX = "PRIVATE+KEY+";
    private static final int SEED_LENGTH = 32;

    /** What PKCS #8 puts before the 32 bytes of an Ed25519 seed (RFC 8410). */
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final byte[] seed;
    private final PrivateKey secret;
    private final VerifierKey verifier;

    private SigningKey(String name, byte[] seed) {
        this.seed = seed;
        try {
            this.secret = privateKey(seed);
            this.verifier = new VerifierKey(name, publicBytes(seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has Ed25519", e);
        }
    }

    /**
     * Makes a new key.
     *
     * @param name the origin of the log it will sign for, such as {@code tollgate.example.com/log}
     * @throws BrokenSealException where a key cannot have that name
     */
    public static SigningKey generate(String name) {
        var seed = new byte[SEED_LENGTH];
        new SecureRandom().nextBytes(seed);
        return new SigningKey(Texts.keyName(name), seed);
    }

    /**
     * Reads {@code PRIVATE+KEY+name+id+base64(0x01 || seed)}, the form of Go's note package.
     *
     * @throws BrokenSealException where it is not one; the message never quotes it
     */
    public static SigningKey parse(String text) {
        String[] parts =
                text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split("\\+", 3) : new String[0];
        if (parts.length != 3) {
            throw new BrokenSealException("a signing key reads PRIVATE+KEY+name+id+base64, and this does not");
        }
        var key = new SigningKey(Texts.keyName(parts[0]), VerifierKey.typed("the signing key", parts[2]));
        key.verifier.mustHaveId(parts[1]);
        return key;
    }

    /** The secret itself, see {@link #parse}. */
    public String text() {
        return "%s%s+%s+%s".formatted(PREFIX, name(), verifier.hexId(), VerifierKey.typed(seed));
    }

    public String name() {
        return verifier.name();
    }

    public VerifierKey verifier() {
        return verifier;
    }

    /** 64 bytes, always the same for the same message (RFC 8032). */
    public byte[] sign(byte[] message) {
        try {
            Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(secret);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key could not sign", e);
        }
    }

    private static PrivateKey privateKey(byte[] seed) throws GeneralSecurityException {
        byte[] encoded = ByteBuffer.allocate(PKCS8.length + SEED_LENGTH)
                .put(PKCS8)
                .put(seed)
                .array();
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    /**
     * The public key of a seed. The platform computes it only where it makes a pair, so it makes one, with the seed for chance. Should a
     * platform ever use chance differently, the key's id would not fit its text, and no key would be read.
     */
    private static byte[] publicBytes(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
        var point = ((EdECPublicKey) generator.generateKeyPair().getPublic()).getPoint();
        // RFC 8032 section 5.1.2: y with the lowest byte first, and the sign of x in the highest bit.
        byte[] bytes = new byte[SEED_LENGTH];
        byte[] y = point.getY().toByteArray();
        for (int i = 0; i < y.length; i++) {
            bytes[y.length - 1 - i] = y[i];
        }
        if (point.isXOdd()) {
            bytes[SEED_LENGTH - 1] |= (byte) 0x80;
        }
        return bytes;
    }

    /** Chance that was decided before. */
    private static final class Given extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] given;

        Given(byte[] given) {
            this.given = Arrays.copyOf(given, given.length);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(given, 0, bytes, 0, bytes.length);
        }
    }
}
