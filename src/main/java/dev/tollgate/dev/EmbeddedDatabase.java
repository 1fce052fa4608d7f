package dev.tollgate.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * A PostgreSQL server that is unpacked from a library and runs beside this JVM. It keeps what it confirms like a real one: the library
 * switches fsync and synchronous_commit off, and this switches them on again.
 */
public final class EmbeddedDatabase {

    /** Name of the database, of the service's role and of its password (which the server does not ask for). */
    public static final String NAME = "tollgate";

    /** Name of the role that owns the database and migrates it, and of its password. */
    public static final String OWNER = "tollgate_owner";

    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;
    private final Postmaster postmaster;

    private EmbeddedDatabase(EmbeddedPostgres server, Postmaster postmaster) {
        this.server = server;
        this.postmaster = postmaster;
    }

    /**
     * Starts a server on a data folder, which is created when it is not there and kept otherwise, and makes sure that the database
     * exists. The server runs until {@link #stop}, even beyond the end of this JVM.
     *
     * @param folder where the data lie
     * @param port a free port, or 0 for any
     */
    public static EmbeddedDatabase start(Path folder, int port) {
        try {
            EmbeddedPostgres server = configured(folder, port).start();
            createDatabase(server);
            reassign(server);
            return new EmbeddedDatabase(server, Postmaster.of(folder).orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start on " + folder + ", see its folder log", e);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL on " + folder + " refused to create the database " + NAME, e);
        }
    }

    public String url() {
        return "jdbc:postgresql://localhost:%d/%s".formatted(server.getPort(), NAME);
    }

    /** The server's first process. It outlives this JVM unless somebody stops it. */
    Postmaster postmaster() {
        return postmaster;
    }

    /** Ends the server and waits until it has written everything; the folder can then be started again. */
    public void stop() throws IOException {
        server.close();
    }

    private static EmbeddedPostgres.Builder configured(Path folder, int port) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(STARTUP)
                .setLocaleConfig("locale", "C")
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("timezone", "UTC")
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_directory", "log")
                .setServerConfig("log_filename", "postgresql-%a.log")
                .setServerConfig("log_truncate_on_rotation", "on");
        return port == 0 ? builder : builder.setPort(port);
    }

    private static void createDatabase(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            for (String role : List.of(OWNER, NAME)) {
                if (!exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
                    statement.execute("CREATE ROLE %1$s LOGIN PASSWORD '%1$s'".formatted(role));
                }
            }
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
                statement.execute("CREATE DATABASE " + NAME + " OWNER " + OWNER);
            }
        }
    }

    /** In a folder of an older version the service's role owns everything; does nothing in others. */
    private static void reassign(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", NAME).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("REASSIGN OWNED BY " + NAME + " TO " + OWNER);
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }
}
