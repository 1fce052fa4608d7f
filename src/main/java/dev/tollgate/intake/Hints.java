package dev.tollgate.intake;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the sender's URL says beside the body, in its query. It fills in what the body leaves open and never overrides what it proves. */
public record Hints(Map<String, String> values) {

    public static final Hints NONE = new Hints(Map.of());

    public Hints {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    public Optional<String> get(Hint hint) {
        return Optional.ofNullable(values.get(hint.id()));
    }
}
