package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A gate let through although it was not ready. No decision: it is shown and counted apart from them.
 *
 * @param expiresAt when the gate is again as its items are
 * @param unmet what the gate lacked
 */
public record GateOverride(UUID id, Actor by, Instant at, String rationale, Instant expiresAt, List<String> unmet) {

    public GateOverride {
        unmet = List.copyOf(unmet);
    }

    public boolean isActive(Instant now) {
        return now.isBefore(expiresAt);
    }
}
