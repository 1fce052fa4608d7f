package dev.tollgate.dev;

import dev.tollgate.platform.Migrations;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Starts the database of dev mode before anything asks it. The server belongs to the JVM, not to the application in it: a live reload
 * makes a new application, finds the mark that the first one left in the system properties, and goes on with the same server.
 */
@Singleton
@IfBuildProfile("dev")
class DevDatabase {

    private static final Logger LOG = Logger.getLogger(DevDatabase.class);
    private static final String STARTED = "tollgate.dev.database-started";

    private final DevFolder folder;
    private final int port;
    private final String url;

    DevDatabase(
            @ConfigProperty(name = "tollgate.dev.folder") Path folder,
            @ConfigProperty(name = "tollgate.dev.database-port") int port,
            @ConfigProperty(name = "quarkus.http.port") int httpPort) {
        this.folder = new DevFolder(folder.toAbsolutePath().normalize());
        this.port = port;
        this.url = "http://localhost:" + httpPort;
    }

    void start(@Observes @Priority(Migrations.DATABASE) StartupEvent start) {
        if (System.getProperty(STARTED) != null) {
            return;
        }
        String me = "process %d, %s".formatted(ProcessHandle.current().pid(), url);
        Optional<FileLock> lock = folder.lock(me);
        if (lock.isEmpty()) {
            refuse("Tollgate is already running in dev mode (%s). Use that one, or stop it first."
                    .formatted(folder.holder()));
        }
        // Left over from a JVM that was killed: its data are whole, but nobody would ever stop it.
        Postmaster.of(folder.data()).ifPresent(Postmaster::stop);
        if (!isFree(port)) {
            refuse(
                    "Port %d, where the database of dev mode shall listen, is taken. Choose another: -Dtollgate.dev.database-port=..."
                            .formatted(port));
        }
        EmbeddedDatabase database = EmbeddedDatabase.start(folder.data(), port);
        stopAtExit(database, lock.orElseThrow());
        System.setProperty(STARTED, database.url());
        LOG.infof("PostgreSQL runs at %s, data in %s", database.url(), folder.data());
    }

    private static void stopAtExit(EmbeddedDatabase database, FileLock lock) {
        // Made now: at exit the class loaders may be closed already.
        Postmaster postmaster = database.postmaster();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postmaster, lock), "stop-dev-database"));
    }

    private static void stop(Postmaster postmaster, FileLock lock) {
        postmaster.stop();
        try {
            lock.channel().close();
        } catch (IOException e) {
            // The operating system releases it with the process.
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Ends this JVM with one line. An exception would be shown with its stack trace, and dev mode would then wait for a change of the
     * sources. Nothing was started yet, so there is nothing to shut down.
     */
    private static void refuse(String reason) {
        System.err.println(reason);
        System.err.flush();
        Runtime.getRuntime().halt(1);
    }
}
