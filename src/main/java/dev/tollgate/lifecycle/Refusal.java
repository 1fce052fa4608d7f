package dev.tollgate.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Why a command was not carried out. Nothing was recorded. Each kind has one problem type in the contract. */
public sealed interface Refusal {

    /** Why evidence or a review was not taken. */
    sealed interface EvidenceRefusal extends Refusal {}

    /** Why a waiver was not requested, granted or refused, or an item not declared not applicable. */
    sealed interface WaiverRefusal extends Refusal {}

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

    /**
     * @param rule the number of the rule, as in {@link DutyRules}
     * @param reason continues the person's name
     * @param items that it is about; empty where it is about none
     */
    record SeparationOfDuties(String rule, String person, String reason, List<String> items) implements Refusal {}

    /** @param roles of which one would do */
    record RoleRequired(String what, List<String> roles) implements Refusal {}

    /** @param known whether there is such a limit, of another kind */
    record UnknownPolicy(String name, boolean known, Collection<String> allowed) implements Refusal {}

    record UnknownChecklistVersion(ChecklistRef checklist) implements Refusal {}

    /** @param items in use that the checklist does not have */
    record ItemsInUse(ChecklistRef to, List<String> items) implements Refusal {}

    record UnknownWaiver(UUID waiver) implements Refusal {}

    record ObservedInFuture(Instant observedAt, Instant latest) implements EvidenceRefusal {}

    /** The same dedupe key came before with other content. */
    record IdempotencyMismatch(String source, String dedupeKey, UUID evidence) implements EvidenceRefusal {}

    record EvidenceAlreadyInvalid(UUID evidence) implements EvidenceRefusal {}

    record ReviewRefused(String item, UUID evidence) implements EvidenceRefusal {}

    /** Checks speak first, and there is no evidence for them, or not the newer one that was asked for. */
    record NothingToReview(String item, ItemState state) implements EvidenceRefusal {}

    record UnknownCheck(String item, String check, Collection<String> known) implements WaiverRefusal {}

    record NotWaivable(String item, Optional<String> check, RiskTier tier) implements WaiverRefusal {}

    record WaiverTooLong(Instant expiresAt, Instant now, Instant latest, Duration longest) implements WaiverRefusal {}

    record WaiverOpen(UUID waiver) implements WaiverRefusal {}

    record WaiverClosed(UUID waiver, WaiverState state) implements WaiverRefusal {}

    record UnknownScopeRule(String item, String rule, Collection<String> known) implements WaiverRefusal {}

    /** @param when the expression that is not true */
    record ScopeRuleNotMet(String item, String rule, String when) implements WaiverRefusal {}

    record GateNotOpen(Phase gate, Phase current, String reason) implements GateRefusal {}

    record GateAlreadyPassed(Phase gate) implements GateRefusal {}

    record GateNotReady(Phase gate, List<Unmet> unmet) implements GateRefusal {}

    record SnapshotChanged(String seen, String current) implements GateRefusal {}

    /** @param pointer JSON Pointer into the decision that was sent */
    record InvalidDecision(String pointer, String reason, Collection<String> allowed) implements GateRefusal {}

    record DecisionOpen(Phase gate, UUID decision) implements GateRefusal {}

    record DecisionClosed(UUID decision, DecisionState state) implements GateRefusal {}

    record AlreadyVoted(UUID decision, String voter) implements GateRefusal {}

    record VetoNotProvided(Phase gate) implements GateRefusal {}

    record OverrideNotAllowed(Phase gate) implements GateRefusal {}

    record NothingToOverride(Phase gate) implements GateRefusal {}

    record ConditionClosed(UUID condition) implements GateRefusal {}

    record ConditionUnmet(UUID condition, String item, ItemState state) implements GateRefusal {}

    /** @param allowed the loops of the checklist, as {@code MODEL->DATA FEATURE_DRIFT} */
    record LoopUndefined(Phase from, Phase to, LoopTrigger trigger, Collection<String> allowed)
            implements LoopRefusal {}

    record LoopOutOfReach(Phase from, Phase current) implements LoopRefusal {}

    record LoopAlreadyOpen(UUID loop) implements LoopRefusal {}

    record UnknownSignalKind(String kind, Collection<String> known) implements LoopRefusal {}

    /** @param pointer JSON Pointer into the confirmation that was sent */
    record InvalidConfirmation(String pointer, String reason, Collection<String> allowed) implements LoopRefusal {}

    record LoopSettled(UUID loop, LoopState state) implements LoopRefusal {}
}
