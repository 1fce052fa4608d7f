package dev.tollgate.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalTest {

    @Test
    void namesAreInOrderAndListsAreNot() {
        // Given
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("b", List.of(2, 1));
        value.put("a", Map.of("d", true, "c", "x"));
        // Then
        assertThat(Canonical.text(value)).isEqualTo("{\"a\":{\"c\":\"x\",\"d\":true},\"b\":[2,1]}");
    }

    @ParameterizedTest
    @CsvSource({
        "0.8, 0.80",
        "1, 1.0",
        "100, 1e2",
        "0, 0.000",
        "-5, -5.00",
        "0, 0e99",
        "1234567890123456789, 1234567890123456789.0"
    })
    void aNumberIsItsValue(BigDecimal one, BigDecimal other) {
        assertThat(Canonical.text(one)).isEqualTo(Canonical.text(other));
    }

    @Test
    void soItIsWhateverItsType() {
        assertThat(List.of(2, 2L, 2.0, 2.0f, new BigDecimal("2.00")))
                .extracting(Canonical::text)
                .containsOnly("2");
    }

    @Test
    void otherValuesAreOtherTexts() {
        // Given values that a careless spelling would take for one another
        List<Object> values = new ArrayList<>(Arrays.asList(
                null,
                "null",
                true,
                "true",
                1,
                "1",
                0.1,
                "",
                "\"",
                "\\",
                "\\\"",
                "a,b",
                List.of(),
                List.of("a", "b"),
                List.of("a,b"),
                List.of("a\",\"b"),
                List.of(List.of("a"), "b"),
                Map.of(),
                Map.of("a", "b"),
                Map.of("a", List.of("b")),
                Map.of("a\":\"b", "")));
        Map<String, Object> absent = new HashMap<>();
        absent.put("a", null);
        values.add(absent);
        // Then
        assertThat(values).extracting(Canonical::text).doesNotHaveDuplicates();
    }

    /** Written out, its digits would be a gigabyte. */
    @Test
    void aHugeExponentIsAShortText() {
        assertThat(Canonical.text(new BigDecimal("1e999999999"))).isEqualTo("1E+999999999");
    }
}
