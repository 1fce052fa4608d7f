package dev.tollgate.gate;

import dev.tollgate.desk.Dossier;
import dev.tollgate.lifecycle.Opinion;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Validation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An independent validator's opinion of what a gate rests on.
 *
 * @param outdated whether the gate rests on something else by now
 */
record ValidationJson(
        UUID id,
        String gate,
        Opinion opinion,
        String scope,
        List<Validation.Reperformed> reperformed,
        List<RemarkJson> remarks,
        String validator,
        Instant validatedAt,
        String snapshotDigest,
        boolean outdated) {

    record RemarkJson(
            Validation.Severity severity,
            String text,
            @Nullable String owner,
            @Nullable LocalDate dueOn) {

        private static RemarkJson of(Validation.Remark remark) {
            return new RemarkJson(
                    remark.severity(),
                    remark.text(),
                    remark.owner().orElse(null),
                    remark.dueOn().orElse(null));
        }
    }

    /** The last opinion on the gate, if there is one. */
    static Optional<ValidationJson> of(Dossier dossier, Phase gate) {
        return dossier.project()
                .gate(gate)
                .words()
                .validation()
                .map(v -> new ValidationJson(
                        v.id(),
                        gate.gate(),
                        v.opinion(),
                        v.scope(),
                        v.reperformed(),
                        v.remarks().stream().map(RemarkJson::of).toList(),
                        v.validator().id(),
                        v.validatedAt(),
                        v.snapshotDigest(),
                        !v.snapshotDigest().equals(dossier.snapshotDigest(gate))));
    }
}
