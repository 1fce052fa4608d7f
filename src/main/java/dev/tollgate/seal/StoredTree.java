package dev.tollgate.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tree as it lies in the database: leaves in {@code sealed}, and above them only the roots of complete subtrees of 256, 65,536 and so
 * on, which are what C2SP tiles are made of. What lies between is hashed when it is needed, from at most 256 hashes of each level: so a
 * root or a proof reads a few hundred rows, however many there are. For one piece of work; keeps what it has read.
 */
final class StoredTree {

    /** A tile has this many hashes: 2^8 nodes, eight levels of the tree below them. */
    static final int TILE_WIDTH = 256;

    private static final int TILE_HEIGHT = 8;

    private record Tile(int level, long index) {}

    private final Connection connection;
    private final Map<Tile, List<byte[]>> tiles = new HashMap<>();

    StoredTree(Connection connection) {
        this.connection = connection;
    }

    /** The tree of the first leaves, to go on with. */
    CompactTree begin(long size) throws SQLException {
        return CompactTree.of(size, edge(0, size));
    }

    /** Merkle tree hash of the first leaves. */
    byte[] root(long size) throws SQLException {
        return range(0, size);
    }

    /** RFC 9162 section 2.1.3.1. */
    InclusionProof inclusion(long index, long size) throws SQLException {
        List<byte[]> hashes = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long split = from + split(to - from);
            if (index < split) {
                hashes.add(range(split, to));
                to = split;
            } else {
                hashes.add(range(from, split));
                from = split;
            }
        }
        return new InclusionProof(index, size, hashes.reversed());
    }

    /** RFC 9162 section 2.1.4.1. From the empty tree there is nothing to show. */
    ConsistencyProof consistency(long earlier, long size) throws SQLException {
        List<byte[]> hashes = new ArrayList<>();
        long from = 0;
        long to = size;
        while (earlier > 0 && to > earlier) {
            long split = from + split(to - from);
            if (earlier <= split) {
                hashes.add(range(split, to));
                to = split;
            } else {
                hashes.add(range(from, split));
                from = split;
            }
        }
        // Left of it everything was shown: unless it began at the first leaf, the verifier does not know it yet.
        if (from > 0) {
            hashes.add(range(from, to));
        }
        return new ConsistencyProof(earlier, size, hashes.reversed());
    }

    /** The largest power of two below a number. */
    private static long split(long leaves) {
        return Long.highestOneBit(leaves - 1);
    }

    /** Merkle tree hash of the leaves from one index to before another, where they are a node of some tree. */
    private byte[] range(long from, long to) throws SQLException {
        return CompactTree.of(to - from, edge(from, to)).root();
    }

    /** Roots of the complete subtrees that leaves are made of, the largest first. */
    private List<byte[]> edge(long from, long to) throws SQLException {
        List<byte[]> edge = new ArrayList<>();
        long start = from;
        while (start < to) {
            int level = Long.SIZE - 1 - Long.numberOfLeadingZeros(to - start);
            edge.add(subtree(level, start >> level));
            start += 1L << level;
        }
        return edge;
    }

    /** Root of a complete subtree of 2^level leaves: from the hashes of the tile in which it stands. */
    private byte[] subtree(int level, long index) throws SQLException {
        int above = level % TILE_HEIGHT;
        long first = index << above;
        List<byte[]> tile = tile(level / TILE_HEIGHT, first / TILE_WIDTH);
        int at = (int) (first % TILE_WIDTH);
        int end = at + (1 << above);
        if (tile.size() < end) {
            throw new IllegalStateException(
                    "the tree lacks hash %d of tile level %d".formatted(first - at + tile.size(), level / TILE_HEIGHT));
        }
        var tree = new CompactTree();
        tile.subList(at, end).forEach(tree::append);
        return tree.root();
    }

    /**
     * The hashes of a tile as far as there are any, without a gap.
     *
     * @param level 0 for leaves
     */
    List<byte[]> tile(int level, long index) throws SQLException {
        var key = new Tile(level, index);
        List<byte[]> known = tiles.get(key);
        if (known == null) {
            known = level == 0 ? leaves(index) : roots(level, index);
            tiles.put(key, known);
        }
        return known;
    }

    private List<byte[]> leaves(long tile) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT position - 1, leaf FROM sealed WHERE position > ? AND position <= ? ORDER BY position""")) {
            select.setLong(1, tile * TILE_WIDTH);
            select.setLong(2, (tile + 1) * TILE_WIDTH);
            return read(select, tile * TILE_WIDTH);
        }
    }

    private List<byte[]> roots(int level, long tile) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT index, root FROM subtree WHERE level = ? AND index >= ? AND index < ? ORDER BY index""")) {
            select.setInt(1, level);
            select.setLong(2, tile * TILE_WIDTH);
            select.setLong(3, (tile + 1) * TILE_WIDTH);
            return read(select, tile * TILE_WIDTH);
        }
    }

    private static List<byte[]> read(PreparedStatement select, long first) throws SQLException {
        List<byte[]> hashes = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next() && rows.getLong(1) == first + hashes.size()) {
                hashes.add(rows.getBytes(2));
            }
        }
        return hashes;
    }
}
