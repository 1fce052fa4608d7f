package dev.tollgate.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The project's ignored folder {@code .tollgate}, held by one dev mode at a time. The lock is the operating system's, so it is gone when
 * its holder is, however that ended; a file beside it says who the holder is.
 */
record DevFolder(Path path) {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    Path data() {
        return path.resolve("postgres");
    }

    /**
     * Takes the folder for this JVM. The lock must stay reachable until the JVM ends, and the lock file must not be opened a second time
     * in it: closing any channel of a file gives up all POSIX locks of the process on it.
     *
     * @return the lock, or empty when another process holds it
     */
    Optional<FileLock> lock(String holder) {
        try {
            Files.createDirectories(path);
            ignore();
            FileChannel channel =
                    FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            Files.writeString(path.resolve("holder"), holder);
            return Optional.of(lock);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder %s cannot be used".formatted(path), e);
        }
    }

    /** What the file of this name holds; where there is none it is made, for nobody but its owner to read. */
    String secret(String name, Supplier<String> made) {
        Path file = path.resolve(name);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(path);
                ignore();
                createForOwnerOnly(file);
                Files.writeString(file, made.get() + "\n");
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the file %s cannot be used".formatted(file), e);
        }
    }

    private static void createForOwnerOnly(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } else {
            // A new file gets the permissions of its folder there, which is the user's own.
            Files.createFile(file);
        }
    }

    /** What the process that holds the folder said about itself. */
    String holder() {
        try {
            return Files.readString(path.resolve("holder")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** Keeps the folder out of a commit even where the project's own ignore file was changed. */
    private void ignore() throws IOException {
        Path file = path.resolve(".gitignore");
        if (!Files.exists(file)) {
            Files.writeString(file, "*\n");
        }
    }
}
