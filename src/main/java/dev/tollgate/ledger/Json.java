package dev.tollgate.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Flat JSON objects as text with ordered keys and plain numbers, so that equal values are equal texts whatever {@code jsonb} makes of them. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static String canonical(Map<?, ?> flat) {
        var ordered = new TreeMap<String, Object>();
        flat.forEach((name, value) -> ordered.put((String) name, value instanceof Number n ? plain(n) : value));
        try {
            return MAPPER.writeValueAsString(ordered);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of plain values is always JSON", e);
        }
    }

    static String canonical(String json) {
        try {
            return canonical(MAPPER.readValue(json, Map.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a jsonb column holds JSON", e);
        }
    }

    private static BigDecimal plain(Number number) {
        return new BigDecimal(
                new BigDecimal(number.toString()).stripTrailingZeros().toPlainString());
    }
}
