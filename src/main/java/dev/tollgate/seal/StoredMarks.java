package dev.tollgate.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was written down when events were sealed, against which a verification holds what it computes: roots of subtrees, checkpoints. */
final class StoredMarks {

    private record Mark(byte[] root, String note) {}

    private final Connection connection;
    private final List<VerifierKey> keys;
    private final Map<Long, Mark> bySize = new HashMap<>();
    private long checkpoints;
    private long covered;
    private boolean newestIsTrusted = true;

    StoredMarks(Connection connection, List<VerifierKey> keys) {
        this.connection = connection;
        this.keys = keys;
    }

    /** How many checkpoints were found to be right. */
    long checkpoints() {
        return checkpoints;
    }

    /** Makes the checkpoints of these sizes ready; those of earlier ones are forgotten. */
    void load(long after, long upTo) throws SQLException {
        bySize.clear();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT size, root, note FROM checkpoint WHERE size > ? AND size <= ?")) {
            select.setLong(1, after);
            select.setLong(2, upTo);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    bySize.put(rows.getLong(1), new Mark(rows.getBytes(2), rows.getString(3)));
                }
            }
        }
    }

    boolean hasSubtree(int level, long index, byte[] root) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT root FROM subtree WHERE level = ? AND index = ?")) {
            select.setInt(1, level);
            select.setLong(2, index);
            try (ResultSet row = select.executeQuery()) {
                return row.next() && Arrays.equals(row.getBytes(1), root);
            }
        }
    }

    /** What is wrong with the checkpoint of a tree of this size; empty where it is right, and where there is none. */
    Optional<String> wrongCheckpoint(CompactTree tree) {
        Mark mark = bySize.get(tree.size());
        if (mark == null) {
            return Optional.empty();
        }
        try {
            SignedNote note = SignedNote.parse(mark.note());
            newestIsTrusted = isByKnownKey(note);
            if (newestIsTrusted) {
                Checkpoint.verified(note, keys);
            }
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            byte[] root = tree.root();
            if (checkpoint.size() != tree.size()
                    || !Arrays.equals(checkpoint.root(), root)
                    || !Arrays.equals(mark.root(), root)) {
                return Optional.of("is the last of %d that a checkpoint covers, and the checkpoint has another root:"
                                .formatted(tree.size())
                        + " one of the events since position %d is not what was signed".formatted(covered + 1));
            }
        } catch (BrokenSealException e) {
            return Optional.of("is the last of %d that a checkpoint covers, and the checkpoint does not hold: %s"
                    .formatted(tree.size(), e.getMessage()));
        }
        checkpoints++;
        covered = tree.size();
        return Optional.empty();
    }

    /** Keys that have retired are not known any more; what they signed still has its root, and later checkpoints cover it. */
    private boolean isByKnownKey(SignedNote note) {
        return note.signatures().stream()
                .anyMatch(signed ->
                        keys.stream().anyMatch(key -> key.name().equals(signed.name()) && key.id() == signed.keyId()));
    }

    /** What the checkpoints say beyond the last event. */
    Optional<LogVerification.Broken> beyond(long size) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT coalesce(max(size), 0) FROM checkpoint");
                ResultSet row = select.executeQuery()) {
            row.next();
            if (row.getLong(1) > size) {
                return broken(size + 1, "has no event, though a checkpoint covers %d".formatted(row.getLong(1)));
            }
        }
        return newestIsTrusted
                ? Optional.empty()
                : broken(
                        covered,
                        "is the last that the newest checkpoint covers, and no key of this log has signed that");
    }

    private static Optional<LogVerification.Broken> broken(long position, String reason) {
        return Optional.of(
                new LogVerification.Broken(Optional.of(position), Optional.empty(), Optional.empty(), reason));
    }
}
