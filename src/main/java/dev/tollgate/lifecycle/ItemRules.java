package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
            r -> observedByNow(r.draft(), r.command().report().observedAt()));

    private static final List<Rule<Reviewing>> REVIEWING = List.of(
            r -> ProjectRules.open(r.draft().project()),
            r -> known(r.draft(), r.command().item()),
            r -> DutyRules.people(r.draft().caller(), "review an item"),
            r -> DutyRules.notAuthorOf(
                    DutyRules.ACCEPTER, r.draft(), List.of(r.command().item())),
            ItemRules::failedEvidenceIsNotAccepted,
            ItemRules::thereIsSomethingToJudge);

    private record Declaring(Draft draft, Command.DeclareNotApplicable command) {

        Optional<ScopeRule> scope() {
            return Assessment.scopeRule(draft.checklist().item(command.item()), command.rule());
        }
    }

    private static final List<Rule<Declaring>> DECLARING = List.of(
            d -> ProjectRules.open(d.draft().project()),
            d -> known(d.draft(), d.command().item()),
            d -> DutyRules.people(d.draft().caller(), "declare an item not applicable"),
            ItemRules::ruleHolds,
            d -> d.scope()
                    .flatMap(ScopeRule::role)
                    .flatMap(role -> DutyRules.holds(
                            d.draft().caller(),
                            Set.of(role),
                            "say that rule " + d.command().rule() + " holds")));

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
        UUID id = draft.newId();
        var recorded = new Event.EvidenceRecorded(
                id,
                item.id(),
                command.report(),
                newest ? EvidenceStatus.IN_FORCE : EvidenceStatus.SUPERSEDED,
                item.state(),
                newest ? item.evidence().map(Item.EvidenceHead::id) : Optional.empty(),
                command.dedupeKey().orElse("id:" + id),
                command.payload().digest());
        if (!newest) {
            draft.emit(recorded);
            return Optional.empty();
        }
        Draft tried = draft.copy();
        tried.emit(recorded);
        refusal = TargetRules.mayChange(draft, tried, item.id());
        if (refusal.isEmpty()) {
            draft.emit(recorded.leaving(tried.standing(item.id()).state()));
            TargetRules.changed(draft, item.id());
        }
        return refusal;
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
        boolean rested = recall.status() == EvidenceStatus.IN_FORCE;
        Optional<Item.EvidenceHead> reinstated = rested ? recall.next() : Optional.empty();
        var invalidated =
                new Event.EvidenceInvalidated(command.evidence(), recall.item(), command.reason(), reinstated);
        Draft tried = draft.copy();
        tried.emit(invalidated);
        Optional<Refusal> locked = TargetRules.mayChange(draft, tried, recall.item());
        if (locked.isEmpty()) {
            draft.emit(invalidated);
            ConditionRules.reopenWhatItClosed(draft, command.evidence());
            TargetRules.changed(draft, recall.item());
        }
        return locked;
    }

    static Optional<Refusal> review(Draft draft, Command.ReviewItem command) {
        Optional<Refusal> refusal = Rule.first(REVIEWING, new Reviewing(draft, command));
        if (refusal.isPresent()) {
            return refusal;
        }
        draft.emit(new Event.ItemReviewed(command.item(), command.verdict(), command.comment()));
        return Optional.empty();
    }

    static Optional<Refusal> declareNotApplicable(Draft draft, Command.DeclareNotApplicable command) {
        Optional<Refusal> refusal = Rule.first(DECLARING, new Declaring(draft, command));
        if (refusal.isEmpty()) {
            draft.emit(new Event.ItemDeclaredNotApplicable(command.item(), command.rule(), command.comment()));
        }
        return refusal;
    }

    private static Optional<Refusal> ruleHolds(Declaring d) {
        List<ScopeRule> rules = d.draft().checklist().item(d.command().item()).notApplicable();
        Optional<ScopeRule> rule = d.scope();
        if (rule.isEmpty()) {
            return Optional.of(new Refusal.UnknownScopeRule(
                    d.command().item(),
                    d.command().rule(),
                    rules.stream().map(ScopeRule::id).toList()));
        }
        return refuseIf(
                !d.draft().assess().holds(rule.get()),
                () -> new Refusal.ScopeRuleNotMet(
                        d.command().item(), rule.get().id(), rule.get().when().text()));
    }

    static Optional<Refusal> known(Draft draft, String item) {
        return refuseIf(
                !draft.checklist().items().containsKey(item),
                () -> new Refusal.UnknownItem(item, draft.checklist().items().keySet()));
    }

    static Optional<Refusal> observedByNow(Draft draft, Instant observed) {
        Instant latest = draft.now().plus(CLOCK_SKEW);
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

    /** Where checks speak, a person judges what they cannot; that needs evidence, and newer one where it was asked for. */
    private static Optional<Refusal> thereIsSomethingToJudge(Reviewing r) {
        Item item = r.draft().project().item(r.command().item());
        boolean checked = !r.draft().checklist().item(item.id()).checks().isEmpty();
        boolean asked = item.demand()
                .filter(demand -> demand.kind() != Item.Demand.Kind.REAFFIRM)
                .isPresent();
        return refuseIf(
                checked && (item.evidence().isEmpty() || asked),
                () -> new Refusal.NothingToReview(item.id(), item.state()));
    }
}
