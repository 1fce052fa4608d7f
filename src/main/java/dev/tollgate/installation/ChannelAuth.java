package dev.tollgate.installation;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a channel asks of its senders.
 *
 * @param username that Basic asks for
 * @param header that must equal the secret
 * @param oidc whose tokens count
 * @param publicKeys PEM, against which signatures within bodies are verified, whatever the mode
 */
public record ChannelAuth(
        AuthMode mode,
        Optional<String> username,
        Optional<String> header,
        Optional<Oidc> oidc,
        List<String> publicKeys) {

    /**
     * @param issuer the token's {@code iss}
     * @param audience which the token must be for; ours, not the issuer's default
     * @param jwksUri where the issuer's keys are
     * @param claims that the token must have, by name, with these values
     */
    public record Oidc(String issuer, String audience, String jwksUri, Map<String, String> claims) {

        public Oidc {
            claims = Collections.unmodifiableMap(new TreeMap<>(claims));
        }
    }

    public ChannelAuth {
        publicKeys = List.copyOf(publicKeys);
    }
}
