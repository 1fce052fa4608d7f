package dev.tollgate.seal;

import dev.tollgate.ledger.RawEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads the events of all projects in the order of their positions. Positions are given once and never taken back, so a page stays true. */
@ApplicationScoped
public class SealedLog {

    private final DataSource database;

    SealedLog(DataSource database) {
        this.database = database;
    }

    /**
     * Which events are wanted.
     *
     * @param types names as in {@code gate.decided}; all where empty
     * @param projects keys; all where empty
     */
    public record Selection(Collection<String> types, Collection<String> projects) {

        public static final Selection ALL = new Selection(List.of(), List.of());
    }

    /** Entries with {@code after < position}, oldest first, at most {@code limit}. */
    public List<SealedEntry> read(long after, Selection selection, int limit) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("""
                        SELECT s.position, coalesce('/v1/projects/' || p.key, '/v1/platform'), s.leaf,
                               e.project_id, e.seq, e.type, e.subject, e.actor, e.at, e.data, e.prev_hash, e.hash
                          FROM sealed s
                          JOIN event e ON e.project_id = s.project_id AND e.seq = s.seq
                          LEFT JOIN project p ON p.id = s.project_id
                         WHERE s.position > ?
                           AND (cardinality(?::text[]) = 0 OR e.type = ANY (?))
                           AND (cardinality(?::text[]) = 0 OR p.key = ANY (?))
                         ORDER BY s.position
                         LIMIT ?""")) {
            Array types = connection.createArrayOf("text", selection.types().toArray());
            Array projects =
                    connection.createArrayOf("text", selection.projects().toArray());
            select.setLong(1, after);
            select.setArray(2, types);
            select.setArray(3, types);
            select.setArray(4, projects);
            select.setArray(5, projects);
            select.setInt(6, limit);
            try (ResultSet rows = select.executeQuery()) {
                List<SealedEntry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(entry(rows));
                }
                return entries;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the sealed log could not be read", e);
        }
    }

    /** The highest position given so far; 0 while nothing is sealed. */
    public long end() {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT coalesce(max(position), 0) FROM sealed");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the sealed log could not be read", e);
        }
    }

    private static SealedEntry entry(ResultSet row) throws SQLException {
        return new SealedEntry(
                row.getLong(1),
                row.getString(2),
                row.getBytes(3),
                new RawEntry(
                        row.getObject(4, UUID.class),
                        row.getLong(5),
                        row.getString(6),
                        Optional.ofNullable(row.getString(7)),
                        row.getString(8),
                        row.getObject(9, OffsetDateTime.class).toInstant(),
                        row.getBytes(10),
                        row.getBytes(11),
                        row.getBytes(12)));
    }
}
