package dev.tollgate.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Makes a tree of tokens, of JSON or YAML. Tools write what no strict reader takes, such as a field twice or NaN, and mean no harm; what is
 * bounded is how much memory a body can turn into.
 */
final class LenientTree {

    static final int MAX_DEPTH = 64;
    static final int MAX_VALUES = 300_000;

    /** Elements of lists up to here know where they stand, so that what they give can keep its own bytes. */
    private static final int SLICED_DEPTH = 3;

    private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

    private final JsonParser parser;
    private final IdentityHashMap<JsonNode, Content.Span> spans = new IdentityHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private int values;

    LenientTree(JsonParser parser) {
        this.parser = parser;
    }

    IdentityHashMap<JsonNode, Content.Span> spans() {
        return spans;
    }

    List<String> notes() {
        return notes;
    }

    /** All values up to the end: one is itself, several are a list, whose elements know where they stand like those of any other. */
    JsonNode read() throws IOException {
        ArrayNode all = NODES.arrayNode();
        while (parser.nextToken() != null) {
            all.add(element(0, 0));
        }
        if (all.size() == 1) {
            spans.remove(all.get(0));
            return all.get(0);
        }
        return all;
    }

    private JsonNode value(int depth) throws IOException {
        if (++values > MAX_VALUES) {
            throw new Unreadable("too-many-values", "the body has more than %,d values".formatted(MAX_VALUES));
        }
        if (depth > MAX_DEPTH) {
            throw new Unreadable("too-deep", "the body is nested more than %d levels deep".formatted(MAX_DEPTH));
        }
        if (parser.getTypeId() != null) {
            throw new Unreadable("yaml-tag", "the body has a YAML tag; only plain values are read");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            default -> NODES.textNode(parser.getText());
        };
    }

    /** A number that no number of Java is, such as one with twelve digits in its exponent, is none: as NaN it is read and left out. */
    private JsonNode number() throws IOException {
        try {
            return exact();
        } catch (NumberFormatException | ArithmeticException outOfRange) {
            return NODES.numberNode(Double.NaN);
        }
    }

    private JsonNode exact() throws IOException {
        if (parser.isNaN()) {
            return NODES.numberNode(parser.getDoubleValue());
        }
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER -> NODES.numberNode(parser.getBigIntegerValue());
            default -> NODES.numberNode(parser.getDecimalValue());
        };
    }

    /** Of a field that stands there twice the first counts: it is what the sender's own readers of a stream see first. */
    private JsonNode object(int depth) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            JsonNode value = value(depth + 1);
            if (object.has(name)) {
                note("the field '%s' stands there twice; the first was read".formatted(name));
            } else {
                object.set(name, value);
            }
        }
        return object;
    }

    private JsonNode array(int depth) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(element(depth, depth + 1));
        }
        return array;
    }

    private JsonNode element(int listDepth, int depth) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        JsonNode element = value(depth);
        if (element.isObject() && listDepth < SLICED_DEPTH) {
            spans.put(element, new Content.Span(start, (int)
                    parser.currentLocation().getCharOffset()));
        }
        return element;
    }

    private void note(String text) {
        if (notes.size() < 20) {
            notes.add(Fields.storable(text));
        }
    }
}
