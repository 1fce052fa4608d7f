package dev.tollgate.lifecycle;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** One text for one value of JSON, so that the same content has the same digest: names in order, and numbers by their value. They keep their exponent: {@code 1e999999999} written out would fill the memory. */
final class Canonical {

    private Canonical() {}

    static String text(Object value) {
        return switch (value) {
            case Map<?, ?> fields -> {
                var sorted = new TreeMap<String, Object>();
                fields.forEach((name, field) -> sorted.put(String.valueOf(name), field));
                yield sorted.entrySet().stream()
                        .map(field -> "%s:%s".formatted(quoted(field.getKey()), text(field.getValue())))
                        .collect(Collectors.joining(",", "{", "}"));
            }
            case List<?> elements -> elements.stream().map(Canonical::text).collect(Collectors.joining(",", "[", "]"));
            case String text -> quoted(text);
            case Number number ->
                new BigDecimal(number.toString()).stripTrailingZeros().toString();
            case null -> "null";
            default -> value.toString();
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
