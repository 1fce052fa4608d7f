package dev.tollgate.intake.channel;

import dev.tollgate.installation.ChannelAuth;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;

/**
 * Senders that show a JWT, such as a step of a GitHub workflow. These issuers are the channels', and not the one whose tokens people have, so
 * they are kept apart from the service's own security.
 */
@ApplicationScoped
class OidcSenders {

    private static final String PREFIX = "Bearer ";
    private static final int SKEW_SECONDS = 60;

    /** Keys are fetched once, and again when a token names one that is not known yet. */
    private final Map<String, HttpsJwks> keys = new ConcurrentHashMap<>();

    /** @return why the sender is not believed; empty where it is */
    Optional<String> doubt(ChannelAuth auth, Headers headers) {
        ChannelAuth.Oidc oidc = auth.oidc().orElseThrow();
        Optional<String> token = headers.get("Authorization")
                .filter(value -> value.startsWith(PREFIX))
                .map(value -> value.substring(PREFIX.length()));
        if (token.isEmpty()) {
            return Optional.of("the header Authorization holds no bearer token");
        }
        try {
            return claimsDoubt(oidc, consumer(oidc).processToClaims(token.get()));
        } catch (InvalidJwtException e) {
            return Optional.of(
                    e.hasExpired()
                            ? "the token has expired"
                            : "the token is not a valid one of this issuer and audience");
        }
    }

    private JwtConsumer consumer(ChannelAuth.Oidc oidc) {
        HttpsJwks jwks = keys.computeIfAbsent(oidc.jwksUri(), HttpsJwks::new);
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(jwks))
                .setExpectedIssuer(oidc.issuer())
                .setExpectedAudience(oidc.audience())
                .setRequireExpirationTime()
                .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                .build();
    }

    private static Optional<String> claimsDoubt(ChannelAuth.Oidc oidc, JwtClaims claims) {
        return oidc.claims().entrySet().stream()
                .filter(wanted -> !wanted.getValue().equals(claims.getClaimValueAsString(wanted.getKey())))
                .map(wanted -> "the token's claim %s is not what the channel asks for".formatted(wanted.getKey()))
                .findFirst();
    }
}
