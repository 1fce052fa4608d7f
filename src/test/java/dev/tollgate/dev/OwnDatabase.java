package dev.tollgate.dev;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of a test's own, on the server of the run: for what counts the events of all projects, or does to them what no other test
 * would survive.
 *
 * @param url for JDBC
 */
public record OwnDatabase(String url) {

    private static final String SUPERUSER = "postgres";

    /** That of this name, which somebody has made. */
    public static OwnDatabase named(String name) {
        return new OwnDatabase(server() + name);
    }

    /** An empty one with this name; one that is there already is dropped, whoever uses it. */
    public static OwnDatabase create(String name) {
        try (Connection connection = DriverManager.getConnection(server() + SUPERUSER, SUPERUSER, SUPERUSER);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
            statement.execute("CREATE DATABASE %s OWNER %s".formatted(name, EmbeddedDatabase.OWNER));
        } catch (SQLException e) {
            throw new IllegalStateException("the database %s cannot be made".formatted(name), e);
        }
        return named(name);
    }

    private static String server() {
        String url = TestDatabase.url();
        return url.substring(0, url.lastIndexOf('/') + 1);
    }

    /** With the tables of the service, and its role's rights on them. */
    public OwnDatabase migrated() {
        Flyway.configure()
                .dataSource(url, EmbeddedDatabase.OWNER, EmbeddedDatabase.OWNER)
                .locations("db/migration")
                .placeholders(Map.of("service-role", EmbeddedDatabase.NAME))
                .load()
                .migrate();
        return this;
    }

    /** Connections as the service has them; each is a new session. */
    public DataSource asService() {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(EmbeddedDatabase.NAME);
        source.setPassword(EmbeddedDatabase.NAME);
        return source;
    }

    /** A session of the role that owns the tables: for what the service's own role may not do. */
    public Connection asOwner() throws SQLException {
        return DriverManager.getConnection(url, EmbeddedDatabase.OWNER, EmbeddedDatabase.OWNER);
    }

    /** What the application is told to use this database. */
    public Map<String, String> settings() {
        return Map.of(
                "quarkus.datasource.jdbc.url", url,
                "quarkus.datasource.username", EmbeddedDatabase.NAME,
                "quarkus.datasource.password", EmbeddedDatabase.NAME,
                "quarkus.flyway.username", EmbeddedDatabase.OWNER,
                "quarkus.flyway.password", EmbeddedDatabase.OWNER);
    }
}
