package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a project promised to reach, as its gate approved it. Evidence that claims to reach it must be newer: a threshold set after the
 * measurement proves nothing.
 *
 * @param evidence that they were read from
 * @param values as the evidence has them, in order
 * @param digest SHA-256 over their canonical text
 */
public record Targets(UUID evidence, List<Map<String, Object>> values, String digest, Instant lockedAt) {

    public Targets {
        values = List.copyOf(values);
    }
}
