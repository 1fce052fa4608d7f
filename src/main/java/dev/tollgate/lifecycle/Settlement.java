package dev.tollgate.lifecycle;

import java.util.List;
import java.util.Optional;

/**
 * What follows from a change, or from the passing of time alone. Runs before a command, so that it is decided on how things stand now, and
 * after it.
 */
final class Settlement {

    private Settlement() {}

    static void settle(Draft draft) {
        if (draft.project().state().isClosed()) {
            return;
        }
        markOverdue(draft);
        voidOutdatedDecisions(draft);
        moveGates(draft);
    }

    private static void markOverdue(Draft draft) {
        List<Condition> late = draft.project().conditions().values().stream()
                .filter(c -> c.state() == ConditionState.OPEN && c.stateAt(draft.now()) == ConditionState.OVERDUE)
                .toList();
        late.forEach(c -> draft.emit(new Event.ConditionOverdue(c.id(), c.gate())));
    }

    /** Votes count only for what the voters saw. */
    private static void voidOutdatedDecisions(Draft draft) {
        for (Gate gate : draft.project().gates().values()) {
            gate.openDecision()
                    .map(draft.project()::decision)
                    .flatMap(decision -> outdated(draft, decision))
                    .ifPresent(reason -> draft.emit(new Event.DecisionClosed(
                            gate.openDecision().orElseThrow(), gate.phase(), DecisionState.VOID, reason)));
        }
    }

    private static Optional<String> outdated(Draft draft, Decision decision) {
        if (!decision.snapshot().equals(current(draft, decision.gate()))) {
            return Optional.of("what the voters saw has changed");
        }
        if (decision.quorum() != draft.project().profile().riskTier().quorum()) {
            return Optional.of("the risk tier asks for another quorum");
        }
        boolean late = decision.verdict().conditions().stream()
                .anyMatch(planned -> planned.dueAt().isBefore(draft.now()));
        return late ? Optional.of("a condition fell due while votes were missing") : Optional.empty();
    }

    private static Snapshot current(Draft draft, Phase gate) {
        return GateRules.snapshot(draft.project(), draft.checklist(), gate, draft.now());
    }

    private static void moveGates(Draft draft) {
        for (Phase phase : Phase.values()) {
            GateState from = draft.project().gate(phase).state();
            GateState to = GateRules.stateAt(draft.project(), draft.checklist(), phase, draft.now());
            if (from != to) {
                draft.emit(new Event.GateStateChanged(phase, from, to));
            }
        }
    }
}
