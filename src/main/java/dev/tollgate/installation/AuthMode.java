package dev.tollgate.installation;

import java.util.Locale;

/** How the senders of a channel show who they are. */
public enum AuthMode {
    /** By knowing the address. For senders that can set nothing else; what comes in so is marked as less trusted. */
    URL_TOKEN,
    /** HTTP Basic (RFC 7617). */
    BASIC,
    /** {@code Authorization: Bearer} with the secret (RFC 6750). */
    BEARER,
    /** A header of any name that holds the secret. */
    HEADER_EQUALS,
    /** {@code X-Hub-Signature-256} over the body. */
    GITHUB_HMAC,
    /** {@code X-MLflow-Signature} over delivery id, timestamp and body. */
    MLFLOW_HMAC,
    /** {@code X-Wandb-Signature} over the body, in hexadecimal or Base64. */
    WANDB_HMAC,
    /** {@code webhook-signature} over id, timestamp and body (Standard Webhooks 1.0). */
    STANDARD_WEBHOOKS,
    /** A JWT of an issuer that is trusted for this audience and these claims. */
    OIDC,
    /** A signature within the body (DSSE) by one of the channel's public keys. */
    DSSE;

    /** Whether the channel keeps a secret that it shares with its senders. */
    public boolean hasSecret() {
        return switch (this) {
            case URL_TOKEN, OIDC, DSSE -> false;
            case BASIC, BEARER, HEADER_EQUALS, GITHUB_HMAC, MLFLOW_HMAC, WANDB_HMAC, STANDARD_WEBHOOKS -> true;
        };
    }

    /** As it stands on evidence: {@code url-token}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
