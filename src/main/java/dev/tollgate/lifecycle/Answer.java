package dev.tollgate.lifecycle;

import java.util.List;
import java.util.Optional;

/** What an {@link Expression} says. */
public sealed interface Answer {

    /** One value that the expression read. */
    record Reading(String path, Object value) {}

    record Yes() implements Answer {}

    /** @param readings what it read, in the order of the expression; at most a dozen */
    record No(List<Reading> readings) implements Answer {

        public No {
            readings = List.copyOf(readings);
        }
    }

    /**
     * The variables do not allow an answer. Counts as a no wherever something depends on it: silence is not consent.
     *
     * @param missing path of the first field that is not there, such as {@code evidence.metrics.auc}; empty where something else is wrong
     */
    record Unanswerable(String reason, Optional<String> missing) implements Answer {}

    default boolean isYes() {
        return this instanceof Yes;
    }
}
