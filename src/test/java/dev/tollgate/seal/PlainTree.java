package dev.tollgate.seal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** RFC 6962 section 2.1 as it is written there, slow and without any code of the product: the judge of its trees. */
final class PlainTree {

    private final List<byte[]> leaves;

    private PlainTree(List<byte[]> leaves) {
        this.leaves = leaves;
    }

    /** Over the hashes of the events themselves, in the order of their positions; not over the leaves that the sealer stored. */
    static PlainTree of(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        SELECT e.hash FROM sealed s JOIN event e USING (project_id, seq) ORDER BY s.position""");
                ResultSet rows = select.executeQuery()) {
            List<byte[]> leaves = new ArrayList<>();
            while (rows.next()) {
                leaves.add(sha256((byte) 0, rows.getBytes(1), new byte[0]));
            }
            return new PlainTree(leaves);
        }
    }

    int size() {
        return leaves.size();
    }

    /** Merkle tree hash of the first leaves. */
    byte[] root(int size) {
        return root(leaves.subList(0, size));
    }

    /** Merkle tree hash of the leaves from one index to before another. */
    byte[] root(int from, int to) {
        return root(leaves.subList(from, to));
    }

    private static byte[] root(List<byte[]> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return sha256((byte) 1, root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
    }

    private static byte[] sha256(byte kind, byte[] one, byte[] other) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(kind);
            digest.update(one);
            return digest.digest(other);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
