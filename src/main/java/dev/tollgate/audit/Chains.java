package dev.tollgate.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.audit.EventLine.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The hash chains of an export's projects. Remembers of each the last event, and so needs the memory of one event a project. */
final class Chains {

    /** The stream of what administrators change has no key. */
    private static final String PLATFORM = new UUID(0, 0).toString();

    private static final String FIRST_TYPE = "project.created";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where a project's chain ends. */
    private static final class Head {
        private final byte[] hash = new byte[EventHash.HEX_LENGTH];
        private byte[] key = {};
        private long seq;
        private long line;

        Head() {
            Arrays.fill(hash, (byte) '0');
        }
    }

    private final Map<String, Head> heads = new HashMap<>();

    /** How many projects there are. */
    long size() {
        return heads.size();
    }

    /**
     * Checks an event against the one before it, and goes on from there.
     *
     * @param hash the event's own, recomputed
     * @throws BrokenExportException where it does not follow
     */
    void follow(EventLine event, EventHash hash, long line) throws BrokenExportException {
        String project = event.get(Field.PROJECT).toString();
        Head head = heads.computeIfAbsent(project, added -> new Head());
        if (event.seq() != head.seq + 1) {
            throw new BrokenExportException(misplaced(event.seq(), head));
        }
        if (!event.get(Field.PREV).is(head.hash)) {
            throw new BrokenExportException(
                    head.seq == 0
                            ? "is the first event of its project, so \"prev\" is 64 zeros"
                            : "\"prev\" is not the hash of the event before it, on line %d: one of the two was changed"
                                    .formatted(head.line));
        }
        if (!event.get(Field.HASH).is(hash.hex())) {
            throw new BrokenExportException("was changed: its hash is not that of its content");
        }
        if (head.seq == 0) {
            head.key = key(event, project).getBytes(StandardCharsets.UTF_8);
        }
        mustHaveKey(event, head);
        System.arraycopy(hash.hex(), 0, head.hash, 0, EventHash.HEX_LENGTH);
        head.seq = event.seq();
        head.line = line;
    }

    private static String misplaced(long seq, Head head) {
        if (seq <= head.seq) {
            return "stands in the wrong place: event %d of its project was on line %d".formatted(head.seq, head.line);
        }
        String missing = seq == head.seq + 2
                ? "event %d is".formatted(seq - 1)
                : "events %d to %d are".formatted(head.seq + 1, seq - 1);
        return "follows no other: %s missing before it".formatted(missing);
    }

    /** No hash covers the key, but the first event of a project has it among its data. */
    private static void mustHaveKey(EventLine event, Head head) throws BrokenExportException {
        boolean same = event.has(Field.KEY) ? event.get(Field.KEY).is(head.key) : head.key.length == 0;
        if (!same) {
            throw new BrokenExportException(
                    head.key.length == 0
                            ? "has a key, and what administrators change belongs to no project"
                            : "\"key\" is not %s, with which the project was created"
                                    .formatted(new String(head.key, StandardCharsets.UTF_8)));
        }
    }

    private static String key(EventLine first, String project) throws BrokenExportException {
        if (project.equals(PLATFORM)) {
            return "";
        }
        Span data = first.get(Field.DATA);
        try {
            JsonNode created = JSON.readTree(data.bytes(), data.from(), data.length());
            if (first.get(Field.TYPE).toString().equals(FIRST_TYPE)
                    && created.path("key").isTextual()) {
                return created.path("key").textValue();
            }
        } catch (JsonProcessingException notJson) {
            // Said below.
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory cannot fail to be read", e);
        }
        throw new BrokenExportException("is the first event of its project, and does not create it");
    }
}
