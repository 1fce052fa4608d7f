package dev.tollgate.intake.channel;

import dev.tollgate.installation.ChannelAuth;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Public keys in PEM: {@code SubjectPublicKeyInfo} (RFC 7468 section 13), as openssl and cosign write them. */
final class PublicKeys {

    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");

    private PublicKeys() {}

    /** Those of the channel; it is not set up with one that cannot be read. */
    static List<PublicKey> of(ChannelAuth auth) {
        return auth.publicKeys().stream().flatMap(pem -> read(pem).stream()).toList();
    }

    /** Empty where it is no public key of an algorithm that signatures are verified with. */
    static Optional<PublicKey> read(String pem) {
        String base64 = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\s", "");
        byte[] der;
        try {
            der = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return Optional.of(KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der)));
            } catch (GeneralSecurityException anotherAlgorithm) {
                // The next one may know it.
            }
        }
        return Optional.empty();
    }
}
