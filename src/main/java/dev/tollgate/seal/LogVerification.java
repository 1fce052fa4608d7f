package dev.tollgate.seal;

import dev.tollgate.ledger.HashChain;
import dev.tollgate.ledger.RawEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Recomputes the whole tree from the stored events: their hashes from their content, their chains, leaves, subtrees and roots, and compares
 * them with every checkpoint and its signature. Trusts nothing that could have been computed from something else. Goes through the log in
 * pages, so that a log of any length takes the same memory.
 */
final class LogVerification {

    private static final int PAGE = 1_024;
    private static final int TILE_HEIGHT = 8;

    /**
     * The first thing that is wrong.
     *
     * @param position empty where what is wrong has none
     * @param project the project's id; empty where it is not one event
     * @param seq empty where it is not one event
     */
    record Broken(Optional<Long> position, Optional<UUID> project, Optional<Long> seq, String reason) {}

    /**
     * @param events how many follow each other without a fault
     * @param root of the tree of these events
     * @param checkpoints how many there are that cover these events and nothing else
     */
    record Report(long events, byte[] root, long checkpoints, Optional<Broken> broken) {}

    private final Connection connection;
    private final StoredMarks marks;
    private final CompactTree tree = new CompactTree();

    private LogVerification(Connection connection, List<VerifierKey> keys) {
        this.connection = connection;
        this.marks = new StoredMarks(connection, keys);
    }

    /** @param connection in a transaction that sees one snapshot */
    static Report of(Connection connection, List<VerifierKey> keys) throws SQLException {
        var verification = new LogVerification(connection, keys);
        Optional<Broken> broken = verification.run();
        return new Report(verification.tree.size(), verification.tree.root(), verification.marks.checkpoints(), broken);
    }

    private Optional<Broken> run() throws SQLException {
        long before;
        do {
            before = tree.size();
            Optional<Broken> broken = page();
            if (broken.isPresent()) {
                return broken;
            }
        } while (tree.size() == before + PAGE);
        Optional<Broken> beyond = marks.beyond(tree.size());
        return beyond.isPresent() ? beyond : Completeness.check(connection);
    }

    private Optional<Broken> page() throws SQLException {
        marks.load(tree.size(), tree.size() + PAGE);
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT s.position, s.project_id, s.seq, s.leaf, e.type, e.actor, e.at, e.data, e.prev_hash, e.hash, b.hash,
                       o.position
                  FROM sealed s
                  LEFT JOIN event e ON e.project_id = s.project_id AND e.seq = s.seq
                  LEFT JOIN event b ON b.project_id = s.project_id AND b.seq = s.seq - 1
                  LEFT JOIN sealed o ON o.project_id = s.project_id AND o.seq = s.seq - 1
                 WHERE s.position > ?
                 ORDER BY s.position
                 LIMIT ?""")) {
            select.setLong(1, tree.size());
            select.setInt(2, PAGE);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Optional<String> reason = wrong(row);
                    if (reason.isEmpty()) {
                        reason = grow(row.getBytes(4));
                    }
                    if (reason.isPresent()) {
                        return Optional.of(new Broken(
                                Optional.of(row.getLong(1)),
                                Optional.of(row.getObject(2, UUID.class)),
                                Optional.of(row.getLong(3)),
                                reason.get()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> wrong(ResultSet row) throws SQLException {
        if (row.getLong(1) != tree.size() + 1) {
            return Optional.of("follows a gap: nothing has the position %d".formatted(tree.size() + 1));
        }
        byte[] hash = row.getBytes(10);
        if (hash == null) {
            return Optional.of("is sealed, and gone from the log");
        }
        long positionBefore = row.getLong(12);
        if (row.getLong(3) > 1 && (positionBefore == 0 || positionBefore > row.getLong(1))) {
            // Said here, and not only when all is read: a checkpoint whose root is wrong for it comes first, and names
            // no event.
            return Optional.of("stands before the event that it follows in its project");
        }
        if (!Arrays.equals(row.getBytes(4), Merkle.leafHash(hash))) {
            return Optional.of("is not the event that was sealed: its hash is not that of the leaf");
        }
        RawEntry entry = entry(row, hash);
        if (!Arrays.equals(hash, entry.expectedHash(entry.prevHash()))) {
            return Optional.of("was changed: its hash is not that of its content");
        }
        byte[] before = entry.seq() == 1 ? HashChain.start() : row.getBytes(11);
        return Arrays.equals(entry.prevHash(), before)
                ? Optional.empty()
                : Optional.of("does not name the hash of the event before it");
    }

    private static RawEntry entry(ResultSet row, byte[] hash) throws SQLException {
        return new RawEntry(
                row.getObject(2, UUID.class),
                row.getLong(3),
                row.getString(5),
                Optional.empty(),
                row.getString(6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                row.getBytes(8),
                row.getBytes(9),
                hash);
    }

    private record Subtree(int level, long index, byte[] root) {}

    /** Adds a leaf that is right in itself, and compares what it completes with what was stored when it was sealed. */
    private Optional<String> grow(byte[] leaf) throws SQLException {
        List<Subtree> completed = new ArrayList<>();
        tree.append(leaf, (level, index, root) -> {
            if (level > 0 && level % TILE_HEIGHT == 0) {
                completed.add(new Subtree(level / TILE_HEIGHT, index, root));
            }
        });
        for (Subtree subtree : completed) {
            if (!marks.hasSubtree(subtree.level(), subtree.index(), subtree.root())) {
                return Optional.of("completes hash %d of tile level %d, and that is not the one that is stored"
                        .formatted(subtree.index(), subtree.level()));
            }
        }
        return marks.wrongCheckpoint(tree);
    }
}
