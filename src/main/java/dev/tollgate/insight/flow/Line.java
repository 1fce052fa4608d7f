package dev.tollgate.insight.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.ledger.RawEntry;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One entry of the log as the fold reads it.
 *
 * @param event empty where the type is one that the core has no record for
 */
record Line(String type, Instant at, Optional<Event> event, JsonNode data) {

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    /** Evidence of this item says what came of the project; it is the only evidence that a metric reads. */
    static final String REVIEW = "deploy.post-deployment-review";

    /** All that the fold looks at, beside the evidence of {@link #REVIEW}. The index event_of_flow names the same. */
    static final List<String> TYPES = List.of(
            "project.created",
            "project.updated",
            "project.state-changed",
            "project.phase-entered",
            "project.migrated",
            "gate.state-changed",
            "gate.decision-opened",
            "gate.decided",
            "gate.overridden",
            "condition.opened",
            "condition.closed",
            "condition.reopened",
            "waiver.requested",
            "waiver.granted",
            "waiver.refused",
            "waiver.expired",
            "waiver.withdrawn",
            "loop.proposed",
            "loop.confirmed",
            "loop.closed");

    static Line of(RawEntry entry) {
        Optional<Event> event = EventType.named(entry.type()).map(known -> entry.event());
        return new Line(entry.type(), entry.at(), event, json(entry.data()));
    }

    private static JsonNode json(byte[] data) {
        try {
            return JSON.readTree(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text(String pointer) {
        return data.at(pointer).asText();
    }

    Optional<Instant> time(String pointer) {
        return Optional.of(data.at(pointer)).filter(JsonNode::isTextual).map(node -> Instant.parse(node.asText()));
    }
}
