package dev.tollgate.lifecycle;

/** How far a decision has come. */
public enum DecisionState {
    /** Votes are missing. */
    OPEN,
    EFFECTIVE,
    /** A gatekeeper voted against it. */
    REJECTED,
    /** What the voters saw changed before the quorum was there. */
    VOID
}
