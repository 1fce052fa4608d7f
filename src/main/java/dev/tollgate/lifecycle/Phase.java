package dev.tollgate.lifecycle;

import java.util.Locale;
import java.util.Optional;

/** The four phases a project walks through. Each ends in exactly one exit gate, so the phase is also what identifies the gate. */
public enum Phase {
    PLAN,
    DATA,
    MODEL,
    DEPLOY;

    /** The gate's id as it stands in paths and events: {@code plan}, {@code data}, {@code model}, {@code deploy}. */
    public String gate() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The phase whose gate has this id, or empty where no gate is called so. */
    public static Optional<Phase> ofGate(String gate) {
        for (Phase phase : values()) {
            if (phase.gate().equals(gate)) {
                return Optional.of(phase);
            }
        }
        return Optional.empty();
    }

    /** The phase that a GO of this one's gate opens; empty after {@link #DEPLOY}. */
    public Optional<Phase> next() {
        return this == DEPLOY ? Optional.empty() : Optional.of(values()[ordinal() + 1]);
    }

    public boolean isBefore(Phase other) {
        return ordinal() < other.ordinal();
    }
}
