package dev.tollgate.answer;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A tool's API as an exchange in {@code src/test/resources/answer} has it: takes the requests that stand there, in that order, and answers each as
 * the real API does. The header {@code <jwt>} stands for any bearer of one. Whatever is not as recorded is answered 418 and told by {@link #check}.
 */
final class Recorded implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NOT_AS_RECORDED = 418;

    private final HttpServer server;
    private final List<JsonNode> exchanges = new ArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<AssertionError> differences = new CopyOnWriteArrayList<>();
    private volatile int calls;

    private Recorded(String name) throws IOException {
        try (InputStream file = Recorded.class.getResourceAsStream("/answer/%s.json".formatted(name))) {
            JSON.readTree(Objects.requireNonNull(file, name)).forEach(exchanges::add);
        }
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 10);
        server.createContext("/", this::handle);
        server.start();
    }

    static Recorded exchange(String name) throws IOException {
        return new Recorded(name);
    }

    URI url() {
        return URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
    }

    private synchronized void handle(HttpExchange call) throws IOException {
        try (call) {
            byte[] body = call.getRequestBody().readAllBytes();
            authorizations.add(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
            int number = calls;
            calls = number + 1;
            try {
                assertThat(number).as("calls").isLessThan(exchanges.size());
                compare(exchanges.get(number).path("request"), call, body);
                reply(call, exchanges.get(number).path("response"));
            } catch (AssertionError difference) {
                differences.add(difference);
                call.sendResponseHeaders(NOT_AS_RECORDED, -1);
            }
        }
    }

    private static void compare(JsonNode request, HttpExchange call, byte[] body) {
        assertThat(call.getRequestMethod()).isEqualTo(request.path("method").asText());
        assertThat(call.getRequestURI().toString())
                .isEqualTo(request.path("path").asText());
        request.path("headers").properties().forEach(header -> {
            String wanted = header.getValue().asText();
            String given = call.getRequestHeaders().getFirst(header.getKey());
            if (wanted.equals("<jwt>")) {
                assertThat(given).matches("Bearer [\\w-]+\\.[\\w-]+\\.[\\w-]+");
            } else {
                assertThat(given).as(header.getKey()).isEqualTo(wanted);
            }
        });
        assertThatJson(new String(body, StandardCharsets.UTF_8)).isEqualTo(request.path("body"));
    }

    private static void reply(HttpExchange call, JsonNode response) throws IOException {
        byte[] body = response.has("body") ? JSON.writeValueAsBytes(response.path("body")) : new byte[0];
        call.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        call.sendResponseHeaders(response.path("status").asInt(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            call.getResponseBody().write(body);
        }
    }

    /** The values of {@code Authorization}, in the order of the calls. */
    List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    int calls() {
        return calls;
    }

    /** Everything was asked for that stands in the recording, and nothing else. */
    void check() {
        differences.forEach(difference -> {
            throw difference;
        });
        assertThat(calls).isEqualTo(exchanges.size());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
