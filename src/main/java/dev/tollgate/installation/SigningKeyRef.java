package dev.tollgate.installation;

import java.time.Instant;
import java.util.Optional;

/**
 * A secret that signs, by name.
 *
 * @param keyId the first 12 hexadecimal digits of the secret's SHA-256
 * @param until when it stops to sign; empty for the newest
 */
public record SigningKeyRef(String keyId, Optional<Instant> until) {}
