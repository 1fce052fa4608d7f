package dev.tollgate.lifecycle;

import java.util.Map;
import java.util.Optional;

/**
 * What checks need to know of a project that no evidence tells.
 *
 * @param primaryMetric name of the metric that candidates are compared by
 * @param primaryDirection which way it is better
 * @param affectsPersons whether decisions about people rest on the model
 * @param policy limits of this project's own, by the names that its checklist gives them
 */
public record Framing(
        Optional<String> primaryMetric,
        Direction primaryDirection,
        boolean affectsPersons,
        Map<String, Object> policy) {

    public enum Direction {
        MAX,
        MIN
    }

    /** Where nobody has said anything: the careful assumptions. */
    public static final Framing UNSET = new Framing(Optional.empty(), Direction.MAX, true, Map.of());

    public Framing {
        policy = Map.copyOf(policy);
    }
}
