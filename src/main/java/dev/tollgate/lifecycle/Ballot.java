package dev.tollgate.lifecycle;

/** What a gatekeeper's vote says. */
public enum Ballot {
    APPROVE,
    REJECT
}
