package dev.tollgate.lifecycle;

/**
 * One thing that a gate still lacks.
 *
 * @param ref the item's id, the condition's id or the gate's id, after its kind
 * @param state its state, as the contract spells it
 * @param reason what is wrong with it, in a few words
 */
public record Unmet(Kind kind, String ref, String title, String state, String reason) {

    public enum Kind {
        ITEM,
        CONDITION,
        GATE
    }
}
