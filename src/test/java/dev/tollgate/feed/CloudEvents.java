package dev.tollgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.format.EventFormat;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Events as the CloudEvents project's own library reads them. */
final class CloudEvents {

    private static final EventFormat FORMAT = EventFormatProvider.getInstance().resolveFormat(JsonFormat.CONTENT_TYPE);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CloudEvents() {}

    /** @throws RuntimeException where this is no CloudEvent 1.0 */
    static CloudEvent parse(String json) {
        CloudEvent event = FORMAT.deserialize(json.getBytes(StandardCharsets.UTF_8));
        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getData()).isNotNull();
        assertThat(event.getTime()).isNotNull();
        return event;
    }

    static List<CloudEvent> inList(String page) {
        try {
            List<CloudEvent> events = new ArrayList<>();
            for (JsonNode item : MAPPER.readTree(page).path("items")) {
                events.add(parse(item.toString()));
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<CloudEvent> inStream(List<Stream.Message> messages) {
        return messages.stream().map(message -> parse(message.data())).toList();
    }

    static long sequence(CloudEvent event) {
        return Long.parseLong(String.valueOf(event.getExtension("sequence")));
    }

    static long position(CloudEvent event) {
        return Long.parseLong(String.valueOf(event.getExtension("position")));
    }
}
