package dev.tollgate.seal;

import dev.tollgate.ledger.RawEntry;

/**
 * An entry of the log with its place among those of all projects.
 *
 * @param position 1 for the first event that was sealed, without gaps; the leaf's index in the tree is one less
 * @param source the path of what the entry's own log is the log of, such as {@code /v1/projects/churn}
 * @param leaf the entry's leaf hash in the tree
 */
public record SealedEntry(long position, String source, byte[] leaf, RawEntry entry) {}
