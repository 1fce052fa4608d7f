package dev.tollgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Api;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A reader of Server-sent events that follows the standard's rules for lines, ids and events, and knows nothing else of the service. */
final class Stream implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int PATIENCE_SECONDS = 20;

    /**
     * What stood between two empty lines.
     *
     * @param id the last event id behind it
     * @param event {@code message} where the frame has no such field
     * @param data empty where no event is to be dispatched
     * @param comment the comments in it
     */
    record Message(String id, String event, String data, String comment) {

        boolean isEnd() {
            return event.equals(END);
        }

        boolean isEvent() {
            return event.equals("message") && !data.isEmpty();
        }
    }

    private static final String END = "end of the stream";

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Message> messages = new LinkedBlockingQueue<>();
    private volatile String lastId = "";

    private Stream(HttpResponse<InputStream> response) {
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    /** Opens a stream, which must be one. */
    static Stream open(Api api, String path, String... headers) {
        HttpResponse<InputStream> response = ask(api, path, headers);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .matches("text/event-stream(;charset=UTF-8)?");
        return new Stream(response);
    }

    static HttpResponse<InputStream> ask(Api api, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d%s".formatted(RestAssured.port, path)))
                .header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!api.authorization().isEmpty()) {
            request.header("Authorization", api.authorization());
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The id with which to come back. */
    String lastId() {
        return lastId;
    }

    /** The next frame, of whatever kind. */
    Message next() {
        try {
            Message message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing came for %d seconds".formatted(PATIENCE_SECONDS));
            }
            if (message.isEnd()) {
                messages.add(message);
            } else {
                lastId = message.id();
            }
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next event of the log; what the service says for itself is passed over. */
    Message event() {
        Message message = next();
        while (!message.isEvent()) {
            assertThat(message).as("the stream ended").matches(got -> !got.isEnd());
            message = next();
        }
        return message;
    }

    List<Message> events(int count) {
        List<Message> events = new ArrayList<>();
        while (events.size() < count) {
            events.add(event());
        }
        return events;
    }

    /** The next that is named so. */
    Message named(String event) {
        Message message = next();
        while (!message.event().equals(event)) {
            assertThat(message).as("the stream ended").matches(got -> !got.isEnd());
            message = next();
        }
        return message;
    }

    /** All events up to the end of the stream. */
    List<Message> toEnd() {
        List<Message> events = new ArrayList<>();
        for (Message message = next(); !message.isEnd(); message = next()) {
            if (message.isEvent()) {
                events.add(message);
            }
        }
        return events;
    }

    private void read() {
        String id = "";
        String event = "message";
        var data = new StringBuilder();
        var comment = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    messages.add(new Message(id, event, data.toString(), comment.toString()));
                    event = "message";
                    data.setLength(0);
                    comment.setLength(0);
                } else if (line.startsWith(":")) {
                    comment.append(line.substring(1).strip());
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data.append(data.isEmpty() ? "" : "\n").append(line.substring(6));
                } else {
                    assertThat(line).isEqualTo("retry: 1000");
                }
            }
        } catch (IOException brokenOff) {
            // As the end: what came before it is what there is.
        }
        messages.add(new Message(id, END, "", ""));
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
