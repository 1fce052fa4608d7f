package dev.tollgate.lifecycle;

import java.util.List;

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
                    .flatMap(draft.project()::findDecision)
                    .filter(decision -> !decision.snapshot().equals(current(draft, gate.phase())))
                    .ifPresent(decision -> draft.emit(new Event.DecisionClosed(
                            decision.id(), gate.phase(), DecisionState.VOID, "what the voters saw has changed")));
        }
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
