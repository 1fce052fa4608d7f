package dev.tollgate.lifecycle;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What somebody asks of a project. */
public sealed interface Command {

    /** Creates the project, or changes its profile; asking for what already stands changes nothing. */
    record SaveProject(String key, Profile profile, String checklist) implements Command {}

    /** @param dedupeKey by which a repeated post of the same evidence is recognised, unique within the report's source */
    record RecordEvidence(String item, EvidenceReport report, Payload payload, Optional<String> dedupeKey)
            implements Command {}

    record InvalidateEvidence(UUID evidence, String reason) implements Command {}

    record ReviewItem(String item, ReviewVerdict verdict, String comment) implements Command {}

    /** @param seen digest of the snapshot that the decider looked at; a different one now refuses the decision */
    record DecideGate(Phase gate, Verdict verdict, Optional<String> seen) implements Command {}

    record CastVote(Phase gate, UUID decision, Ballot ballot, Optional<String> comment) implements Command {}

    record CloseCondition(UUID condition, String comment) implements Command {}

    /** @param confirm whether the caller may confirm loops and so does it in the same step; a machine never does */
    record OpenLoop(
            Phase from, Phase to, LoopTrigger trigger, String reason, Map<String, Object> signal, boolean confirm)
            implements Command {}

    record SettleLoop(UUID loop, LoopVerdict verdict, String rationale) implements Command {}

    /** Puts on record what has happened by the passing of time alone. */
    record RecordTime() implements Command {}
}
