package dev.tollgate.ledger;

/** Fired once for each change of the installation, after its transaction is committed, in the replica that wrote it. */
public record PlatformCommitted(PlatformOutcome outcome) {}
