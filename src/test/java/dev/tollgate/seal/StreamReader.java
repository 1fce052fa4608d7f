package dev.tollgate.seal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Reads an SSE feed as a browser's EventSource does: when the stream ends it connects again, to the next of the services that it knows,
 * and says which event was the last.
 */
final class StreamReader implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final IntFunction<URI> services;
    private final Function<URI, HttpRequest.Builder> requests;
    private final History.Reading reading;
    private final List<String> endings = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile String lastId = "";
    private volatile int connections;

    /**
     * @param services where it connects the first time (0), the second time (1) and so on
     * @param requests makes a request that is allowed to read
     */
    StreamReader(IntFunction<URI> services, Function<URI, HttpRequest.Builder> requests, History.Reading reading) {
        this.services = services;
        this.requests = requests;
        this.reading = reading;
        this.thread = Thread.ofVirtual().name("stream-reader").start(this::run);
    }

    private void run() {
        for (int attempt = 0; !closed; attempt++) {
            String ending;
            try {
                ending = follow(services.apply(attempt));
            } catch (IOException | UncheckedIOException e) {
                ending = "broke";
            } catch (InterruptedException e) {
                return;
            }
            synchronized (endings) {
                endings.add(ending);
            }
        }
    }

    /** One connection from its beginning to its end. */
    private String follow(URI service) throws IOException, InterruptedException {
        HttpRequest.Builder request = requests.apply(service).header("Accept", "text/event-stream");
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        HttpResponse<Stream<String>> response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                return response.statusCode() + " " + String.join("", lines.toList());
            }
            connections++;
            var block = new ArrayList<String>();
            lines.forEach(line -> {
                if (line.isEmpty()) {
                    event(block);
                    block.clear();
                } else {
                    block.add(line);
                }
            });
            return "ended";
        }
    }

    private void event(List<String> block) {
        var data = new StringBuilder();
        String id = "";
        for (String line : block) {
            if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            } else if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            }
        }
        if (!id.isEmpty() && !data.isEmpty()) {
            reading.see(seen(parse(data.toString())));
            lastId = id;
        }
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    /** An event of a feed, JSON or SSE. */
    static History.Seen seen(JsonNode event) {
        String source = event.get("source").asText();
        return new History.Seen(
                event.path("position").asLong(),
                new History.Entry(
                        source.substring(source.lastIndexOf('/') + 1),
                        event.get("sequence").asLong(),
                        event.get("hash").asText()));
    }

    String lastId() {
        return lastId;
    }

    /** How many times it has been let in. */
    int connections() {
        return connections;
    }

    /** How each connection ended: ended, broke, or the status and problem that it was refused with. */
    List<String> endings() {
        synchronized (endings) {
            return List.copyOf(endings);
        }
    }

    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
        thread.interrupt();
    }
}
