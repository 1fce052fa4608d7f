package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Project;

/**
 * Where a project's log ends, and the state it folds to.
 *
 * @param seq of the last event, which is also how many there are
 * @param hash of the last event
 */
public record Tip(Project project, long seq, byte[] hash) {}
