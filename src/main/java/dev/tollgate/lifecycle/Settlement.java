package dev.tollgate.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

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
        endWaivers(draft);
        markOverdue(draft);
        moveItems(draft);
        ConditionRules.closeMet(draft);
        voidOutdatedDecisions(draft);
        moveGates(draft);
    }

    private static void endWaivers(Draft draft) {
        int iteration = draft.project().iteration();
        List<Waiver> over = draft.project().waivers().values().stream()
                .filter(waiver -> waiver.state().isOpen())
                .filter(waiver -> waiver.stateAt(draft.now(), iteration) == WaiverState.EXPIRED)
                .toList();
        for (Waiver waiver : over) {
            String reason = waiver.iteration() == iteration ? "its day has come" : "its iteration has ended";
            draft.emit(new Event.WaiverExpired(waiver.id(), waiver.item(), reason));
        }
    }

    private static void markOverdue(Draft draft) {
        List<Condition> late = draft.project().conditions().values().stream()
                .filter(c -> c.state() == ConditionState.OPEN && c.stateAt(draft.now()) == ConditionState.OVERDUE)
                .toList();
        late.forEach(c -> draft.emit(new Event.ConditionOverdue(c.id(), c.gate())));
    }

    /**
     * Records how the items stand, until all is still: a check may read how another item stands. Two that wait for each other's failure never
     * are, so there is an end.
     */
    static void moveItems(Draft draft) {
        int rounds = draft.checklist().items().size();
        while (moved(draft) && rounds > 0) {
            rounds--;
        }
    }

    private static boolean moved(Draft draft) {
        Assessment assessment = draft.assess();
        boolean moved = false;
        for (String id : draft.checklist().items().keySet()) {
            Item item = draft.project().item(id);
            Standing standing = assessment.of(item.id());
            if (standing.state() != item.state()) {
                String reason = item.demand().map(Item.Demand::reason).orElse(standing.reason());
                draft.emit(new Event.ItemStateChanged(item.id(), item.state(), standing.state(), reason));
                moved = true;
            }
        }
        return moved;
    }

    /** Votes count only for what the voters saw. */
    private static void voidOutdatedDecisions(Draft draft) {
        for (Gate gate : draft.project().gates().values()) {
            Optional<UUID> open = gate.openDecision();
            open.map(draft.project()::decision)
                    .flatMap(decision -> outdated(draft, decision))
                    .ifPresent(reason -> draft.emit(
                            new Event.DecisionClosed(open.orElseThrow(), gate.phase(), DecisionState.VOID, reason)));
        }
    }

    private static Optional<String> outdated(Draft draft, Decision decision) {
        Snapshot current = GateRules.snapshot(draft.project(), draft.checklist(), decision.gate(), draft.now());
        if (!decision.snapshot().equals(current)) {
            List<String> changed = current.changedSince(decision.snapshot());
            String what = changed.isEmpty() ? "" : ": " + String.join(", ", changed);
            return Optional.of("what the voters saw has changed" + what);
        }
        if (decision.verdict().outcome().letsThrough()
                && decision.quorum()
                        != draft.checklist().governance().quorum(draft.project().tier())) {
            return Optional.of("the risk tier asks for another quorum");
        }
        if (DecisionRules.isHindered(draft, decision)) {
            return Optional.of("the gate is no longer ready for it");
        }
        boolean late = decision.verdict().conditions().stream()
                .anyMatch(planned -> planned.dueAt().isBefore(draft.now()));
        return late ? Optional.of("a condition fell due while votes were missing") : Optional.empty();
    }

    private static void moveGates(Draft draft) {
        Assessment assessment = draft.assess();
        for (Phase phase : Phase.values()) {
            GateState from = draft.project().gate(phase).state();
            GateState to = GateRules.stateAt(draft.project(), draft.checklist(), phase, draft.now(), assessment);
            if (from != to) {
                draft.emit(new Event.GateStateChanged(phase, from, to));
            }
        }
    }
}
