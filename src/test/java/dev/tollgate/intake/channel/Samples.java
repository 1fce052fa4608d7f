package dev.tollgate.intake.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What tools send: the fixtures of this repository, and whatever lies in the folder that {@code -Dpayloads.dir} names. A file may be a recorded
 * request ({@code .http}: request line, headers, empty line, body) or have its headers beside it ({@code .headers}).
 */
final class Samples {

    private static final Path FIXTURES = Path.of("src/test/resources/intake");

    private Samples() {}

    /** @param headers name, value, name, value, … */
    record Sample(String name, byte[] body, List<String> headers) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** The folder of samples from elsewhere, where one is given and there. */
    static Optional<Path> elsewhere() {
        return Optional.ofNullable(System.getProperty("payloads.dir"))
                .filter(dir -> !dir.isBlank())
                .map(Path::of)
                .filter(Files::isDirectory);
    }

    static List<Sample> fixtures() {
        return in(FIXTURES);
    }

    /** Every file below the folder, in the order of their names. */
    static List<Sample> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".headers"))
                    .sorted()
                    .map(file -> sample(folder, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample sample(Path folder, Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String name = folder.relativize(file).toString();
            if (name.endsWith(".http")) {
                return request(name, bytes);
            }
            List<String> headers = new ArrayList<>();
            Path beside = file.resolveSibling(file.getFileName() + ".headers");
            if (Files.exists(beside)) {
                Files.readAllLines(beside).forEach(line -> headers.addAll(List.of(line.split(": ", 2))));
            }
            return new Sample(name, bytes, headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample request(String name, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8).replace("\r\n", "\n");
        int end = text.indexOf("\n\n");
        List<String> headers = new ArrayList<>();
        text.substring(0, end).lines().skip(1).forEach(line -> {
            if (!line.startsWith("Host:") && !line.startsWith("Content-Length:")) {
                headers.addAll(List.of(line.split(": ", 2)));
            }
        });
        return new Sample(name, text.substring(end + 2).strip().getBytes(StandardCharsets.UTF_8), headers);
    }
}
