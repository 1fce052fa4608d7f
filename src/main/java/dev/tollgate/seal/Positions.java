package dev.tollgate.seal;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Looks up single places of the sealed log, each by an index. */
@ApplicationScoped
public class Positions {

    private final DataSource database;

    Positions(DataSource database) {
        this.database = database;
    }

    /** @param leaf the leaf hash of the event at that position */
    public record Place(long position, byte[] leaf) {}

    /** The last place; empty while nothing is sealed. */
    public Optional<Place> last() {
        return place("ORDER BY position DESC LIMIT 1", select -> {});
    }

    public Optional<Place> at(long position) {
        return place("WHERE position = ?", select -> select.setLong(1, position));
    }

    /** The positions of those events of a project that are sealed, by their seq. */
    public Map<Long, Long> of(UUID project, long fromSeq, long toSeq) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT seq, position FROM sealed WHERE project_id = ? AND seq BETWEEN ? AND ?")) {
            select.setObject(1, project);
            select.setLong(2, fromSeq);
            select.setLong(3, toSeq);
            Map<Long, Long> positions = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    positions.put(rows.getLong(1), rows.getLong(2));
                }
            }
            return positions;
        } catch (SQLException e) {
            throw unread(e);
        }
    }

    private interface Binding {
        void bind(PreparedStatement select) throws SQLException;
    }

    private Optional<Place> place(String which, Binding binding) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT position, leaf FROM sealed " + which)) {
            binding.bind(select);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(new Place(row.getLong(1), row.getBytes(2))) : Optional.empty();
            }
        } catch (SQLException e) {
            throw unread(e);
        }
    }

    private static IllegalStateException unread(SQLException e) {
        return new IllegalStateException("the sealed log could not be read", e);
    }
}
