package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What somebody asks of a project. */
public sealed interface Command {

    /**
     * Creates the project, or changes its profile; asking for what already stands changes nothing.
     *
     * @param version of the checklist; empty for the newest
     */
    record SaveProject(String key, Profile profile, String checklist, Optional<Integer> version) implements Command {

        public SaveProject(String key, Profile profile, String checklist) {
            this(key, profile, checklist, Optional.empty());
        }
    }

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

    /** @param settling how a proposal is confirmed, where it is */
    record SettleLoop(UUID loop, LoopVerdict verdict, String rationale, Confirmation settling) implements Command {

        public SettleLoop(UUID loop, LoopVerdict verdict, String rationale) {
            this(loop, verdict, rationale, Confirmation.PLAIN);
        }
    }

    /**
     * @param reaffirmed items whose old evidence the confirming person vouches for in the same step
     * @param escapedDecision the decision that let the fault through which the loop mends
     */
    record Confirmation(List<String> reaffirmed, Optional<UUID> escapedDecision) {

        public static final Confirmation PLAIN = new Confirmation(List.of(), Optional.empty());
    }

    /** @param check the one check to be waived; empty for the whole item */
    record RequestWaiver(String item, Optional<String> check, String reason, String compensation, Instant expiresAt)
            implements Command {}

    record RuleOnWaiver(UUID waiver, WaiverVerdict verdict, String comment) implements Command {}

    /** @param rule of the checklist, by which the item does not apply */
    record DeclareNotApplicable(String item, String rule, String comment) implements Command {}

    record ValidateGate(
            Phase gate,
            Opinion opinion,
            String scope,
            List<Validation.Reperformed> reperformed,
            List<Validation.Remark> remarks,
            Optional<String> seen)
            implements Command {}

    record OverrideGate(Phase gate, String rationale, Instant expiresAt) implements Command {}

    /** @param data of one window, for the checklist's rules to read */
    record RecordSignal(String kind, String source, Instant observedAt, Map<String, Object> data) implements Command {}

    /** Pins the project to another checklist, or another version of its own. */
    record MigrateProject(ChecklistRef checklist) implements Command {}

    /** @param checklist to be reported on beside the pinned one; empty for none */
    record SetShadow(Optional<ChecklistRef> checklist) implements Command {}

    /** Puts on record what has happened by the passing of time alone. */
    record RecordTime() implements Command {}
}
