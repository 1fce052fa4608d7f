package dev.tollgate.seal;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Answers from the tree, on any replica: checkpoints, proofs and tiles. Shows nothing that no checkpoint covers. */
@ApplicationScoped
public class SealedTree {

    private final DataSource database;
    private final LogKeys keys;

    SealedTree(DataSource database, LogKeys keys) {
        this.database = database;
        this.keys = keys;
    }

    /** A checkpoint as it was signed. */
    public record Signed(long size, String note) {}

    /** An event's place in the tree; position and leaf are empty until it is sealed. */
    public record Found(UUID project, long seq, Optional<Long> position, Optional<byte[]> leaf) {}

    /** That an event is in the tree of a checkpoint. */
    public record Proof(long position, byte[] leaf, InclusionProof path, Signed checkpoint) {

        public LogProof asText() {
            return new LogProof(Optional.empty(), path.index(), path.hashes(), SignedNote.parse(checkpoint.note()));
        }
    }

    private interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    private <T> T read(Reading<T> reading) {
        try (Connection connection = database.getConnection()) {
            return reading.from(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the sealed log could not be read", e);
        }
    }

    /** The newest checkpoint; of the empty log where nothing is sealed yet, which every replica signs alike. */
    public Signed newest() {
        return read(this::newest);
    }

    private Signed newest(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1");
                ResultSet row = select.executeQuery()) {
            return row.next() ? new Signed(row.getLong(1), row.getString(2)) : empty();
        }
    }

    private Signed empty() {
        var checkpoint = new Checkpoint(keys.origin(), 0, Merkle.emptyRoot());
        return new Signed(0, checkpoint.sign(keys.signing()).format());
    }

    /** @return empty where there is no such event */
    Optional<Found> find(String project, long seq) {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT e.project_id, s.position, s.leaf
                      FROM project p
                      JOIN event e ON e.project_id = p.id AND e.seq = ?
                      LEFT JOIN sealed s ON s.project_id = e.project_id AND s.seq = e.seq
                     WHERE p.key = ?""")) {
                select.setLong(1, seq);
                select.setString(2, project);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Found(
                                    row.getObject(1, UUID.class),
                                    seq,
                                    Optional.ofNullable(row.getObject(2, Long.class)),
                                    Optional.ofNullable(row.getBytes(3))))
                            : Optional.empty();
                }
            }
        });
    }

    /** @return the last of a project's events that has a position of at most {@code size}; empty where none has */
    public Optional<Found> last(UUID project, long size) {
        return read(connection -> {
            // Positions grow with seq, so the first row that fits ends the search from the end.
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT seq, position, leaf
                      FROM sealed
                     WHERE project_id = ? AND position <= ?
                     ORDER BY seq DESC
                     LIMIT 1""")) {
                select.setObject(1, project);
                select.setLong(2, size);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(new Found(
                                    project, row.getLong(1), Optional.of(row.getLong(2)), Optional.of(row.getBytes(3))))
                            : Optional.empty();
                }
            }
        });
    }

    /** @return empty while no checkpoint covers the event */
    public Optional<Proof> prove(Found found) {
        return read(connection -> {
            Signed checkpoint = newest(connection);
            long position = found.position().orElse(Long.MAX_VALUE);
            if (position > checkpoint.size()) {
                return Optional.empty();
            }
            InclusionProof path = new StoredTree(connection).inclusion(position - 1, checkpoint.size());
            return Optional.of(new Proof(position, found.leaf().orElseThrow(), path, checkpoint));
        });
    }

    /** @param to at most the size of the newest checkpoint */
    ConsistencyProof consistency(long from, long to) {
        return read(connection -> new StoredTree(connection).consistency(from, to));
    }

    /** The hashes of a tile one after the other; empty where no checkpoint covers all of them. */
    Optional<byte[]> hashes(TilePath tile) {
        return read(connection -> {
            if (!tile.isWithin(newest(connection).size())) {
                return Optional.empty();
            }
            var bytes = new ByteArrayOutputStream();
            new StoredTree(connection)
                    .tile(tile.level(), tile.index()).stream()
                            .limit(tile.width())
                            .forEach(bytes::writeBytes);
            return whole(bytes, tile.width() * Merkle.HASH_LENGTH);
        });
    }

    /** The entries behind a tile of leaves: the events' own hashes, each with its length in front. */
    Optional<byte[]> entries(TilePath tile) {
        return read(connection -> {
            if (!tile.isWithin(newest(connection).size())) {
                return Optional.empty();
            }
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT e.hash
                      FROM sealed s
                      JOIN event e ON e.project_id = s.project_id AND e.seq = s.seq
                     WHERE s.position > ? AND s.position <= ?
                     ORDER BY s.position""")) {
                long first = tile.index() * StoredTree.TILE_WIDTH;
                select.setLong(1, first);
                select.setLong(2, first + tile.width());
                var bytes = new ByteArrayOutputStream();
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        byte[] hash = rows.getBytes(1);
                        bytes.writeBytes(ByteBuffer.allocate(Short.BYTES)
                                .putShort((short) hash.length)
                                .array());
                        bytes.writeBytes(hash);
                    }
                }
                return whole(bytes, tile.width() * (Short.BYTES + Merkle.HASH_LENGTH));
            }
        });
    }

    private static Optional<byte[]> whole(ByteArrayOutputStream bytes, int length) {
        if (bytes.size() != length) {
            throw new IllegalStateException("the tree has a gap; GET /v1/log/verification says where");
        }
        return Optional.of(bytes.toByteArray());
    }

    /** Reads everything, in one snapshot of the database, so that sealing goes on meanwhile. */
    LogVerification.Report verify() {
        return read(connection -> {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return LogVerification.of(connection, keys.verifiers());
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                connection.setAutoCommit(true);
            }
        });
    }

    /** The key of the project with this id; empty where it is that of the platform's own stream. */
    Optional<String> key(UUID project) {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT key FROM project WHERE id = ?")) {
                select.setObject(1, project);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    List<VerifierKey> keys() {
        return keys.verifiers();
    }

    public String origin() {
        return keys.origin();
    }
}
