package dev.tollgate.expression;

import dev.cel.common.values.NullValue;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON values as CEL is to see them: every number a double, and lists and objects that know where they stand. Nothing is copied before it is
 * read.
 *
 * <p>A field that is null counts as absent. CEL knows null as a value that differs from every other, and {@code evidence.owner != ''} would
 * hold for it: silence is not consent.
 */
final class Json {

    private Json() {}

    static Obj variable(String name, Map<String, Object> values, Trace trace) {
        return new Obj(values, Place.variable(name), trace);
    }

    private static Object seen(Object raw, Place place, String spelled, Trace trace) {
        return switch (raw) {
            case Map<?, ?> map -> new Obj(map, place, trace);
            case List<?> list -> new Arr(list, place, spelled, trace);
            case Number number -> number.doubleValue();
            case Boolean bool -> bool;
            default -> raw.toString();
        };
    }

    static final class Obj extends AbstractMap<String, Object> {

        private final Map<?, ?> raw;
        private final Place place;
        private final Trace trace;

        private Obj(Map<?, ?> raw, Place place, Trace trace) {
            this.raw = raw;
            this.place = place;
            this.trace = trace;
        }

        Place place() {
            return place;
        }

        Trace trace() {
            return trace;
        }

        /** The object itself, for an expression that asks for it. */
        void notice(String spelled) {
            trace.add(spelled, place, raw);
        }

        /** The value of this field for an expression that asks for it, or null where there is none. */
        @Nullable Object read(String name, String spelled) {
            Object value = raw.get(name);
            if (value == null) {
                return null;
            }
            Place at = place.child(name);
            trace.add(spelled, at, value);
            return seen(value, at, spelled, trace);
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return raw.get(name) != null;
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            Object value = raw.get(name);
            return value == null ? null : seen(value, place.child(String.valueOf(name)), "", trace);
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            Map<String, Object> entries = new LinkedHashMap<>();
            raw.forEach((name, value) -> {
                if (value != null) {
                    entries.put(name.toString(), seen(value, place.child(name), "", trace));
                }
            });
            return entries.entrySet();
        }
    }

    static final class Arr extends AbstractList<Object> {

        private final List<?> raw;
        private final Place place;
        private final String spelled;
        private final Trace trace;

        private Arr(List<?> raw, Place place, String spelled, Trace trace) {
            this.raw = raw;
            this.place = place;
            this.spelled = spelled;
            this.trace = trace;
        }

        Place place() {
            return place;
        }

        /** Fetching is no reading: loops fetch one element more than they look at, and comparing lists fetches all of them. */
        @Override
        public Object get(int index) {
            Object value = raw.get(index);
            if (value == null) {
                return NullValue.NULL_VALUE;
            }
            Place at = place.child(index);
            String ofElements = Spelled.elements(spelled);
            trace.fetched(ofElements, at, value);
            return seen(value, at, ofElements, trace);
        }

        /** The element for an expression that asks for it. */
        Object read(int index, String spelledElement) {
            Object value = raw.get(index);
            if (value == null) {
                return NullValue.NULL_VALUE;
            }
            Place at = place.child(index);
            trace.add(spelledElement, at, value);
            return seen(value, at, spelledElement, trace);
        }

        @Override
        public int size() {
            return raw.size();
        }
    }

    /** What kind of value this is, in words. */
    static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case NullValue nothing -> "null";
            case String text -> "text";
            case Boolean bool -> "true or false";
            case Number number -> "a number";
            case List<?> list -> "a list";
            case Map<?, ?> map -> "an object";
            default -> "no JSON value";
        };
    }

    static String quoted(Object value) {
        return value instanceof String text
                ? "'" + Trace.shortened(text) + "'"
                : Objects.toString(Trace.shortened(value));
    }
}
