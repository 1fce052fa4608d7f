package dev.tollgate.lifecycle;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where an exit gate stands. Computed by {@link GateRules#stateAt}; the legal moves are the table below. */
public enum GateState {
    /** A must-item is unmet or a condition is overdue. */
    NOT_READY,
    /** Nothing is missing; people may decide. */
    READY,
    /** A decision is open and its votes are being collected. */
    IN_REVIEW,
    PASSED,
    /** Passed, with open conditions. */
    CONDITIONALLY_PASSED,
    /** People put the verdict off to a date. */
    ON_HOLD,
    /** Passed, but a condition is overdue or a must-item is no longer met. */
    SUSPENDED,
    /** Passed once; a loop asks for a new decision, and something is missing for it. */
    REOPENED;

    private static final Map<GateState, Set<GateState>> MOVES = new EnumMap<>(Map.of(
            NOT_READY, EnumSet.of(READY, PASSED, ON_HOLD),
            READY, EnumSet.of(NOT_READY, IN_REVIEW, PASSED, CONDITIONALLY_PASSED, ON_HOLD, SUSPENDED, REOPENED),
            IN_REVIEW, EnumSet.of(NOT_READY, READY, PASSED, CONDITIONALLY_PASSED, ON_HOLD, SUSPENDED, REOPENED),
            PASSED, EnumSet.of(READY, CONDITIONALLY_PASSED, SUSPENDED, REOPENED),
            CONDITIONALLY_PASSED, EnumSet.of(READY, PASSED, SUSPENDED, REOPENED),
            ON_HOLD, EnumSet.of(NOT_READY, READY, IN_REVIEW, PASSED, CONDITIONALLY_PASSED, SUSPENDED, REOPENED),
            SUSPENDED, EnumSet.of(READY, PASSED, CONDITIONALLY_PASSED, REOPENED),
            REOPENED, EnumSet.of(NOT_READY, READY, PASSED, ON_HOLD)));

    public boolean canMoveTo(GateState next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether the gate lets a pipeline through: it stands passed, with or without open conditions. */
    public boolean stands() {
        return this == PASSED || this == CONDITIONALLY_PASSED;
    }
}
