package dev.tollgate.seal;

import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree (RFC 6962 section 2.1) that only grows. It keeps the roots of the complete subtrees along its right edge, one for each bit
 * that is set in its size, and so computes the root of any number of leaves in the memory of a few dozen hashes. Not for use by more than
 * one thread at a time.
 */
public final class CompactTree {

    /** Is told of every subtree that a new leaf completes, leaves included, the smallest first. */
    @FunctionalInterface
    public interface Completions {

        /**
         * @param level the subtree has 2^level leaves
         * @param index how many complete subtrees of that level are left of it
         */
        void completed(int level, long index, byte[] root);
    }

    private static final Completions NOBODY = (level, index, root) -> {};

    /** Roots of the complete subtrees, the largest and leftmost first. */
    private final List<byte[]> edge;

    private long size;

    public CompactTree() {
        this(0, List.of());
    }

    private CompactTree(long size, List<byte[]> edge) {
        this.size = size;
        this.edge = new ArrayList<>(edge);
    }

    /**
     * Goes on with a tree of this size.
     *
     * @param edge the roots of its complete subtrees, the largest first: one for each bit set in {@code size}
     */
    public static CompactTree of(long size, List<byte[]> edge) {
        if (size < 0 || edge.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException(
                    "a tree of %d leaves has another edge than %d hashes".formatted(size, edge.size()));
        }
        return new CompactTree(size, edge);
    }

    public CompactTree copy() {
        return new CompactTree(size, edge);
    }

    /** How many leaves there are. */
    public long size() {
        return size;
    }

    /** @param leaf a leaf hash, see {@link Merkle#leafHash} */
    public void append(byte[] leaf) {
        append(leaf, NOBODY);
    }

    public void append(byte[] leaf, Completions completions) {
        byte[] node = leaf;
        int level = 0;
        completions.completed(level, size, node);
        // Adding one carries through the bits that are set, and each carry joins two subtrees of the same size.
        for (long carry = size; (carry & 1) == 1; carry >>= 1) {
            node = Merkle.nodeHash(edge.removeLast(), node);
            level++;
            completions.completed(level, carry >> 1, node);
        }
        edge.add(node);
        size++;
    }

    /** The Merkle tree hash of all leaves so far; that of the empty tree where there are none. */
    public byte[] root() {
        return edge.reversed().stream()
                .reduce((right, left) -> Merkle.nodeHash(left, right))
                .orElseGet(Merkle::emptyRoot);
    }
}
