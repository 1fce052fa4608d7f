package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Unreadable;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** An envelope of DSSE, the Dead Simple Signing Envelope, version 1.0. */
final class Dsse {

    /** Nobody signs more often; each costs a verification for each key. */
    private static final int MOST_SIGNATURES = 8;

    private final String payloadType;
    private final byte[] payload;
    private final List<byte[]> signatures;

    private Dsse(String payloadType, byte[] payload, List<byte[]> signatures) {
        this.payloadType = payloadType;
        this.payload = payload;
        this.signatures = signatures;
    }

    static boolean is(Fields body) {
        return body.has("/payloadType") && body.has("/payload") && body.has("/signatures");
    }

    /** @throws Unreadable where the payload is missing or not base64 */
    static Dsse unwrap(Fields envelope) {
        return new Dsse(
                envelope.require("/payloadType"),
                base64(envelope.require("/payload"))
                        .orElseThrow(() -> new Unreadable("malformed-dsse", "the envelope's payload is not base64")),
                envelope.list("/signatures").stream()
                        .limit(MOST_SIGNATURES)
                        .flatMap(signature -> signature.text("/sig").flatMap(Dsse::base64).stream())
                        .toList());
    }

    /** Standard or URL-safe: signers may use either, verifiers must take both (protocol, "To verify"). */
    static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    String payloadType() {
        return payloadType;
    }

    byte[] payload() {
        return payload.clone();
    }

    boolean isSigned() {
        return !signatures.isEmpty();
    }

    /** What is signed: the pre-authentication encoding (protocol, "Signature Definition"). */
    static byte[] pae(String type, byte[] body) {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(typeBytes.length + body.length + 40);
        out.writeBytes("DSSEv1 %d ".formatted(typeBytes.length).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(typeBytes);
        out.writeBytes(" %d ".formatted(body.length).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(body);
        return out.toByteArray();
    }

    /** Whether a signature by a key of this kind can be verified at all. */
    static boolean knows(PublicKey key) {
        return !algorithms(key).isEmpty();
    }

    /** Whether one of the signatures is by this key. The key ids of the envelope are not signed, so they are not asked. */
    boolean isSignedBy(PublicKey key) {
        byte[] signed = pae(payloadType, payload);
        List<String> algorithms = algorithms(key);
        return signatures.stream()
                .anyMatch(signature ->
                        algorithms.stream().anyMatch(algorithm -> verifies(algorithm, key, signed, signature)));
    }

    /**
     * How a key of this kind may have been used. DSSE leaves it to signer and verifier: Sigstore writes ECDSA signatures as ASN.1, Google's verifier
     * of builds writes r and s one behind the other, and cosign hashes with SHA-256 whatever the curve.
     */
    private static List<String> algorithms(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec when bits(ec) <= 256 -> ecdsa("SHA256");
            case ECPublicKey ec when bits(ec) <= 384 -> ecdsa("SHA384", "SHA256");
            case ECPublicKey ec -> ecdsa("SHA512", "SHA256");
            case RSAPublicKey rsa -> List.of("SHA256withRSA");
            case EdECPublicKey ed -> List.of("Ed25519");
            default -> List.of();
        };
    }

    private static int bits(ECPublicKey key) {
        return key.getParams().getCurve().getField().getFieldSize();
    }

    private static List<String> ecdsa(String... hashes) {
        return List.of(hashes).stream()
                .flatMap(hash -> List.of(hash + "withECDSA", hash + "withECDSAinP1363Format").stream())
                .toList();
    }

    private static boolean verifies(String algorithm, PublicKey key, byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException notOfThisForm) {
            return false;
        }
    }
}
