package dev.tollgate.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The one PostgreSQL server of a test run: in a temporary folder, on a free port, gone with the JVM. */
public final class TestDatabase {

    /** Class loaders come and go with test profiles; the system properties stay. */
    private static final String URL = "tollgate.test.database-url";

    private TestDatabase() {}

    /** JDBC URL of the database, starting the server when nobody has yet. */
    public static synchronized String url() {
        String url = System.getProperty(URL);
        if (url == null) {
            url = start();
            System.setProperty(URL, url);
        }
        return url;
    }

    /** A session of the role that owns the tables: for what the service's own role may not do. */
    public static Connection asOwner() throws SQLException {
        return as(EmbeddedDatabase.OWNER);
    }

    /** A session of this role; the server asks for no password. */
    public static Connection as(String role) throws SQLException {
        return DriverManager.getConnection(url(), role, role);
    }

    private static String start() {
        try {
            Path folder = Files.createTempDirectory("tollgate-test-");
            EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("postgres"), 0);
            Postmaster postmaster = database.postmaster();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(postmaster, folder), "stop-test-database"));
            return database.url();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Postmaster postmaster, Path folder) {
        postmaster.stop();
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            // The operating system clears its temporary folder.
        }
    }
}
