package dev.tollgate.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON is read as JSON, and not as the YAML that it resembles. */
class JsonContentTest {

    private static Map<String, Object> read(String json) {
        return ContentNode.parseJson("a.json", json).object();
    }

    @Test
    void itIsTheSameContentAsYaml() {
        String json = """
                {"a": [1, -2, 3.5, true, "x"], "b": {"c": "2026-01-01", "d": "yes"}}""";

        assertThat(read(json)).isEqualTo(ContentNode.parse("a.yaml", json).object());
        assertThat(read(json))
                .isEqualTo(Map.of("a", List.of(1L, -2L, 3.5, true, "x"), "b", Map.of("c", "2026-01-01", "d", "yes")));
    }

    /** Each of these is something else to YAML 1.1, or nothing at all. */
    @Test
    void whatYamlWouldReadOtherwise() {
        assertThat(read("{\t\"a\"\t:\t\"x\\/y\" }")).isEqualTo(Map.of("a", "x/y"));
        assertThat(read("{\"a\": \"\\ud83d\\udea6\"}")).isEqualTo(Map.of("a", "🚦"));
        assertThat(read("{\"a\": 1e2, \"b\": 4.0E-4}")).isEqualTo(Map.of("a", 100.0, "b", 0.0004));
        assertThat(read("{\"%s\": 1}".formatted("k".repeat(2_000)))).isEqualTo(Map.of("k".repeat(2_000), 1L));
        assertThat(read("{\"<<\": \"a\"}")).isEqualTo(Map.of("<<", "a"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": null}            | a.json:1: a must not be empty
            {"a": 1e400}           | a.json:1: a must be a plain decimal number
            {"a": 1E999999999}     | a.json:1: a must be a plain decimal number
            {"a": 1, "a": 2}       | a.json:1: is not JSON: Duplicate field 'a'
            {"a": 1} {}            | a.json:1: is more than one JSON value
            {"a": }                | a.json:1: is not JSON: Unexpected character
            `  `                   | a.json:1: is empty
            """)
    void whatIsWrongIsSaid(String json, String message) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(ContentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void theLineIsNamed() {
        assertThatThrownBy(() -> ContentNode.parseJson("a.json", "{\n\"a\": 1,\n\"b\": {\n\"c\": []}}")
                        .withOnly("a", "b")
                        .get("b")
                        .get("c")
                        .text())
                .hasMessageStartingWith("a.json:4: b.c ");
    }

    @Test
    void depthIsLimited() {
        assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(ContentException.class);
    }
}
