package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Why a command was not carried out. Nothing was recorded. Each kind has one problem type in the contract. */
public sealed interface Refusal {

    /** Why evidence or a review was not taken. */
    sealed interface EvidenceRefusal extends Refusal {}

    /** Why a gate was not decided, a vote not counted or a condition not closed. */
    sealed interface GateRefusal extends Refusal {}

    /** Why a loop was not opened or settled. */
    sealed interface LoopRefusal extends Refusal {}

    record UnknownProject() implements Refusal {}

    record UnknownItem(String item, Collection<String> known) implements Refusal {}

    record UnknownEvidence(UUID evidence) implements Refusal {}

    record UnknownDecision(UUID decision) implements Refusal {}

    record UnknownCondition(UUID condition) implements Refusal {}

    record UnknownLoop(UUID loop) implements Refusal {}

    record UnknownChecklist(String checklist, Collection<String> known) implements Refusal {}

    record ChecklistPinned(ChecklistRef pinned, String asked) implements Refusal {}

    /** The caller asked for a change of the state at one event, and the log ends at another. */
    record Overtaken(long expected, long actual) implements Refusal {}

    record ProjectClosed(ProjectState state) implements Refusal {}

    record PeopleOnly(String what) implements Refusal {}

    /** @param items the items for which the person posted evidence */
    record SeparationOfDuties(String person, List<String> items) implements Refusal {}

    record ObservedInFuture(Instant observedAt, Instant latest) implements EvidenceRefusal {}

    /** The same dedupe key came before with other content. */
    record IdempotencyMismatch(String source, String dedupeKey, UUID evidence) implements EvidenceRefusal {}

    record EvidenceAlreadyInvalid(UUID evidence) implements EvidenceRefusal {}

    record ReviewRefused(String item, UUID evidence) implements EvidenceRefusal {}

    record GateNotOpen(Phase gate, Phase current, String reason) implements GateRefusal {}

    record GateAlreadyPassed(Phase gate) implements GateRefusal {}

    record GateNotReady(Phase gate, List<Unmet> unmet) implements GateRefusal {}

    record SnapshotChanged(String seen, String current) implements GateRefusal {}

    /** @param pointer JSON Pointer into the decision that was sent */
    record InvalidDecision(String pointer, String reason, Collection<String> allowed) implements GateRefusal {}

    record DecisionOpen(Phase gate, UUID decision) implements GateRefusal {}

    record DecisionClosed(UUID decision, DecisionState state) implements GateRefusal {}

    record AlreadyVoted(UUID decision, String voter) implements GateRefusal {}

    record ConditionClosed(UUID condition) implements GateRefusal {}

    record ConditionUnmet(UUID condition, String item, ItemState state) implements GateRefusal {}

    /** @param allowed the loops of the checklist, as {@code MODEL->DATA FEATURE_DRIFT} */
    record LoopUndefined(Phase from, Phase to, LoopTrigger trigger, Collection<String> allowed)
            implements LoopRefusal {}

    record LoopOutOfReach(Phase from, Phase current) implements LoopRefusal {}

    record LoopAlreadyOpen(UUID loop) implements LoopRefusal {}

    record LoopSettled(UUID loop, LoopState state) implements LoopRefusal {}
}
