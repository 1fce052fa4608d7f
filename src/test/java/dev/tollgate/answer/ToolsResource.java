package dev.tollgate.answer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * GitHub and GitLab on this machine, taking every answer, and a service that has credentials for them. What was posted is read at {@code /posted},
 * since the tests are in another class loader than this. A test gets the address into its field of type {@link URI}.
 */
public class ToolsResource implements QuarkusTestResourceLifecycleManager {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Map<String, Object>> posted = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 50);
            server.createContext("/", this::handle);
            server.start();
            return Map.of(
                    "tollgate.github.api-url",
                    url() + "/api/v3",
                    "tollgate.github.app-id",
                    "4711",
                    "tollgate.github.private-key",
                    key(),
                    "tollgate.gitlab.url",
                    url().toString(),
                    "tollgate.gitlab.token",
                    "glpat-of-the-story");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the tools could not be started", e);
        }
    }

    private static String key() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----"
                .formatted(Base64.getEncoder()
                        .encodeToString(generator.generateKeyPair().getPrivate().getEncoded()));
    }

    private URI url() {
        return URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(url(), new TestInjector.MatchesType(URI.class));
    }

    private void handle(HttpExchange call) throws IOException {
        try (call) {
            String path = call.getRequestURI().getPath();
            if (path.equals("/posted")) {
                send(call, 200, JSON.writeValueAsString(posted));
            } else if (path.endsWith("/access_tokens")) {
                send(call, 201, "{\"token\": \"ghs_of-the-story\"}");
            } else {
                posted.add(Map.of(
                        "path",
                        path,
                        "authorization",
                        header(call, "Authorization") + header(call, "PRIVATE-TOKEN"),
                        "body",
                        JSON.readTree(call.getRequestBody().readAllBytes())));
                send(call, 201, "{}");
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static String header(HttpExchange call, String name) {
        String value = call.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private static void send(HttpExchange call, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().add("Content-Type", "application/json");
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
