package dev.tollgate.ledger;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.javacrumbs.jsonunit.core.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How events look in the log, kept as files under {@code src/test/resources/events}. Logs are never rewritten, so these files may be added
 * to and never changed: what reads them today must read them for ever.
 */
class EventGoldenTest {

    @ParameterizedTest
    @MethodSource("dev.tollgate.ledger.OneOfEachEvent#all")
    void anEventIsWrittenAsItAlwaysWas(Event event) {
        byte[] written = EventCodec.encode(event);

        assertThat(new String(written, StandardCharsets.UTF_8)).isEqualTo(golden(EventType.of(event)));
    }

    @ParameterizedTest
    @MethodSource("dev.tollgate.ledger.OneOfEachEvent#all")
    void whatWasWrittenIsStillRead(Event event) {
        EventType type = EventType.of(event);

        assertThat(EventCodec.decode(type, golden(type).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("dev.tollgate.ledger.OneOfEachEvent#sparse")
    void whatIsAbsentIsLeftOutAndReadAsAbsent(Event event) {
        byte[] written = EventCodec.encode(event);

        assertThat(new String(written, StandardCharsets.UTF_8)).doesNotContain("null");
        assertThat(EventCodec.decode(EventType.of(event), written)).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("dev.tollgate.ledger.OneOfEachEvent#all")
    void fieldsOfALaterVersionAreNoObstacle(Event event) {
        EventType type = EventType.of(event);
        String later = golden(type).replaceFirst("\\{", "{\"addedLater\":{\"deep\":[1]},");

        assertThat(EventCodec.decode(type, later.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(event);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void everyTypeHasItsFileAndItsEvent(EventType type) {
        assertThatJson(golden(type)).isObject();
        assertThat(OneOfEachEvent.all().map(EventType::of)).contains(type);
    }

    @Test
    void whatIsNoEventIsRefused() {
        assertThatThrownBy(() -> EventCodec.decode(EventType.LOOP_CLOSED, "[".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UncheckedIOException.class);
    }

    /** What was written before events gained fields: it is read, and nothing of it is lost. */
    @ParameterizedTest
    @EnumSource(
            value = EventType.class,
            names = {
                "PROJECT_CREATED",
                "PROJECT_UPDATED",
                "EVIDENCE_RECORDED",
                "EVIDENCE_INVALIDATED",
                "GATE_DECISION_OPENED",
                "GATE_VOTED",
                "CONDITION_CLOSED",
                "LOOP_PROPOSED",
                "LOOP_CONFIRMED"
            })
    void whatWasWrittenEarlierIsStillRead(EventType type) {
        String earlier = file("earlier/" + type.typeName());

        Event read = EventCodec.decode(type, earlier.getBytes(StandardCharsets.UTF_8));

        assertThatJson(new String(EventCodec.encode(read), StandardCharsets.UTF_8))
                .when(Option.IGNORING_EXTRA_FIELDS)
                .isEqualTo(earlier);
    }

    private static String golden(EventType type) {
        return file(type.typeName());
    }

    private static String file(String name) {
        try (InputStream file = EventGoldenTest.class.getResourceAsStream("/events/%s.json".formatted(name))) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
