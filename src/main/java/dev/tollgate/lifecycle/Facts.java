package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What the core may not fetch for itself.
 *
 * @param checklist the version that the project is, or will be, pinned to
 * @param ids new ids, each handed out once
 * @param other the checklist that a migration or a shadow asks for; empty for other commands, and where there is no such version
 * @param recall the evidence that a command wants to invalidate; empty for other commands, and where there is no such evidence
 */
public record Facts(
        Instant now,
        Caller caller,
        Checklist checklist,
        Supplier<UUID> ids,
        Optional<Recall> recall,
        Optional<Checklist> other) {

    /**
     * @param status how it stands before the command
     * @param next the newest other evidence of the item that is not invalidated
     */
    public record Recall(UUID evidence, String item, EvidenceStatus status, Optional<Item.EvidenceHead> next) {}

    public Facts(Instant now, Caller caller, Checklist checklist, Supplier<UUID> ids) {
        this(now, caller, checklist, ids, Optional.empty(), Optional.empty());
    }
}
