package dev.tollgate.checklist;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** The content files on the class path. */
final class ContentFiles {

    private ContentFiles() {}

    static ContentNode read(String path) {
        return ContentNode.parse(path, text(path));
    }

    static String text(String path) {
        try (InputStream in = Thread.currentThread().getContextClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new ContentException(path, 1, "is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /**
     * Runs a reading that the service cannot start without. Quarkus prints the stack trace of whatever stops it, save for this exception, of
     * which it prints the message and exits with 1. The cause is left out, because it would be taken for the reason.
     */
    static <T> T atStart(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ContentException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }
}
