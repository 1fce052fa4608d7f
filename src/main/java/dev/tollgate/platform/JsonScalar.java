package dev.tollgate.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * How one scalar type is read from JSON.
 *
 * @param description what a right value looks like, to stand behind "must be"
 * @param allowed the values of an enum; empty for every other type
 */
record JsonScalar(String description, List<String> allowed, Reading reading) {

    private static final Pattern TIMESTAMP = Pattern.compile(
            "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,9})?([Zz]|[+-][0-9]{2}:[0-9]{2})");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

    /** RFC 9562 section 4; {@link UUID#fromString} alone takes shorter groups. */
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final JsonScalar TEXT = of("text", JsonScalar::text);
    private static final JsonScalar TRUTH = of("true or false", node -> {
        require(node.isBoolean());
        return node.booleanValue();
    });
    private static final JsonScalar WHOLE = of("a whole number between -2147483648 and 2147483647", node -> {
        require(node.isIntegralNumber() && node.canConvertToInt());
        return node.intValue();
    });
    private static final JsonScalar LONG = of("a whole number of at most 63 bits", node -> {
        require(node.isIntegralNumber() && node.canConvertToLong());
        return node.longValue();
    });
    private static final JsonScalar NUMBER = of("a finite number", node -> {
        require(node.isNumber());
        return node.doubleValue();
    });
    private static final JsonScalar DECIMAL = of("a finite number", node -> {
        require(node.isNumber());
        return node.decimalValue();
    });
    private static final JsonScalar INSTANT =
            of("a time with its zone such as 2026-11-22T09:30:00Z (RFC 3339)", node -> instant(text(node)));
    private static final JsonScalar DAY =
            of("a date such as 2026-11-22", node -> LocalDate.parse(matching(DATE, text(node))));

    private static final JsonScalar ID = of(
            "a UUID such as 01986fa3-b7d2-7000-8000-000000000017",
            node -> UUID.fromString(matching(UUID_TEXT, text(node))));

    /**
     * @throws Unreadable where the text is no RFC 3339 timestamp
     * @throws DateTimeException where there is no such day or hour
     */
    static Instant instant(String text) throws Unreadable {
        return OffsetDateTime.parse(matching(TIMESTAMP, text).toUpperCase(Locale.ROOT))
                .toInstant();
    }

    /** Reads a node of the right kind, or throws {@link Unreadable} or what {@code java.time} throws. */
    interface Reading {
        Object read(JsonNode node) throws Unreadable;
    }

    /** The node is of another type, or of the right one with a value that is not allowed. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final String code;

        Unreadable(String code) {
            super(code, null, false, false);
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    static JsonScalar of(Class<?> type) {
        if (type.isEnum()) {
            return oneOf(type);
        }
        return switch (type.getName()) {
            case "java.lang.String" -> TEXT;
            case "java.lang.Boolean", "boolean" -> TRUTH;
            case "java.lang.Integer", "int" -> WHOLE;
            case "java.lang.Long", "long" -> LONG;
            case "java.lang.Double", "double" -> NUMBER;
            case "java.math.BigDecimal" -> DECIMAL;
            case "java.time.Instant" -> INSTANT;
            case "java.time.LocalDate" -> DAY;
            case "java.util.UUID" -> ID;
            default -> throw new IllegalArgumentException("request records have no fields of " + type);
        };
    }

    Object read(JsonNode node) throws Unreadable {
        try {
            return reading.read(node);
        } catch (DateTimeException noSuchDay) {
            throw new Unreadable("bad-format");
        }
    }

    private static JsonScalar of(String description, Reading reading) {
        return new JsonScalar(description, List.of(), reading);
    }

    private static JsonScalar oneOf(Class<?> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
        return new JsonScalar("one of " + String.join(", ", names), names, node -> {
            int index = names.indexOf(text(node));
            if (index < 0) {
                throw new Unreadable("not-allowed");
            }
            return type.getEnumConstants()[index];
        });
    }

    private static String text(JsonNode node) throws Unreadable {
        require(node.isTextual());
        return node.textValue();
    }

    private static void require(boolean rightType) throws Unreadable {
        if (!rightType) {
            throw new Unreadable("wrong-type");
        }
    }

    private static String matching(Pattern pattern, String text) throws Unreadable {
        if (!pattern.matcher(text).matches()) {
            throw new Unreadable("bad-format");
        }
        return text;
    }
}
