package dev.tollgate.intake.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** What arrived, and what became of it. */
@ApplicationScoped
class ArrivalBook {

    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new Jdk8Module()).build();

    private static final String COLUMNS =
            "id, channel, fingerprint, received_at, state, format, reason, headers, hints, size, digest, results";

    private final DataSource database;

    ArrivalBook(DataSource database) {
        this.database = database;
    }

    /** What is done with arrivals in one transaction. */
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** All of it, or nothing; what else it does outside of this database's transaction must stand being done again. */
    <T> T inTransaction(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the book of arrivals could not be kept", e);
        }
    }

    /**
     * Enters the arrival, or finds the one with its fingerprint that is there already. Either way the row is this transaction's until it ends:
     * another delivery of the same report waits here.
     *
     * @return the earlier arrival; empty where this is the first
     */
    Optional<Arrival> claim(Connection connection, Arrival arrival, byte[] bytes) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO arrival (%s, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?::jsonb, ?)
                ON CONFLICT (channel, fingerprint) DO NOTHING""".formatted(COLUMNS))) {
            insert.setObject(1, arrival.id());
            insert.setString(2, arrival.channel());
            insert.setString(3, arrival.fingerprint());
            insert.setObject(4, arrival.receivedAt().atOffset(ZoneOffset.UTC));
            insert.setString(5, arrival.state().name());
            insert.setString(6, arrival.format().orElse(null));
            insert.setString(7, arrival.reason().orElse(null));
            insert.setString(8, json(arrival.headers()));
            insert.setString(9, json(arrival.hints()));
            insert.setInt(10, arrival.size());
            insert.setString(11, arrival.digest());
            insert.setString(12, json(arrival.results()));
            insert.setBytes(13, bytes);
            if (insert.executeUpdate() == 1) {
                return Optional.empty();
            }
        }
        return locked(connection, "channel = ? AND fingerprint = ?", arrival.channel(), arrival.fingerprint());
    }

    /** The arrival, which is this transaction's until it ends. */
    Optional<Arrival> take(Connection connection, String channel, UUID id) throws SQLException {
        return locked(connection, "channel = ? AND id = ?", channel, id);
    }

    private static Optional<Arrival> locked(Connection connection, String where, Object first, Object second)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT %s FROM arrival WHERE %s FOR UPDATE".formatted(COLUMNS, where))) {
            select.setObject(1, first);
            select.setObject(2, second);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(arrival(row)) : Optional.empty();
            }
        }
    }

    /** What became of it. The bytes stay only while it waits. */
    void settle(Connection connection, Arrival arrival) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                UPDATE arrival
                   SET state = ?, reason = ?, results = ?::jsonb, bytes = CASE WHEN ? THEN bytes END, format = ?
                 WHERE id = ?""")) {
            update.setString(1, arrival.state().name());
            update.setString(2, arrival.reason().orElse(null));
            update.setString(3, json(arrival.results()));
            update.setBoolean(4, arrival.state() == ArrivalState.UNROUTED);
            update.setString(5, arrival.format().orElse(null));
            update.setObject(6, arrival.id());
            update.executeUpdate();
        }
    }

    /** How many wait in the inbox of a channel. */
    int waiting(Connection connection, String channel) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT count(*) FROM arrival WHERE channel = ? AND state = 'UNROUTED'")) {
            select.setString(1, channel);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Arrivals of a channel in any of these states, the newest first: ids are in the order of time. */
    List<Arrival> list(String channel, Collection<ArrivalState> states, Optional<UUID> before, int most) {
        return inTransaction(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT %s FROM arrival
                     WHERE channel = ? AND state = ANY (?) AND (?::uuid IS NULL OR id < ?::uuid)
                     ORDER BY id DESC LIMIT ?""".formatted(COLUMNS))) {
                select.setString(1, channel);
                select.setArray(
                        2,
                        connection.createArrayOf(
                                "text", states.stream().map(Enum::name).toArray()));
                select.setObject(3, before.orElse(null));
                select.setObject(4, before.orElse(null));
                select.setInt(5, most);
                List<Arrival> arrivals = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        arrivals.add(arrival(row));
                    }
                }
                return arrivals;
            }
        });
    }

    Optional<Arrival> find(String channel, UUID id) {
        return inTransaction(connection -> take(connection, channel, id));
    }

    /** The body of an arrival that waits. */
    Optional<byte[]> bytes(Connection connection, UUID id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT bytes FROM arrival WHERE id = ?")) {
            select.setObject(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    int prune(Duration retention) {
        return inTransaction(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "DELETE FROM arrival WHERE received_at < now() - make_interval(secs => ?)")) {
                delete.setDouble(1, (double) retention.toSeconds());
                return delete.executeUpdate();
            }
        });
    }

    private static Arrival arrival(ResultSet row) throws SQLException {
        return new Arrival(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                instant(row.getObject(4, OffsetDateTime.class)),
                ArrivalState.valueOf(row.getString(5)),
                Optional.ofNullable(row.getString(6)),
                Optional.ofNullable(row.getString(7)),
                read(row.getString(8), new TypeReference<Map<String, String>>() {}),
                read(row.getString(9), new TypeReference<Map<String, String>>() {}),
                row.getInt(10),
                row.getString(11),
                read(row.getString(12), new TypeReference<List<Arrival.Result>>() {}));
    }

    private static Instant instant(OffsetDateTime time) {
        return time.toInstant();
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always JSON", e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what this book wrote is always JSON", e);
        }
    }
}
