package dev.tollgate.lifecycle;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a project as a whole stands. */
public enum ProjectState {
    ACTIVE,
    /** The Deploy gate has passed; monitoring goes on. */
    LIVE,
    /** The gate of its phase is on hold. */
    ON_HOLD,
    /** Stopped by a KILL before it was live, or while a loop reworked it. Final. */
    KILLED,
    /** A live project that a KILL took out of service. Final. */
    RETIRED;

    private static final Map<ProjectState, Set<ProjectState>> MOVES = new EnumMap<>(Map.of(
            ACTIVE, EnumSet.of(LIVE, ON_HOLD, KILLED),
            LIVE, EnumSet.of(ACTIVE, RETIRED),
            ON_HOLD, EnumSet.of(ACTIVE, LIVE, KILLED),
            KILLED, EnumSet.noneOf(ProjectState.class),
            RETIRED, EnumSet.noneOf(ProjectState.class)));

    public boolean canMoveTo(ProjectState next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether nothing more can happen to the project. */
    public boolean isClosed() {
        return this == KILLED || this == RETIRED;
    }
}
