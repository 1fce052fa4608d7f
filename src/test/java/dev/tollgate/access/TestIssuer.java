package dev.tollgate.access;

import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** Signs tokens for tests with a key pair that is made once in a run. */
public final class TestIssuer {

    /** In the system properties, because profiles and tests are loaded by different class loaders. */
    private static final String PUBLIC = "tollgate.test.issuer-public-key";

    private static final String PRIVATE = "tollgate.test.issuer-private-key";

    private TestIssuer() {}

    /** For {@code quarkus.oidc.public-key}. */
    public static synchronized String publicKey() {
        if (System.getProperty(PUBLIC) == null) {
            KeyPair pair = newPair();
            System.setProperty(
                    PUBLIC, Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
            System.setProperty(
                    PRIVATE,
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        }
        return System.getProperty(PUBLIC);
    }

    /** A token that the service accepts, for an hour where the claims say nothing else. */
    public static String sign(JwtClaimsBuilder claims) {
        publicKey();
        byte[] key = Base64.getDecoder().decode(System.getProperty(PRIVATE));
        try {
            PrivateKey own = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key));
            return claims.sign(own);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token signed by somebody else. */
    static String forge(JwtClaimsBuilder claims) {
        return claims.sign(newPair().getPrivate());
    }

    private static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
