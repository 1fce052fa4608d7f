package dev.tollgate.lifecycle;

/** What people decide at a gate. Only the two that let a project on need readiness and a quorum. */
public enum DecisionOutcome {
    GO,
    /** A GO with dated obligations, each with an owner. */
    CONDITIONAL_GO,
    /** No verdict yet: come back on a date. */
    HOLD,
    /** Back into the same phase with a list of items to redo; raises the gate's attempt. */
    RECYCLE,
    /** Stop for good. */
    KILL;

    public boolean letsThrough() {
        return this == GO || this == CONDITIONAL_GO;
    }
}
