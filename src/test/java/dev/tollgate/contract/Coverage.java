package dev.tollgate.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which operation has answered with which status in this build. Kept in a file, because test classes are loaded more than once, and one file a
 * build, because what was seen yesterday proves nothing.
 */
final class Coverage {

    private static final Path FILE =
            Path.of(System.getProperty("tollgate.contract.coverage", "target/contract-coverage/local.txt"));
    private static final Set<String> SEEN = new TreeSet<>();

    private Coverage() {}

    static void record(Contract.Operation operation, int status) {
        String line = line(operation, Integer.toString(status));
        synchronized (SEEN) {
            if (SEEN.add(line)) {
                append(line);
            }
        }
    }

    static String line(Contract.Operation operation, String status) {
        return operation.id() + " " + status;
    }

    /** Everything seen in this build. */
    static Set<String> seen() {
        try {
            return new TreeSet<>(Files.readAllLines(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("no HTTP test has run before this in the same build", e);
        }
    }

    private static void append(String line) {
        try {
            Files.createDirectories(FILE.toAbsolutePath().getParent());
            Files.writeString(FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
