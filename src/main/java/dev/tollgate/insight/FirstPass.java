package dev.tollgate.insight;

import dev.tollgate.lifecycle.Decision;
import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.DecisionState;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.Project;
import java.util.Optional;

/**
 * How the first decision of a gate cycle went; a cycle is one gate of one project in one iteration. A HOLD decides nothing, so the decision
 * that resolves it is the first.
 */
enum FirstPass {
    PASSED,
    CONDITIONAL,
    FAILED;

    /** Empty where the decision is not the first of its cycle. */
    static Optional<FirstPass> of(Project after, Event.GateDecided decided) {
        if (decided.outcome() == DecisionOutcome.HOLD || earlierVerdicts(after, decided) > 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (decided.outcome()) {
                    case GO -> PASSED;
                    case CONDITIONAL_GO -> CONDITIONAL;
                    case HOLD, RECYCLE, KILL -> FAILED;
                });
    }

    private static long earlierVerdicts(Project after, Event.GateDecided decided) {
        int iteration = after.findDecision(decided.decision()).orElseThrow().iteration();
        return after.decisions().values().stream()
                .filter(d -> d.gate() == decided.gate() && d.iteration() == iteration)
                .filter(d -> d.state() == DecisionState.EFFECTIVE && !d.id().equals(decided.decision()))
                .map(Decision::verdict)
                .filter(verdict -> verdict.outcome() != DecisionOutcome.HOLD)
                .count();
    }
}
