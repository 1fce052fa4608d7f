package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What each outcome asks of a decision's parts. */
final class VerdictRules {

    /** A condition is a promise with a near end, not a way around the gate. */
    private static final Duration LONGEST_CONDITION = Duration.ofDays(90);

    private VerdictRules() {}

    static Optional<Refusal> check(Command.DecideGate command, Draft draft) {
        Verdict verdict = command.verdict();
        return switch (verdict.outcome()) {
            case GO -> nothingElse(verdict);
            case KILL -> tasks(verdict, draft).or(() -> nothingElse(verdict));
            case CONDITIONAL_GO -> conditions(verdict, draft).or(() -> nothingElse(verdict));
            case HOLD -> reviewDay(verdict, draft).or(() -> nothingElse(verdict));
            case RECYCLE -> itemsToRedo(verdict, command.gate(), draft).or(() -> nothingElse(verdict));
        };
    }

    private static Optional<Refusal> nothingElse(Verdict v) {
        DecisionOutcome outcome = v.outcome();
        return unexpected(
                        outcome != DecisionOutcome.CONDITIONAL_GO
                                && !v.conditions().isEmpty(),
                        "/conditions",
                        "CONDITIONAL_GO")
                .or(() -> unexpected(
                        outcome != DecisionOutcome.HOLD && v.reviewOn().isPresent(), "/reviewOn", "HOLD"))
                .or(() -> unexpected(
                        outcome != DecisionOutcome.RECYCLE && !v.reopen().isEmpty(), "/reopen", "RECYCLE"))
                .or(() ->
                        unexpected(outcome != DecisionOutcome.KILL && !v.tasks().isEmpty(), "/tasks", "KILL"));
    }

    private static Optional<Refusal> tasks(Verdict verdict, Draft draft) {
        for (int i = 0; i < verdict.tasks().size(); i++) {
            boolean past = !verdict.tasks().get(i).dueAt().isAfter(draft.now());
            if (past) {
                return Optional.of(invalid("/tasks/%d/dueAt".formatted(i), "lies in the future"));
            }
            if (verdict.tasks().get(i).item().isPresent()) {
                return Optional.of(invalid("/tasks/%d/item".formatted(i), "no evidence comes after the project's end"));
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> unexpected(boolean there, String pointer, String outcome) {
        return refuseIf(there, () -> invalid(pointer, "goes with %s only".formatted(outcome)));
    }

    private static Optional<Refusal> conditions(Verdict verdict, Draft draft) {
        if (verdict.conditions().isEmpty()) {
            return Optional.of(invalid("/conditions", "a CONDITIONAL_GO names at least one condition"));
        }
        for (int i = 0; i < verdict.conditions().size(); i++) {
            Optional<Refusal> refusal = condition(verdict.conditions().get(i), "/conditions/" + i, draft);
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> condition(Verdict.PlannedCondition c, String pointer, Draft draft) {
        boolean late = c.dueAt().isAfter(draft.now().plus(LONGEST_CONDITION));
        boolean past = !c.dueAt().isAfter(draft.now());
        Collection<String> known = draft.checklist().items().keySet();
        return refuseIf(past || late, () -> invalid(pointer + "/dueAt", "lies in the future, at most 90 days from now"))
                .or(() -> refuseIf(
                        c.item().filter(item -> !known.contains(item)).isPresent(),
                        () -> new Refusal.InvalidDecision(pointer + "/item", "is no item of this project", known)));
    }

    private static Optional<Refusal> reviewDay(Verdict verdict, Draft draft) {
        LocalDate today = LocalDate.ofInstant(draft.now(), ZoneOffset.UTC);
        return refuseIf(
                verdict.reviewOn().filter(day -> day.isAfter(today)).isEmpty(),
                () -> invalid("/reviewOn", "a HOLD names the day to come back, later than %s".formatted(today)));
    }

    private static Optional<Refusal> itemsToRedo(Verdict verdict, Phase gate, Draft draft) {
        List<String> own = draft.checklist().items().values().stream()
                .filter(item -> item.phase() == gate)
                .map(Checklist.ItemDefinition::id)
                .toList();
        if (verdict.reopen().isEmpty()) {
            return Optional.of(
                    new Refusal.InvalidDecision("/reopen", "a RECYCLE names at least one item to redo", own));
        }
        for (int i = 0; i < verdict.reopen().size(); i++) {
            if (!own.contains(verdict.reopen().get(i))) {
                return Optional.of(new Refusal.InvalidDecision("/reopen/" + i, "is no item of this phase", own));
            }
        }
        return Optional.empty();
    }

    private static Refusal invalid(String pointer, String reason) {
        return new Refusal.InvalidDecision(pointer, reason, List.of());
    }
}
