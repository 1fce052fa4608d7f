package dev.tollgate.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From a JSON tree to a record, collecting every error on the way instead of stopping at the first. Knows records, lists, maps and the
 * scalars of {@link JsonScalar}; converts nothing silently: {@code "1"} is no number, {@code 1} no text, {@code 1.0} no whole number.
 *
 * <p>Jackson's own binding was refused: it stops at the first error, names Java classes in it, reads {@code "NaN"} as a double and takes
 * numbers for timestamps and enums.
 */
final class JsonBinder {

    private final List<FieldError> errors = new ArrayList<>();

    /** What was wrong so far, in the order of the type's fields. */
    List<FieldError> errors() {
        return errors;
    }

    /** The value, or null where it is absent or wrong. */
    @Nullable Object bind(Type type, @Nullable JsonNode node, String at) {
        if (node == null || node.isNull()) {
            return null;
        }
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class
                    ? list(generic.getActualTypeArguments()[0], node, at)
                    : map(generic.getActualTypeArguments()[1], node, at);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == JsonNode.class) {
            return node;
        }
        if (raw == ObjectNode.class) {
            return node.isObject() ? node : wrongType(at, "an object");
        }
        return raw.isRecord() ? record(raw, node, at) : scalar(raw, node, at);
    }

    private @Nullable Object record(Class<?> type, JsonNode node, String at) {
        if (!node.isObject()) {
            return wrongType(at, "an object");
        }
        RecordComponent[] components = type.getRecordComponents();
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                String detail = "there is no field '%s' here".formatted(name);
                errors.add(FieldError.pointer(JsonPointer.child(at, name), "unknown-field", detail)
                        .allowing(names));
            }
        });
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] =
                    bind(components[i].getGenericType(), node.get(names.get(i)), JsonPointer.child(at, names.get(i)));
        }
        return construct(type, values, at);
    }

    private @Nullable Object construct(Class<?> type, @Nullable Object[] values, String at) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                errors.add(FieldError.pointer(at, "invalid", String.valueOf(refused.getMessage())));
                return null;
            }
            throw new IllegalStateException("the constructor of %s failed".formatted(type), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("every record has its canonical constructor", e);
        }
    }

    private @Nullable Object list(Type element, JsonNode node, String at) {
        if (!node.isArray()) {
            return wrongType(at, "a list");
        }
        List<@Nullable Object> values = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            values.add(element(element, node.get(i), JsonPointer.child(at, i)));
        }
        return Collections.unmodifiableList(values);
    }

    private @Nullable Object map(Type element, JsonNode node, String at) {
        if (!node.isObject()) {
            return wrongType(at, "an object");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            Object value = element(element, entry.getValue(), JsonPointer.child(at, entry.getKey()));
            if (value != null) {
                values.put(entry.getKey(), value);
            }
        });
        return values;
    }

    private @Nullable Object element(Type type, JsonNode node, String at) {
        return node.isNull() ? wrongType(at, "a value, not null") : bind(type, node, at);
    }

    private @Nullable Object scalar(Class<?> type, JsonNode node, String at) {
        JsonScalar scalar = JsonScalar.of(type);
        try {
            return scalar.read(node);
        } catch (JsonScalar.Unreadable e) {
            FieldError error = FieldError.pointer(at, e.code(), name(at) + " must be " + scalar.description());
            errors.add(scalar.allowed().isEmpty() ? error : error.allowing(scalar.allowed()));
            return null;
        }
    }

    private @Nullable Object wrongType(String at, String expected) {
        errors.add(FieldError.pointer(at, "wrong-type", name(at) + " must be " + expected));
        return null;
    }

    private static String name(String at) {
        return at.isEmpty() ? "the body" : at.substring(at.lastIndexOf('/') + 1);
    }
}
