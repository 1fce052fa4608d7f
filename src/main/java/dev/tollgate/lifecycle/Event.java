package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
            implements Event {

        EvidenceRecorded leaving(ItemState state) {
            return new EvidenceRecorded(evidence, item, report, status, state, supersedes, dedupeKey, payloadDigest);
        }
    }

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

    /** @param roles that the voter held then, for the roles that a decision needs */
    record GateVoted(UUID decision, Phase gate, Ballot ballot, Optional<String> comment, Set<String> roles)
            implements Event {

        /** Logs of before roles counted name none. */
        public GateVoted {
            roles = Set.copyOf(Objects.requireNonNullElse(roles, Set.of()));
        }
    }

    record GateDecided(UUID decision, Phase gate, DecisionOutcome outcome) implements Event {}

    /** @param state REJECTED or VOID */
    record DecisionClosed(UUID decision, Phase gate, DecisionState state, String reason) implements Event {}

    record GateStateChanged(Phase gate, GateState from, GateState to) implements Event {}

    record ConditionOpened(
            UUID condition, Phase gate, UUID decision, String title, String owner, Optional<String> item, Instant dueAt)
            implements Event {}

    /** @param evidence that closed it by passing; empty where a person did */
    record ConditionClosed(UUID condition, Phase gate, String comment, Optional<UUID> evidence) implements Event {}

    record ConditionReopened(UUID condition, Phase gate, String reason) implements Event {}

    record ConditionOverdue(UUID condition, Phase gate) implements Event {}

    /** @param firstBreachAt since when the signal has been over its threshold; empty where no signal proposed the loop */
    record LoopProposed(
            UUID loop,
            Phase from,
            Phase to,
            LoopTrigger trigger,
            String reason,
            Map<String, Object> signal,
            Optional<Instant> firstBreachAt)
            implements Event {}

    record LoopConfirmed(UUID loop, String rationale, Loop.Effect effect) implements Event {}

    record LoopDismissed(UUID loop, String rationale) implements Event {}

    record LoopClosed(UUID loop) implements Event {}

    record TargetsLocked(Phase gate, UUID evidence, String digest, List<Map<String, Object>> targets)
            implements Event {}

    /** What the gate had approved is no longer so, without a loop. */
    record GateReopened(Phase gate, String reason) implements Event {}

    record ItemDeclaredNotApplicable(String item, String rule, String comment) implements Event {}

    record WaiverRequested(
            UUID waiver,
            String item,
            Optional<String> check,
            int iteration,
            String reason,
            String compensation,
            Instant expiresAt)
            implements Event {}

    record WaiverGranted(UUID waiver, String item, String comment) implements Event {}

    record WaiverRefused(UUID waiver, String item, String comment) implements Event {}

    record WaiverWithdrawn(UUID waiver, String item, String comment) implements Event {}

    record WaiverExpired(UUID waiver, String item, String reason) implements Event {}

    record GateValidated(
            UUID validation,
            Phase gate,
            Opinion opinion,
            String scope,
            List<Validation.Reperformed> reperformed,
            List<Validation.Remark> remarks,
            String snapshotDigest)
            implements Event {}

    /** @param unmet what the gate lacked */
    record GateOverridden(UUID override, Phase gate, String rationale, Instant expiresAt, List<String> unmet)
            implements Event {}

    /** @param runs how long in a row each loop that it speaks for has been over its threshold, this window included */
    record SignalRecorded(
            UUID signal, String kind, String source, Instant observedAt, Map<String, Object> data, List<SignalRun> runs)
            implements Event {}

    /** @param items of the new checklist, in order */
    record ProjectMigrated(ChecklistRef from, ChecklistRef to, List<String> items) implements Event {}

    /** @param shadow empty where nothing is reported on any more */
    record ShadowSet(Optional<ChecklistRef> shadow) implements Event {}

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
            case ConditionReopened e -> Optional.of(e.gate().gate());
            case TargetsLocked e -> Optional.of(e.gate().gate());
            case GateReopened e -> Optional.of(e.gate().gate());
            case ItemDeclaredNotApplicable e -> Optional.of(e.item());
            case WaiverRequested e -> Optional.of(e.item());
            case WaiverGranted e -> Optional.of(e.item());
            case WaiverRefused e -> Optional.of(e.item());
            case WaiverWithdrawn e -> Optional.of(e.item());
            case WaiverExpired e -> Optional.of(e.item());
            case GateValidated e -> Optional.of(e.gate().gate());
            case GateOverridden e -> Optional.of(e.gate().gate());
            case SignalRecorded e -> Optional.of(e.kind());
            case ProjectMigrated e -> Optional.empty();
            case ShadowSet e -> Optional.empty();
        };
    }
}
