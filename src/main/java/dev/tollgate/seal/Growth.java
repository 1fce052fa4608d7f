package dev.tollgate.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What one sealing adds to the tree and writes down: positions with their leaves, the subtrees that they complete, a checkpoint. */
final class Growth {

    private static final int TILE_HEIGHT = 8;

    private record Leaf(long position, Unsealed.Candidate event, byte[] hash) {}

    private record Subtree(int level, long index, byte[] root) {}

    private final CompactTree tree;
    private final List<Leaf> leaves = new ArrayList<>();
    private final List<Subtree> subtrees = new ArrayList<>();

    /** @param tree is changed */
    Growth(CompactTree tree) {
        this.tree = tree;
    }

    void add(Unsealed.Candidate event) {
        byte[] leaf = Merkle.leafHash(event.hash());
        leaves.add(new Leaf(tree.size() + 1, event, leaf));
        tree.append(leaf, (level, index, root) -> {
            if (level > 0 && level % TILE_HEIGHT == 0) {
                subtrees.add(new Subtree(level / TILE_HEIGHT, index, root));
            }
        });
    }

    void write(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO sealed (position, project_id, seq, leaf) VALUES (?, ?, ?, ?)")) {
            for (Leaf leaf : leaves) {
                insert.setLong(1, leaf.position());
                insert.setObject(2, leaf.event().project());
                insert.setLong(3, leaf.event().seq());
                insert.setBytes(4, leaf.hash());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO subtree (level, index, root) VALUES (?, ?, ?)")) {
            for (Subtree subtree : subtrees) {
                insert.setInt(1, subtree.level());
                insert.setLong(2, subtree.index());
                insert.setBytes(3, subtree.root());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static void sign(Connection connection, CompactTree tree, LogKeys keys) throws SQLException {
        var checkpoint = new Checkpoint(keys.origin(), tree.size(), tree.root());
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO checkpoint (size, root, note, signed_at) VALUES (?, ?, ?, clock_timestamp())")) {
            insert.setLong(1, checkpoint.size());
            insert.setBytes(2, checkpoint.root());
            insert.setString(3, checkpoint.sign(keys.signing()).format());
            insert.executeUpdate();
        }
    }
}
