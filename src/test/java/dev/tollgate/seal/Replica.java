package dev.tollgate.seal;

import dev.tollgate.access.TestIssuer;
import dev.tollgate.dev.Await;
import io.smallrye.jwt.build.Jwt;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged service as a process of its own, as it is started in production; what it says goes into a file. */
final class Replica implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final Pattern PORTS = Pattern.compile(
            "Listening on: http://[^:]+:([0-9]+).*Management interface listening on http://[^:]+:([0-9]+)");

    /** Signed once: each signature takes a core some milliseconds. */
    private static final String TOKEN = TestIssuer.sign(Jwt.claims()
            .subject("alice")
            .claim("preferred_username", "alice")
            .claim("roles", List.of("admin", "contributor", "gatekeeper", "reader"))
            .expiresAt(Instant.now().plus(Duration.ofHours(1))));

    private final String name;
    private final Process process;
    private final Path output;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private volatile int port;
    private volatile int managementPort;

    private Replica(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /** Begins to start it; {@link #ready} waits until it serves. @param settings names as in application.properties */
    static Replica start(String name, Path folder, Map<String, String> settings) throws IOException {
        Path output = folder.resolve(name + ".log");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        jar().toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        settings.forEach((key, value) -> environment.put(variable(key), value));
        environment.put("QUARKUS_HTTP_PORT", "0");
        environment.put("QUARKUS_MANAGEMENT_PORT", "0");
        environment.put("QUARKUS_OIDC_PUBLIC_KEY", TestIssuer.publicKey());
        return new Replica(name, builder.start(), output);
    }

    /** The jar that was built just before, wherever the build put it. */
    private static Path jar() throws IOException {
        var artifact = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("target", "quarkus-artifact.properties"))) {
            artifact.load(reader);
        }
        return Path.of("target").resolve(artifact.getProperty("path"));
    }

    private static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    Replica ready() {
        Await.until(STARTUP, () -> "%s did not get ready:%n%s".formatted(name, said()), () -> {
            if (!process.isAlive()) {
                throw new AssertionError("%s ended with %d:%n%s".formatted(name, process.exitValue(), said()));
            }
            return isListening() && health() == 200;
        });
        return this;
    }

    /** It takes ports that are free when it starts, and says which. */
    private boolean isListening() {
        Matcher ports = PORTS.matcher(said());
        if (!ports.find()) {
            return false;
        }
        port = Integer.parseInt(ports.group(1));
        managementPort = Integer.parseInt(ports.group(2));
        return true;
    }

    private int health() {
        try {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create("http://localhost:%d/q/health/ready".formatted(managementPort)))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return name;
    }

    URI at(String path) {
        return URI.create("http://localhost:%d%s".formatted(port, path));
    }

    URI metrics() {
        return URI.create("http://localhost:%d/q/metrics".formatted(managementPort));
    }

    /** What it has written to its console. */
    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** SIGKILL: it gets no chance to say goodbye. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM. @return its exit code */
    int terminate(Duration patience) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("%s does not end in %s:%n%s".formatted(name, patience, said()));
        }
        return process.exitValue();
    }

    /** A request of somebody who may do everything. */
    static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + TOKEN);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        client.close();
    }
}
