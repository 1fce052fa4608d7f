package dev.tollgate.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TranscriptFactsTest {

    private static Fields fields(String json) {
        return Bodies.read(json.getBytes(StandardCharsets.UTF_8)).tree();
    }

    private static Reading reading(Transcript transcript) {
        return transcript.reading("any", Fields.NONE, new byte[0], Hints.NONE);
    }

    @Test
    void factsAreBounded() {
        Map<String, Integer> many = IntStream.range(0, 101).boxed().collect(Collectors.toMap(i -> "p" + i, i -> i));
        Reading reading = reading(Transcript.of("k")
                .facts("params", many)
                .facts("names", many.keySet())
                .facts("none", List.of())
                .facts("nothing", Map.of()));
        assertThat(reading.data().keySet()).containsExactly("params", "names");
        assertThat((Map<?, ?>) reading.data().get("params")).hasSize(100);
        assertThat((List<?>) reading.data().get("names")).hasSize(100);
        assertThat(reading.notes())
                .containsExactly("only the first 100 of params were kept", "only the first 100 of names were kept");
    }

    @Test
    void longTextsAreCut() {
        Reading reading = reading(Transcript.of("k").facts("params", Map.of("p", "x".repeat(5000))));
        assertThat(reading.data().toString()).hasSizeLessThan(2100).endsWith("…}}");
    }

    @Test
    void numbersBelowAPrefix() {
        Reading reading = reading(Transcript.of("k")
                .metricsOf("val", fields("{\"loss\":0.4,\"by\":[1],\"text\":\"a\",\"none\":null,\"bad\":NaN}"))
                .metricsOf("auc", fields("[0.9]").at("/0"))
                .metricsOf(fields("{\"f1\":\"0.7\"}")));
        assertThat(reading.metrics()).isEqualTo(Map.of("val.loss", 0.4, "val.by.0", 1.0, "auc", 0.9, "f1", 0.7));
        assertThat(reading.notes()).containsExactly("the metric 'val.bad' is no finite number and was left out");
    }

    @Test
    void times() {
        Fields body = fields(
                "{\"basic\":\"20260302T101500.250000Z\",\"local\":\"20260302T101500\",\"old\":\"19551105T000000Z\","
                        + "\"s\":1772446500.25,\"text\":\"1772446500\",\"never\":1e300,\"bad\":\"soon\"}");
        assertThat(body.time("/basic")).hasValue(Instant.parse("2026-03-02T10:15:00.250Z"));
        assertThat(body.time("/local")).hasValue(Instant.parse("2026-03-02T10:15:00Z"));
        assertThat(body.time("/old")).isEmpty();
        assertThat(body.seconds("/s")).hasValue(Instant.parse("2026-03-02T10:15:00.250Z"));
        assertThat(body.seconds("/text")).hasValue(Instant.parse("2026-03-02T10:15:00Z"));
        assertThat(body.seconds("/never")).isEqualTo(Optional.empty());
        assertThat(body.seconds("/bad")).isEmpty();
    }
}
