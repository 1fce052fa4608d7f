package dev.tollgate.ledger;

/** Fired once for each submission, after its transaction is committed, in the replica that wrote it. */
public record Committed(Submission submission, Outcome outcome) {}
