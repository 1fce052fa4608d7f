package dev.tollgate.intake;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of a body, read leniently: what is not there, or is of another kind than asked for, is absent and no error. Places are JSON Pointers
 * (RFC 6901). Texts that come out of here can be stored: without U+0000 and halves of surrogate pairs, which become U+FFFD.
 */
public final class Fields {

    public static final Fields NONE = new Fields(MissingNode.getInstance());

    /** Years that a date can reasonably have: 1970 to 9999. What lies beyond is a mark for "never", such as Go's year 1. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private static final Pattern BASIC = Pattern.compile("^(\\d{4})(\\d{2})(\\d{2})T(\\d{2})(\\d{2})(\\d{2})");

    private final JsonNode node;

    public Fields(JsonNode node) {
        this.node = node;
    }

    JsonNode node() {
        return node;
    }

    public Fields at(String pointer) {
        return new Fields(node.at(JsonPointer.compile(pointer)));
    }

    /** Something is there, be it null. */
    public boolean has(String pointer) {
        return !node.at(JsonPointer.compile(pointer)).isMissingNode();
    }

    public boolean isObject() {
        return node.isObject();
    }

    public boolean isList() {
        return node.isArray();
    }

    /** A number, be it not finite. */
    public boolean isNumber() {
        return node.isNumber();
    }

    public boolean isEmpty() {
        return node.isEmpty();
    }

    /** Whether it is this very text. */
    public boolean is(String pointer, String text) {
        return text(pointer).filter(text::equals).isPresent();
    }

    /** A text, a number or a boolean as text; never blank. */
    public Optional<String> text(String pointer) {
        return at(pointer).text();
    }

    /** A text that this format always has. */
    public String require(String pointer) {
        return text(pointer)
                .orElseThrow(() -> new Unreadable("missing-field", "there is no usable %s".formatted(pointer)));
    }

    public Optional<String> text() {
        return node.isValueNode() && !node.isNull()
                ? Optional.of(storable(node.asText())).filter(text -> !text.isBlank())
                : Optional.empty();
    }

    public Optional<Boolean> flag(String pointer) {
        JsonNode there = at(pointer).node;
        return there.isBoolean() ? Optional.of(there.booleanValue()) : Optional.empty();
    }

    /** A finite number, or a text that is one. */
    public Optional<Double> number(String pointer) {
        return at(pointer).number();
    }

    public Optional<Double> number() {
        if (node.isNumber()) {
            return finite(node.doubleValue());
        }
        try {
            return node.isTextual() && node.textValue().length() <= 64
                    ? finite(new BigDecimal(node.textValue().strip()).doubleValue())
                    : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private static Optional<Double> finite(double value) {
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    /** A time in ISO 8601, in its extended or basic form, where no zone is said in UTC; or milliseconds since 1970, as number or text. */
    public Optional<Instant> time(String pointer) {
        Fields there = at(pointer);
        Optional<Instant> time = there.text().flatMap(Fields::iso);
        return (time.isPresent() ? time : there.number().map(ms -> Instant.ofEpochMilli(ms.longValue())))
                .filter(t -> t.isAfter(EARLIEST) && t.isBefore(LATEST));
    }

    /** A time in seconds since 1970, with or without a fraction. */
    public Optional<Instant> seconds(String pointer) {
        return number(pointer)
                .map(seconds -> Instant.ofEpochMilli((long) (seconds * 1000)))
                .filter(t -> t.isAfter(EARLIEST) && t.isBefore(LATEST));
    }

    private static Optional<Instant> iso(String text) {
        // GitLab writes its zone as a word.
        String clean = extended(text.strip().replaceFirst(" UTC$", "Z").replace(' ', 'T'));
        try {
            return Optional.of(OffsetDateTime.parse(clean).toInstant());
        } catch (DateTimeException noOffset) {
            return local(clean);
        }
    }

    /** Of the basic form {@code 20260302T101500Z} the one with hyphens and colons. */
    private static String extended(String text) {
        return BASIC.matcher(text).replaceFirst("$1-$2-$3T$4:$5:$6");
    }

    private static Optional<Instant> local(String text) {
        try {
            return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** The elements of a list; none where it is no list. */
    public List<Fields> list(String pointer) {
        List<Fields> elements = new ArrayList<>();
        JsonNode there = at(pointer).node;
        if (there.isArray()) {
            there.forEach(element -> elements.add(new Fields(element)));
        }
        return elements;
    }

    /** The elements where it is a list, else itself alone. */
    public List<Fields> each() {
        return node.isArray() ? list("") : List.of(this);
    }

    /** The fields of an object in their order; none where it is no object. */
    public Map<String, Fields> entries(String pointer) {
        Map<String, Fields> entries = new LinkedHashMap<>();
        JsonNode there = at(pointer).node;
        if (there.isObject()) {
            there.properties().forEach(e -> entries.put(storable(e.getKey()), new Fields(e.getValue())));
        }
        return entries;
    }

    /** Every value below that is neither object nor list, under its path joined with dots; elements of lists by their index. */
    public Map<String, Fields> leaves() {
        Map<String, Fields> leaves = new LinkedHashMap<>();
        collect("", node, leaves);
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, Fields> leaves) {
        String prefix = path.isEmpty() ? "" : path + ".";
        if (node.isObject()) {
            node.properties().forEach(e -> collect(prefix + storable(e.getKey()), e.getValue(), leaves));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(prefix + i, node.get(i), leaves);
            }
        } else if (!node.isMissingNode()) {
            leaves.put(path, new Fields(node));
        }
    }

    /** As a plain value of JSON that can be stored: numbers that are not finite are null. */
    public @Nullable Object value() {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                entries("").forEach((name, value) -> fields.put(name, value.value()));
                yield fields;
            }
            case ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                list("").forEach(element -> elements.add(element.value()));
                yield elements;
            }
            case STRING -> storable(node.textValue());
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number().isPresent() ? exact() : null;
            default -> null;
        };
    }

    private Number exact() {
        if (node.canConvertToInt() && node.isIntegralNumber()) {
            return node.intValue();
        }
        return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : node.decimalValue();
    }

    static String storable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().map(c -> isStorable(c) ? c : 0xFFFD).forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isStorable(int codePoint) {
        return codePoint != 0 && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
    }

    /** The JSON of it, for messages and keys. */
    @Override
    public String toString() {
        return node.toString();
    }
}
