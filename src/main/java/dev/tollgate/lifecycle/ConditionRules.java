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
            c -> ProjectRules.open(c.draft().project()),
            c -> DutyRules.people(c.draft().caller(), "close a condition"),
            c -> refuseIf(
                    c.condition().isClosed(),
                    () -> new Refusal.ConditionClosed(c.condition().id())),
            ConditionRules::itemIsMet);

    private ConditionRules() {}

    /** Opens what the decision planned and what the checklist attaches to every GO of its gate. */
    static void openAfter(Draft draft, Decision decision) {
        for (Verdict.PlannedCondition planned : decision.verdict().conditions()) {
            open(draft, decision, planned);
        }
        Project project = draft.project();
        for (Checklist.StandingCondition standing :
                draft.checklist().gate(decision.gate()).standingConditions()) {
            Instant due =
                    draft.now().atZone(ZoneOffset.UTC).plus(standing.dueIn()).toInstant();
            open(
                    draft,
                    decision,
                    new Verdict.PlannedCondition(
                            standing.title(), project.profile().owner(), due, Optional.of(standing.item())));
        }
    }

    private static void open(Draft draft, Decision decision, Verdict.PlannedCondition planned) {
        draft.emit(new Event.ConditionOpened(
                draft.newId(),
                decision.gate(),
                decision.id(),
                planned.title(),
                planned.owner(),
                planned.item(),
                planned.dueAt()));
    }

    /** Closes the conditions that wait for this item, once it is met anew; what met it before they were opened does not count. */
    static void closeMet(Draft draft, String item) {
        if (!draft.project().item(item).state().isMet()) {
            return;
        }
        List<Condition> waiting = draft.project().conditions().values().stream()
                .filter(condition -> condition.waitsFor(item))
                .toList();
        waiting.forEach(condition -> close(draft, condition, item + " is met"));
    }

    static Optional<Refusal> close(Draft draft, Command.CloseCondition command) {
        UUID id = command.condition();
        Optional<Condition> condition = draft.project().findCondition(id);
        if (condition.isEmpty()) {
            return Optional.of(new Refusal.UnknownCondition(id));
        }
        Optional<Refusal> refusal = Rule.first(CLOSING, new Closing(draft, condition.get()));
        if (refusal.isEmpty()) {
            close(draft, condition.get(), command.comment());
        }
        return refusal;
    }

    private static void close(Draft draft, Condition condition, String comment) {
        draft.emit(new Event.ConditionClosed(condition.id(), condition.gate(), comment));
    }

    private static Optional<Refusal> itemIsMet(Closing c) {
        return c.condition()
                .item()
                .map(c.draft().project()::item)
                .filter(item -> !item.state().isMet())
                .map(item -> new Refusal.ConditionUnmet(c.condition().id(), item.id(), item.state()));
    }
}
