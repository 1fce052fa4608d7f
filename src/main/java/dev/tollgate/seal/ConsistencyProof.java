package dev.tollgate.seal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Shows that a tree has only grown: the first {@code from} leaves of the larger are the smaller (RFC 9162 section 2.1.4).
 *
 * @param from size of the smaller tree
 * @param to size of the larger tree
 */
public record ConsistencyProof(long from, long to, List<byte[]> hashes) {

    public ConsistencyProof {
        hashes = List.copyOf(hashes);
    }

    /** Whether the tree with the root {@code later} begins with the one with the root {@code earlier} (RFC 9162 section 2.1.4.2). */
    public boolean proves(byte[] earlier, byte[] later) {
        if (from < 0 || from > to) {
            return false;
        }
        if (from == to) {
            return hashes.isEmpty() && Arrays.equals(earlier, later);
        }
        if (from == 0) {
            // Every tree begins with the empty one, so there is nothing to show; RFC 9162 leaves this case out.
            return hashes.isEmpty() && Arrays.equals(earlier, Merkle.emptyRoot());
        }
        return climb(earlier, later);
    }

    private boolean climb(byte[] earlier, byte[] later) {
        Deque<byte[]> path = new ArrayDeque<>(hashes);
        if (Long.bitCount(from) == 1) {
            path.addFirst(earlier);
        }
        long node = from - 1;
        long last = to - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        if (path.isEmpty()) {
            return false;
        }
        byte[] first = path.removeFirst();
        byte[] second = first;
        for (byte[] hash : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                first = Merkle.nodeHash(hash, first);
                second = Merkle.nodeHash(hash, second);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                second = Merkle.nodeHash(second, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && Arrays.equals(first, earlier) && Arrays.equals(second, later);
    }
}
