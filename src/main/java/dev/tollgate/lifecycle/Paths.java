package dev.tollgate.lifecycle;

import java.util.Map;
import java.util.Optional;

/** Dotted paths into values of JSON. */
final class Paths {

    private Paths() {}

    static Optional<Object> find(Map<String, Object> root, String path) {
        Object value = root;
        for (String name : path.split("\\.", -1)) {
            if (!(value instanceof Map<?, ?> fields) || fields.get(name) == null) {
                return Optional.empty();
            }
            value = fields.get(name);
        }
        return Optional.of(value);
    }
}
