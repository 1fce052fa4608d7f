package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What happened to a project. The names under which the log keeps these are in {@link EventType}. */
public sealed interface Event {

    /** @param items ids of the checklist's items at creation, in order */
    record ProjectCreated(UUID id, String key, Profile profile, ChecklistRef checklist, List<String> items)
            implements Event {}

    record ProjectUpdated(Profile profile) implements Event {}

    record ProjectStateChanged(ProjectState from, ProjectState to) implements Event {}

    record PhaseEntered(Phase phase, int iteration) implements Event {}

    /**
     * @param itemState the state in which this leaves the item
     * @param supersedes the evidence that was in force until now
     * @param dedupeKey unique within the report's source
     * @param payloadDigest of the bytes that were posted, which are kept beside the log
     */
    record EvidenceRecorded(
            UUID evidence,
            String item,
            EvidenceReport report,
            EvidenceStatus status,
            ItemState itemState,
            Optional<UUID> supersedes,
            String dedupeKey,
            String payloadDigest)
            implements Event {}

    /** @param reinstated the older evidence that is in force again */
    record EvidenceInvalidated(UUID evidence, String item, String reason, Optional<Item.EvidenceHead> reinstated)
            implements Event {}

    record ItemReviewed(String item, ReviewVerdict verdict, String comment) implements Event {}

    record ItemStateChanged(String item, ItemState from, ItemState to, String reason) implements Event {}

    record DecisionOpened(
            UUID decision,
            Phase gate,
            Verdict verdict,
            int attempt,
            int iteration,
            int quorum,
            Snapshot snapshot,
            String snapshotDigest)
            implements Event {}

    record GateVoted(UUID decision, Phase gate, Ballot ballot, Optional<String> comment) implements Event {}

    record GateDecided(UUID decision, Phase gate, DecisionOutcome outcome) implements Event {}

    /** @param state REJECTED or VOID */
    record DecisionClosed(UUID decision, Phase gate, DecisionState state, String reason) implements Event {}

    record GateStateChanged(Phase gate, GateState from, GateState to) implements Event {}

    record ConditionOpened(
            UUID condition, Phase gate, UUID decision, String title, String owner, Optional<String> item, Instant dueAt)
            implements Event {}

    record ConditionClosed(UUID condition, Phase gate, String comment) implements Event {}

    record ConditionOverdue(UUID condition, Phase gate) implements Event {}

    record LoopProposed(UUID loop, Phase from, Phase to, LoopTrigger trigger, String reason, Map<String, Object> signal)
            implements Event {}

    record LoopConfirmed(UUID loop, String rationale, Loop.Effect effect) implements Event {}

    record LoopDismissed(UUID loop, String rationale) implements Event {}

    record LoopClosed(UUID loop) implements Event {}

    /** The item, gate or loop that the event is about; empty where it is about the project itself. */
    default Optional<String> subject() {
        return switch (this) {
            case ProjectCreated e -> Optional.empty();
            case ProjectUpdated e -> Optional.empty();
            case ProjectStateChanged e -> Optional.empty();
            case PhaseEntered e -> Optional.empty();
            case EvidenceRecorded e -> Optional.of(e.item());
            case EvidenceInvalidated e -> Optional.of(e.item());
            case ItemReviewed e -> Optional.of(e.item());
            case ItemStateChanged e -> Optional.of(e.item());
            case DecisionOpened e -> Optional.of(e.gate().gate());
            case GateVoted e -> Optional.of(e.gate().gate());
            case GateDecided e -> Optional.of(e.gate().gate());
            case DecisionClosed e -> Optional.of(e.gate().gate());
            case GateStateChanged e -> Optional.of(e.gate().gate());
            case ConditionOpened e -> Optional.of(e.gate().gate());
            case ConditionClosed e -> Optional.of(e.gate().gate());
            case ConditionOverdue e -> Optional.of(e.gate().gate());
            case LoopProposed e -> Optional.of(e.loop().toString());
            case LoopConfirmed e -> Optional.of(e.loop().toString());
            case LoopDismissed e -> Optional.of(e.loop().toString());
            case LoopClosed e -> Optional.of(e.loop().toString());
        };
    }
}
