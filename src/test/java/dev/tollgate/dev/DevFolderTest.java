package dev.tollgate.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevFolderTest {

    @TempDir
    Path project;

    @Test
    void theFolderIsMadeIgnoredAndHeldByWhoTookIt() throws Exception {
        DevFolder folder = new DevFolder(project.resolve(".tollgate"));

        FileLock lock = folder.lock("process 1, http://localhost:8080").orElseThrow();

        assertThat(lock.isValid()).isTrue();
        assertThat(folder.holder()).isEqualTo("process 1, http://localhost:8080");
        assertThat(project.resolve(".tollgate/.gitignore")).hasContent("*");
        lock.channel().close();
    }

    @Test
    void aSecretIsMadeOnceAndForItsOwnerOnly() throws Exception {
        DevFolder folder = new DevFolder(project.resolve(".tollgate"));

        assertThat(folder.secret("log.key", () -> "first")).isEqualTo("first");
        assertThat(folder.secret("log.key", () -> "second")).isEqualTo("first");

        Path file = project.resolve(".tollgate/log.key");
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
        assertThat(project.resolve(".tollgate/.gitignore")).hasContent("*");
    }

    @Test
    void whileAnotherProcessHoldsTheFolderItIsNotGivenAndItsHolderStays() throws Exception {
        DevFolder folder = new DevFolder(project.resolve(".tollgate"));
        Process other = holder();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("held");

            assertThat(folder.lock("process 2")).isEmpty();
            assertThat(folder.holder()).isEqualTo("process 1");
        } finally {
            other.destroyForcibly().waitFor();
        }

        FileLock lock = folder.lock("process 2").orElseThrow();
        assertThat(folder.holder()).isEqualTo("process 2");
        lock.channel().close();
    }

    @Test
    void aFolderThatNobodyEverTookHasNoHolder() {
        assertThat(new DevFolder(project).holder()).isEqualTo("unknown");
    }

    /** Another JVM that takes the folder and keeps it until it is killed. */
    private Process holder() throws Exception {
        Path source = project.resolve("Holder.java");
        Files.writeString(source, """
                import java.nio.channels.FileChannel;
                import java.nio.file.*;

                class Holder {
                    public static void main(String[] args) throws Exception {
                        Path folder = Files.createDirectories(Path.of(args[0]));
                        Files.writeString(folder.resolve("holder"), "process 1");
                        FileChannel channel = FileChannel.open(
                                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        System.out.println(channel.tryLock() == null ? "refused" : "held");
                        System.in.read();
                        channel.close();
                    }
                }
                """, StandardOpenOption.CREATE);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        java, source.toString(), project.resolve(".tollgate").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
