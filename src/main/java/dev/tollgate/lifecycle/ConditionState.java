package dev.tollgate.lifecycle;

/** Where an obligation after a GO stands. */
public enum ConditionState {
    OPEN,
    /** Its due time has passed; the gate is suspended until it is closed. */
    OVERDUE,
    CLOSED
}
