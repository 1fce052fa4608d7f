package dev.tollgate.ledger;

import java.util.UUID;

/**
 * Where a project's log ends.
 *
 * @param seq of its last event
 * @param hash of its last event; shared, and nobody changes it
 */
public record LogEnd(UUID project, String key, long seq, byte[] hash) {}
