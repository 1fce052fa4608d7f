package dev.tollgate.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Free JSON as plain values: text, boolean, number as it was written, list and map. */
public final class JsonValues {

    private JsonValues() {}

    public static Map<String, Object> of(ObjectNode node) {
        Map<String, Object> fields = new LinkedHashMap<>();
        node.properties().forEach(field -> fields.put(field.getKey(), value(field.getValue())));
        return fields;
    }

    /** A JSON null is a null here too: a check that reads it must find that it is there and empty. */
    @SuppressWarnings("NullAway")
    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> of((ObjectNode) node);
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                node.forEach(element -> elements.add(value(element)));
                yield elements;
            }
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.isIntegralNumber() ? integer(node) : node.decimalValue();
            default -> null;
        };
    }

    private static Number integer(JsonNode node) {
        return node.canConvertToInt()
                ? (Number) node.intValue()
                : node.canConvertToLong() ? node.longValue() : node.bigIntegerValue();
    }
}
