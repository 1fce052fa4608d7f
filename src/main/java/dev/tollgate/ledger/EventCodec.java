package dev.tollgate.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tollgate.installation.InstallationEvent;
import dev.tollgate.installation.InstallationEventType;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Events as the bytes that the log keeps and hashes. A mapper of its own, so that no setting of the HTTP layer ever changes what is
 * written; it reads what older versions wrote, and ignores fields that newer ones added.
 */
final class EventCodec {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModules(
                    new Jdk8Module(),
                    new JavaTimeModule(),
                    new SimpleModule().addKeySerializer(String.class, new Names()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // A signal is free JSON: its numbers come back as they were written, on this replica and after a restart.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    /**
     * Left to itself, Jackson (2.21) writes a name beyond the basic plane, such as an emoji, as bytes that are no UTF-8, and cannot read one whose
     * characters are escaped. Quoted beforehand, names are plain UTF-8.
     */
    private static final class Names extends JsonSerializer<String> {

        @Override
        public void serialize(String name, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeFieldName(new SerializedString(name));
        }
    }

    private EventCodec() {}

    static byte[] encode(Event event) {
        return bytes(event);
    }

    static byte[] encode(InstallationEvent event) {
        return bytes(event);
    }

    private static byte[] bytes(Object event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event is always JSON", e);
        }
    }

    /** @throws UncheckedIOException where the bytes are not an event of this type */
    static Event decode(EventType type, byte[] data) {
        return event(data, type.eventClass());
    }

    /** @throws UncheckedIOException where the bytes are not an event of this type */
    static InstallationEvent decode(InstallationEventType type, byte[] data) {
        return event(data, type.eventClass());
    }

    private static <E> E event(byte[] data, Class<E> type) {
        try {
            return JSON.readValue(data, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
