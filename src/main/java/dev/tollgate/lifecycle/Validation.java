package dev.tollgate.lifecycle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An independent validator's opinion of what a gate rests on. It holds for that and nothing else: once the gate rests on other evidence, it is
 * outdated.
 *
 * @param scope what was looked at
 * @param reperformed metrics that the validator measured again
 * @param snapshotDigest of what the gate rested on
 */
public record Validation(
        UUID id,
        Opinion opinion,
        String scope,
        List<Reperformed> reperformed,
        List<Remark> remarks,
        Actor validator,
        Instant validatedAt,
        String snapshotDigest) {

    /** @param reported what the evidence says; the difference is the reader's to judge */
    public record Reperformed(String metric, double reported, double measured) {}

    /** Something that the validator found. */
    public record Remark(Severity severity, String text, Optional<String> owner, Optional<LocalDate> dueOn) {}

    public enum Severity {
        LOW,
        MEDIUM,
        HIGH
    }

    public Validation {
        reperformed = List.copyOf(reperformed);
        remarks = List.copyOf(remarks);
    }
}
