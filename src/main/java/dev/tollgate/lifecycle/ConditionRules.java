package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How the obligations that a GO leaves behind are opened and met. */
final class ConditionRules {

    private record Closing(Draft draft, Condition condition) {}

    private static final List<Rule<Closing>> CLOSING = List.of(
            ConditionRules::canStillBeMet,
            c -> DutyRules.people(c.draft().caller(), "close a condition"),
            c -> refuseIf(
                    c.condition().isClosed(),
                    () -> new Refusal.ConditionClosed(c.condition().id())),
            ConditionRules::itemIsMet);

    private ConditionRules() {}

    /** Opens what the decision planned and what the checklist attaches to every GO of its gate. */
    static void openAfter(Draft draft, Phase gate, UUID decision, List<Verdict.PlannedCondition> planned) {
        planned.forEach(condition -> open(draft, gate, decision, condition));
        Project project = draft.project();
        for (Checklist.StandingCondition standing : draft.checklist().gate(gate).standingConditions()) {
            Instant due =
                    draft.now().atZone(ZoneOffset.UTC).plus(standing.dueIn()).toInstant();
            open(
                    draft,
                    gate,
                    decision,
                    new Verdict.PlannedCondition(
                            standing.title(), project.profile().owner(), due, Optional.of(standing.item())));
        }
    }

    static void open(Draft draft, Phase gate, UUID decision, Verdict.PlannedCondition planned) {
        draft.emit(new Event.ConditionOpened(
                draft.newId(), gate, decision, planned.title(), planned.owner(), planned.item(), planned.dueAt()));
    }

    /**
     * Closes the conditions whose item this command has met anew: what met it before they were opened does not count, and neither does a waiver,
     * which only puts the obligation off.
     */
    static void closeMet(Draft draft) {
        List<Condition> open = draft.project().conditions().values().stream()
                .filter(condition -> !condition.isClosed())
                .toList();
        for (Condition condition : open) {
            condition
                    .item()
                    .flatMap(draft.project()::findItem)
                    .filter(item -> item.state() == ItemState.SATISFIED && draft.hasMet(item.id()))
                    .ifPresent(item -> close(
                            draft,
                            condition,
                            item.id() + " is satisfied",
                            item.evidence().map(Item.EvidenceHead::id)));
        }
    }

    /** An obligation that was met by evidence which turned out to be wrong has not been met. */
    static void reopenWhatItClosed(Draft draft, UUID evidence) {
        List<Condition> closed = draft.project().conditions().values().stream()
                .filter(condition -> condition.wasClosedBy(evidence))
                .toList();
        closed.forEach(c ->
                draft.emit(new Event.ConditionReopened(c.id(), c.gate(), "the evidence that closed it is invalid")));
    }

    static Optional<Refusal> close(Draft draft, Command.CloseCondition command) {
        UUID id = command.condition();
        Optional<Condition> condition = draft.project().findCondition(id);
        if (condition.isEmpty()) {
            return Optional.of(new Refusal.UnknownCondition(id));
        }
        Optional<Refusal> refusal = Rule.first(CLOSING, new Closing(draft, condition.get()));
        if (refusal.isEmpty()) {
            close(draft, condition.get(), command.comment(), Optional.empty());
        }
        return refusal;
    }

    private static void close(Draft draft, Condition condition, String comment, Optional<UUID> evidence) {
        draft.emit(new Event.ConditionClosed(condition.id(), condition.gate(), comment, evidence));
    }

    /** The tasks of a KILL are done after the project's end; nothing else is. */
    private static Optional<Refusal> canStillBeMet(Closing c) {
        boolean task = c.draft()
                .project()
                .findDecision(c.condition().decision())
                .filter(decision -> decision.verdict().outcome() == DecisionOutcome.KILL)
                .isPresent();
        return task ? Optional.empty() : ProjectRules.open(c.draft().project());
    }

    private static Optional<Refusal> itemIsMet(Closing c) {
        return c.condition()
                .item()
                .map(c.draft().project()::item)
                .filter(item -> item.state() != ItemState.SATISFIED)
                .map(item -> new Refusal.ConditionUnmet(c.condition().id(), item.id(), item.state()));
    }
}
