package dev.tollgate.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.platform.Problem;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What stands on the wire of a stream (Server-sent events, HTML Living Standard section 9.2). An event of the log has no {@code event} field,
 * so that {@code EventSource.onmessage} gets all of them; what the service says for itself has one, so that onmessage gets none of it.
 */
@Singleton
class Frames {

    /** After how many milliseconds a reader whose connection broke should come back. */
    private static final int RETRY_MILLIS = 1_000;

    private final ObjectMapper mapper;

    Frames(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    Frame of(LogEvent event) {
        // Stored data have no line breaks; where somebody put some in behind our back, they must not end the frame.
        String data = json(event.json()).lines().map("data: %s\n"::formatted).collect(Collectors.joining());
        return new Frame(
                event.cursor(), event.type(), event.project(), bytes("id: %s\n%s\n".formatted(event.cursor(), data)));
    }

    /** Tells where the stream begins, so that a reader that loses it before the first event comes back to the same place. */
    byte[] opening(FeedCursor at) {
        return bytes("retry: %d\nid: %s\n\n".formatted(RETRY_MILLIS, at));
    }

    /**
     * A comment, and the cursor: without data no event is dispatched, but the last event id is set. So a reader with a rare type moves on,
     * and does not search all that lies between when it comes back.
     */
    byte[] heartbeat(FeedCursor at) {
        return bytes(": still here\nid: %s\n\n".formatted(at));
    }

    /** The service ends the stream, for no fault of the reader. */
    byte[] bye(FeedCursor at, String reason) {
        return bytes("event: bye\nid: %s\ndata: %s\n\n".formatted(at, json(Map.of("reason", reason))));
    }

    /** @param at the last event that was sent: it may not have arrived, so no id is given with this */
    byte[] dropped(FeedCursor at, Problem problem) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", problem.type().uri());
        members.put("title", problem.type().title());
        members.put("status", problem.type().status());
        members.put("detail", problem.detail());
        members.put("code", problem.type().slug());
        members.put("sent", at.toString());
        return bytes("event: dropped\ndata: %s\n\n".formatted(json(members)));
    }

    private String json(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a frame that cannot be written", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
