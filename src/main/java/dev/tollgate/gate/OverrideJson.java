package dev.tollgate.gate;

import dev.tollgate.desk.Dossier;
import dev.tollgate.lifecycle.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A gate that was let through although it was not ready.
 *
 * @param active whether it still counts
 * @param unmet what the gate lacked
 */
record OverrideJson(
        UUID id,
        String gate,
        String overriddenBy,
        Instant overriddenAt,
        String rationale,
        Instant expiresAt,
        boolean active,
        List<String> unmet) {

    /** The last override of the gate, if there was one. */
    static Optional<OverrideJson> of(Dossier dossier, Phase gate) {
        return dossier.project()
                .gate(gate)
                .words()
                .override()
                .map(o -> new OverrideJson(
                        o.id(),
                        gate.gate(),
                        o.by().id(),
                        o.at(),
                        o.rationale(),
                        o.expiresAt(),
                        o.isActive(dossier.now()),
                        o.unmet()));
    }
}
