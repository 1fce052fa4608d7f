package dev.tollgate.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The first process of a PostgreSQL server, found by the file that it keeps in its data folder. */
record Postmaster(ProcessHandle process) {

    private static final long STOP_SECONDS = 60;

    /** The running server of a data folder; empty when none runs, a stale file of a crashed one included. */
    static Optional<Postmaster> of(Path folder) {
        Path file = folder.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file);
            return lines.isEmpty()
                    ? Optional.empty()
                    : ofPid(Long.parseLong(lines.getFirst().strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process with this id, if it is a PostgreSQL server and not one that got the id later. */
    static Optional<Postmaster> ofPid(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().orElse("").contains("postgres"))
                .map(Postmaster::new);
    }

    long pid() {
        return process.pid();
    }

    /** A fast shutdown: sessions are ended, everything is written. Waits until the process is gone. */
    void stop() {
        askToStop();
        try {
            process.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("PostgreSQL (process %d) does not stop".formatted(pid()), e);
        }
    }

    /**
     * SIGINT is PostgreSQL's fast shutdown. {@link ProcessHandle#destroy} sends SIGTERM, which waits for every open session, and pg_ctl
     * refuses to run as root, so it is neither of these. On Windows the process is ended, and recovers from its log at the next start.
     */
    private void askToStop() {
        if (System.getProperty("os.name").startsWith("Windows")) {
            process.destroy();
            return;
        }
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(pid())).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
