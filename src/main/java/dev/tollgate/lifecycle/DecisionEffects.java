package dev.tollgate.lifecycle;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a decision does once it takes effect. */
final class DecisionEffects {

    private DecisionEffects() {}

    static void of(Draft draft, Decision decision) {
        switch (decision.verdict().outcome()) {
            case GO, CONDITIONAL_GO ->
                passOn(draft, decision.gate(), decision.id(), decision.verdict().conditions());
            case HOLD -> draft.moveProject(ProjectState.ON_HOLD);
            case RECYCLE -> draft.moveProject(ProjectState.ACTIVE);
            case KILL -> end(draft, decision);
        }
    }

    /** The closing tasks outlive the project: somebody has to switch the endpoint off. */
    private static void end(Draft draft, Decision decision) {
        decision.verdict().tasks().forEach(task -> ConditionRules.open(draft, decision.gate(), decision.id(), task));
        draft.moveProject(draft.project().state() == ProjectState.LIVE ? ProjectState.RETIRED : ProjectState.KILLED);
    }

    /** Opens what the pass obliges to, and goes on to the first gate that has not passed: a gate reopened between has to wait for no other. */
    static void passOn(Draft draft, Phase gate, UUID decision, List<Verdict.PlannedCondition> conditions) {
        TargetRules.lock(draft, gate);
        ConditionRules.openAfter(draft, gate, decision, conditions);
        Optional<Phase> next = Arrays.stream(Phase.values())
                .filter(phase -> !draft.project().gate(phase).basis().isPass())
                .findFirst();
        if (next.isPresent()) {
            // A gate that was on hold when an earlier one was reopened still is.
            boolean held = draft.project().gate(next.get()).basis() == Gate.Basis.HELD;
            draft.moveProject(held ? ProjectState.ON_HOLD : ProjectState.ACTIVE);
            draft.emit(new Event.PhaseEntered(next.get(), draft.project().iteration()));
        } else {
            if (draft.project().phase() != Phase.DEPLOY) {
                draft.emit(new Event.PhaseEntered(Phase.DEPLOY, draft.project().iteration()));
            }
            draft.moveProject(ProjectState.LIVE);
        }
        closeLoops(draft, gate);
    }

    private static void closeLoops(Draft draft, Phase passed) {
        List<Loop> back = draft.project().loops().values().stream()
                .filter(loop -> loop.state() == LoopState.CONFIRMED)
                .filter(loop ->
                        loop.effect().filter(e -> e.returnsAt() == passed).isPresent())
                .toList();
        back.forEach(loop -> draft.emit(new Event.LoopClosed(loop.id())));
    }
}
