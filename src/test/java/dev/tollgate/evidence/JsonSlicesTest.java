package dev.tollgate.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSlicesTest {

    private static final List<String> SPACE = List.of("", "", " ", "\n", "\r\n\t", "  ");
    private static final List<String> SCALARS = List.of(
            "1", "-2.50", "1e-9", "true", "null", "\"\"", "\"}],\"", "\"\\\"[{\"", "\"\\u00e9é🚀\"", "\"e\u0301\"");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"evidence\":[]}                                    |",
                "{\"evidence\":[{}]}                                  | {}",
                "{\"evidence\":[ {\"a\":1} , {\"b\":[2]} ]}           | {\"a\":1}~{\"b\":[2]}",
                "{\"x\":{\"evidence\":[9]},\"evidence\":[{\"é\":\"🚀\"},{}],\"y\":[]} | {\"é\":\"🚀\"}~{}"
            })
    void eachElementIsItsOwnBytes(String document, String elements) {
        List<String> expected =
                elements == null ? List.of() : List.of(elements.strip().split("~", -1));

        assertThat(slices(document.strip())).isEqualTo(expected);
    }

    @Test
    void whateverTheDocumentTheSlicesAreWhatWasPutIn() {
        long seed = new Random().nextLong();
        System.out.println("JsonSlicesTest: seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            // Given
            List<String> elements = IntStream.range(0, random.nextInt(5))
                    .mapToObj(i -> object(random, 3))
                    .toList();
            List<String> spaced = elements.stream()
                    .map(e -> space(random) + e + space(random))
                    .toList();
            String document = "%s{%s\"before\":%s,%s\"evidence\"%s:%s[%s]%s,\"after\":%s}%s"
                    .formatted(
                            space(random),
                            space(random),
                            value(random, 2),
                            space(random),
                            space(random),
                            space(random),
                            String.join(",", spaced),
                            space(random),
                            value(random, 2),
                            space(random));

            // Then
            assertThat(slices(document)).as(document).isEqualTo(elements);
        }
    }

    @Test
    void aDocumentWithoutTheArrayIsAMistakeOfTheCaller() {
        assertThatThrownBy(() -> slices("{\"other\":[]}")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 1 : 3)) {
            case 1 -> object(random, depth - 1);
            case 2 ->
                "["
                        + String.join(
                                ",",
                                IntStream.range(0, random.nextInt(3))
                                        .mapToObj(i -> value(random, depth - 1))
                                        .toList())
                        + "]";
            default -> SCALARS.get(random.nextInt(SCALARS.size()));
        };
    }

    private static String object(Random random, int depth) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            members.add("\"k%dé\"%s:%s%s".formatted(i, space(random), space(random), value(random, depth)));
        }
        return "{" + space(random) + String.join("," + space(random), members) + space(random) + "}";
    }

    private static String space(Random random) {
        return SPACE.get(random.nextInt(SPACE.size()));
    }

    private static List<String> slices(String document) {
        return JsonSlices.of(document.getBytes(StandardCharsets.UTF_8), "evidence").stream()
                .map(slice -> new String(slice, StandardCharsets.UTF_8))
                .toList();
    }
}
