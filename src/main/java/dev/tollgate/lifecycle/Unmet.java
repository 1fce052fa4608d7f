package dev.tollgate.lifecycle;

import java.util.List;

/**
 * One thing that a gate still lacks.
 *
 * @param ref the item's id, the condition's id or the gate's id, after its kind
 * @param state its state, as the contract spells it
 * @param reason what is wrong with it, in a few words
 * @param findings of the checks that its evidence does not pass
 */
public record Unmet(Kind kind, String ref, String title, String state, String reason, List<Finding> findings) {

    Unmet(Kind kind, String ref, String title, String state, String reason) {
        this(kind, ref, title, state, reason, List.of());
    }

    public enum Kind {
        ITEM,
        CONDITION,
        GATE,
        /** The opinion of an independent validator. */
        VALIDATION,
        VETO
    }
}
