package dev.tollgate.lifecycle;

import java.util.List;
import java.util.Optional;

/** What a decision does once it takes effect. */
final class DecisionEffects {

    private DecisionEffects() {}

    static void of(Draft draft, Decision decision) {
        switch (decision.verdict().outcome()) {
            case GO, CONDITIONAL_GO -> passOn(draft, decision);
            case HOLD -> draft.moveProject(ProjectState.ON_HOLD);
            case RECYCLE -> redo(draft, decision);
            case KILL ->
                draft.moveProject(
                        draft.project().state() == ProjectState.LIVE ? ProjectState.RETIRED : ProjectState.KILLED);
        }
    }

    private static void passOn(Draft draft, Decision decision) {
        ConditionRules.openAfter(draft, decision);
        Optional<Phase> next = decision.gate().next();
        if (next.isPresent()) {
            draft.moveProject(ProjectState.ACTIVE);
            draft.emit(new Event.PhaseEntered(next.get(), draft.project().iteration()));
        } else {
            draft.moveProject(ProjectState.LIVE);
        }
        closeLoops(draft, decision.gate());
    }

    private static void closeLoops(Draft draft, Phase passed) {
        List<Loop> back = draft.project().loops().values().stream()
                .filter(loop -> loop.state() == LoopState.CONFIRMED)
                .filter(loop ->
                        loop.effect().filter(e -> e.returnsAt() == passed).isPresent())
                .toList();
        back.forEach(loop -> draft.emit(new Event.LoopClosed(loop.id())));
    }

    private static void redo(Draft draft, Decision decision) {
        draft.moveProject(ProjectState.ACTIVE);
        for (String item : decision.verdict().reopen()) {
            reopen(draft, item, "gate %s recycled".formatted(decision.gate().gate()));
        }
    }

    /** Asks for new evidence, unless there was none to begin with. */
    static void reopen(Draft draft, String item, String reason) {
        if (draft.project().item(item).state() != ItemState.NOT_STARTED) {
            draft.moveItem(item, ItemState.REOPENED, reason);
        }
    }
}
