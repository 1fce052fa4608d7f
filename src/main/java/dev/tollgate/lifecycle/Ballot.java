package dev.tollgate.lifecycle;

/** What a gatekeeper's vote says. */
public enum Ballot {
    APPROVE,
    /** Against this decision; it is off. */
    REJECT,
    /** Against any GO on what the gate rests on now, by somebody whose role may stop it. */
    VETO,
    /** Seen, and no view. */
    ABSTAIN,
    /** Has a stake, and so takes no part. */
    RECUSE
}
