package dev.tollgate.seal;

import dev.tollgate.dev.TestDatabase;
import dev.tollgate.ledger.HashChain;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * A database of its own with nothing in it but a log, to fill with made-up events and to seal, without the service: a log of all projects
 * cannot be shared with tests that break it. Dropped when it is closed.
 */
final class SealLog implements AutoCloseable {

    static final SigningKey KEY = SigningKey.generate("log.test");
    static final LogKeys KEYS = LogKeys.of(KEY.text(), Optional.empty());

    private final String name = "seal_" + UUID.randomUUID().toString().replace("-", "");
    private final String url = TestDatabase.url().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1");

    SealLog() {
        admin("CREATE DATABASE %s OWNER tollgate".formatted(name));
        migrate();
    }

    void migrate() {
        Flyway.configure()
                .dataSource(url, "tollgate", "tollgate")
                .locations("classpath:db/migration")
                .placeholders(Map.of("service-role", "tollgate"))
                .load()
                .migrate();
    }

    private static void admin(String sql) {
        try (Connection connection = DriverManager.getConnection(TestDatabase.url(), "postgres", "");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url, "tollgate", "tollgate");
    }

    /** Opens a connection each time; nothing else of a data source is asked for here. */
    DataSource source() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getConnection")) {
                        return connect();
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    Sealing sealing(String holder) {
        return new Sealing(source(), KEYS, holder);
    }

    void execute(String sql) {
        try (Connection connection = connect()) {
            execute(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    /** Changes what must not be changed, as somebody who owns the server can. */
    void tamper(String sql) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
            execute(connection, "SET session_replication_role = replica; " + sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Events of one project with made-up content, which can be sealed at once; their hashes are the SHA-256 of their numbers. */
    void events(UUID project, long from, long to) {
        execute(insert(project, from, to));
        Horizon.passes();
    }

    static String insert(UUID project, long from, long to) {
        return """
                INSERT INTO event (project_id, seq, type, actor, at, data, prev_hash, hash)
                SELECT '%1$s', n, 'gate.voted', 'person:a', now(), '{}', sha256(convert_to((n - 1)::text, 'UTF8')),
                       sha256(convert_to('%1$s/' || n, 'UTF8'))
                  FROM generate_series(%2$d, %3$d) n""".formatted(project, from, to);
    }

    /** Events of one project whose hashes are those of their content, and which can be sealed at once. */
    void chain(UUID project, long events, LongFunction<String> data) {
        byte[] before = HashChain.start();
        var at = Instant.parse("2026-08-12T12:00:00.123456Z");
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO event (project_id, seq, type, actor, at, data, prev_hash, hash)
                        VALUES (?, ?, 'gate.voted', 'person:a', ?, ?, ?, ?)""")) {
            for (long seq = 1; seq <= events; seq++) {
                byte[] bytes = data.apply(seq).getBytes(StandardCharsets.UTF_8);
                byte[] hash = HashChain.link(project, seq, at, "gate.voted", "person:a", bytes, before);
                insert.setObject(1, project);
                insert.setLong(2, seq);
                insert.setObject(3, at.atOffset(ZoneOffset.UTC));
                insert.setBytes(4, bytes);
                insert.setBytes(5, before);
                insert.setBytes(6, hash);
                insert.addBatch();
                before = hash;
            }
            insert.executeBatch();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Horizon.passes();
    }

    long count(String sql) {
        return Long.parseLong(rows(sql).getFirst());
    }

    /** The rows of a query, columns with commas between. */
    List<String> rows(String sql) {
        try (Connection connection = connect()) {
            return rows(connection, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet rows = select.executeQuery()) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getString(column));
                }
                all.add(String.join(",", row));
            }
            return all;
        }
    }

    List<byte[]> leaves() {
        try (Connection connection = connect();
                PreparedStatement select = connection.prepareStatement("SELECT leaf FROM sealed ORDER BY position");
                ResultSet rows = select.executeQuery()) {
            List<byte[]> leaves = new ArrayList<>();
            while (rows.next()) {
                leaves.add(rows.getBytes(1));
            }
            return leaves;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The newest checkpoint, its signature verified. */
    Checkpoint checkpoint() {
        String note =
                rows("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1").getFirst();
        return Checkpoint.verified(SignedNote.parse(note), KEYS.verifiers());
    }

    @Override
    public void close() {
        admin("DROP DATABASE %s WITH (FORCE)".formatted(name));
    }
}
