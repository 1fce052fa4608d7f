package dev.tollgate.seal;

import java.util.Arrays;
import java.util.List;

/**
 * Shows that a leaf is in a tree (RFC 9162 section 2.1.3).
 *
 * @param index the leaf's, from 0; in this log the event's position less one
 * @param size how many leaves the tree has
 * @param hashes from the leaf's sibling up to the child of the root
 */
public record InclusionProof(long index, long size, List<byte[]> hashes) {

    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /** Whether the leaf is where this proof says in the tree with this root (RFC 9162 section 2.1.3.2). */
    public boolean proves(byte[] leaf, byte[] root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        byte[] hash = leaf;
        for (byte[] sibling : hashes) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Merkle.nodeHash(sibling, hash);
                // A node without a right sibling goes up as it is until it is a right child.
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Merkle.nodeHash(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(hash, root);
    }
}
