package dev.tollgate.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the sealer left behind, judged by {@link PlainTree} alone. */
final class Seals {

    private record Signed(int size, byte[] root, String note) {}

    private Seals() {}

    /**
     * No position is left out, every checkpoint's root is that of the events before it, its note says so, and each is consistent with the
     * one before: so nobody who kept any of them can be shown another past.
     *
     * @return how many checkpoints there are
     */
    static int assertConsistent(Connection connection) throws SQLException {
        PlainTree tree = PlainTree.of(connection);
        assertThat(number(connection, "SELECT coalesce(max(position), 0) FROM sealed"))
                .isEqualTo(number(connection, "SELECT count(*) FROM sealed"))
                .isEqualTo(tree.size());
        var stored = new StoredTree(connection);
        Signed before = null;
        List<Signed> all = checkpoints(connection);
        for (Signed checkpoint : all) {
            assertThat(checkpoint.root()).as("root at %d", checkpoint.size()).isEqualTo(tree.root(checkpoint.size()));
            Checkpoint said =
                    Checkpoint.parse(SignedNote.parse(checkpoint.note()).text());
            assertThat(said.size()).isEqualTo(checkpoint.size());
            assertThat(said.root()).isEqualTo(checkpoint.root());
            if (before != null) {
                assertThat(stored.consistency(before.size(), checkpoint.size())
                                .proves(before.root(), checkpoint.root()))
                        .as("consistency of %d and %d", before.size(), checkpoint.size())
                        .isTrue();
            }
            before = checkpoint;
        }
        subtrees(connection, tree);
        return all.size();
    }

    private static void subtrees(Connection connection, PlainTree tree) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT index, root FROM subtree WHERE level = 1 ORDER BY index");
                ResultSet rows = select.executeQuery()) {
            int complete = 0;
            while (rows.next()) {
                int first = (int) rows.getLong(1) * 256;
                assertThat(rows.getBytes(2)).as("subtree at %d", first).isEqualTo(tree.root(first, first + 256));
                complete++;
            }
            assertThat(complete).isEqualTo(tree.size() / 256);
        }
    }

    private static List<Signed> checkpoints(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT size, root, note FROM checkpoint ORDER BY size");
                ResultSet rows = select.executeQuery()) {
            List<Signed> all = new ArrayList<>();
            while (rows.next()) {
                all.add(new Signed((int) rows.getLong(1), rows.getBytes(2), rows.getString(3)));
            }
            return all;
        }
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
