package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How evidence and reviews move items. */
final class ItemRules {

    /** Clocks of pipelines differ; more than this ahead of ours is a mistake. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private record Recording(Draft draft, Command.RecordEvidence command) {}

    private record Reviewing(Draft draft, Command.ReviewItem command) {}

    private static final List<Rule<Recording>> RECORDING = List.of(
            r -> ProjectRules.open(r.draft().project()),
            r -> known(r.draft(), r.command().item()),
            ItemRules::observedByNow);

    private static final List<Rule<Reviewing>> REVIEWING = List.of(
            r -> ProjectRules.open(r.draft().project()),
            r -> known(r.draft(), r.command().item()),
            r -> DutyRules.people(r.draft().caller(), "review an item"),
            r -> DutyRules.notAuthorOf(r.draft(), List.of(r.command().item())),
            ItemRules::failedEvidenceIsNotAccepted);

    private ItemRules() {}

    /** Evidence for a phase that is not open yet is welcome: pipelines run ahead. The gate order holds all the same. */
    static Optional<Refusal> record(Draft draft, Command.RecordEvidence command) {
        Optional<Refusal> refusal = Rule.first(RECORDING, new Recording(draft, command));
        if (refusal.isPresent()) {
            return refusal;
        }
        Item item = draft.project().item(command.item());
        boolean newest = item.evidence()
                .filter(head -> head.observedAt().isAfter(command.report().observedAt()))
                .isEmpty();
        EvidenceOutcome outcome = command.report().outcome();
        UUID id = draft.newId();
        draft.emit(new Event.EvidenceRecorded(
                id,
                item.id(),
                command.report(),
                newest ? EvidenceStatus.IN_FORCE : EvidenceStatus.SUPERSEDED,
                newest ? outcome.itemState() : item.state(),
                newest ? item.evidence().map(Item.EvidenceHead::id) : Optional.empty(),
                command.dedupeKey().orElse("id:" + id),
                command.payload().digest()));
        if (newest) {
            draft.moveItem(item.id(), outcome.itemState(), "evidence %s".formatted(outcome));
            ConditionRules.closeMet(draft, item.id());
        }
        return Optional.empty();
    }

    static Optional<Refusal> invalidate(Draft draft, Command.InvalidateEvidence command) {
        Optional<Refusal> refusal = ProjectRules.open(draft.project());
        if (refusal.isPresent()) {
            return refusal;
        }
        Optional<Facts.Recall> recalled = draft.facts().recall();
        if (recalled.isEmpty()) {
            return Optional.of(new Refusal.UnknownEvidence(command.evidence()));
        }
        Facts.Recall recall = recalled.get();
        if (recall.status() == EvidenceStatus.INVALIDATED) {
            return Optional.of(new Refusal.EvidenceAlreadyInvalid(command.evidence()));
        }
        Item before = draft.project().item(recall.item());
        boolean rested = recall.status() == EvidenceStatus.IN_FORCE;
        Optional<Item.EvidenceHead> reinstated = rested ? recall.next() : Optional.empty();
        draft.emit(new Event.EvidenceInvalidated(command.evidence(), recall.item(), command.reason(), reinstated));
        if (rested) {
            fallBack(draft, before, reinstated);
        }
        return Optional.empty();
    }

    private static void fallBack(Draft draft, Item before, Optional<Item.EvidenceHead> reinstated) {
        Optional<EvidenceOutcome> outcome = reinstated.map(Item.EvidenceHead::outcome);
        // What a person accepted was not this failure: to let it stand would be accepting failed evidence by a detour.
        boolean uncovered = before.state() == ItemState.SATISFIED && outcome.equals(Optional.of(EvidenceOutcome.FAIL));
        if (restsOnEvidence(before) || uncovered) {
            ItemState next = outcome.map(EvidenceOutcome::itemState).orElse(ItemState.NOT_STARTED);
            draft.moveItem(before.id(), next, "evidence invalidated");
        }
    }

    /** An item that a loop reopened, that went stale or that a person judged keeps its state whatever its old evidence was worth. */
    private static boolean restsOnEvidence(Item item) {
        return item.review().isEmpty()
                && switch (item.state()) {
                    case SATISFIED, FAILED, IN_REVIEW -> true;
                    case NOT_STARTED, STALE, REOPENED, WAIVED, NOT_APPLICABLE -> false;
                };
    }

    static Optional<Refusal> review(Draft draft, Command.ReviewItem command) {
        Optional<Refusal> refusal = Rule.first(REVIEWING, new Reviewing(draft, command));
        if (refusal.isPresent()) {
            return refusal;
        }
        draft.emit(new Event.ItemReviewed(command.item(), command.verdict(), command.comment()));
        switch (command.verdict()) {
            case ACCEPT -> {
                draft.moveItem(command.item(), ItemState.SATISFIED, "accepted by a person");
                ConditionRules.closeMet(draft, command.item());
            }
            case REJECT -> draft.moveItem(command.item(), ItemState.FAILED, "rejected by a person");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> known(Draft draft, String item) {
        return refuseIf(
                draft.project().findItem(item).isEmpty(),
                () -> new Refusal.UnknownItem(item, draft.project().items().keySet()));
    }

    private static Optional<Refusal> observedByNow(Recording r) {
        Instant latest = r.draft().now().plus(CLOCK_SKEW);
        Instant observed = r.command().report().observedAt();
        return refuseIf(observed.isAfter(latest), () -> new Refusal.ObservedInFuture(observed, latest));
    }

    /** Accepting over evidence that failed would be a waiver in disguise: post newer evidence, or invalidate the wrong one. */
    private static Optional<Refusal> failedEvidenceIsNotAccepted(Reviewing r) {
        if (r.command().verdict() == ReviewVerdict.REJECT) {
            return Optional.empty();
        }
        return r.draft()
                .project()
                .item(r.command().item())
                .evidence()
                .filter(head -> head.outcome() == EvidenceOutcome.FAIL)
                .map(head -> new Refusal.ReviewRefused(r.command().item(), head.id()));
    }
}
