package dev.tollgate.lifecycle;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a checklist item stands. The legal moves are the table below; {@code ItemStateTest} tries every pair. */
public enum ItemState {
    /** No evidence and no review yet, or all of it was invalidated. */
    NOT_STARTED,
    /** Evidence without a verdict of its own waits for a person's review. */
    IN_REVIEW,
    SATISFIED,
    /** The newest evidence failed, or a person rejected the item. */
    FAILED,
    /** Its evidence is too old, or what it named has been superseded. */
    STALE,
    /** A loop or a recycle asks for new evidence. */
    REOPENED,
    /** Unmet, and the risk of that is accepted for a time. */
    WAIVED,
    /** Does not apply to this project. */
    NOT_APPLICABLE;

    private static final Map<ItemState, Set<ItemState>> MOVES = new EnumMap<>(Map.of(
            NOT_STARTED, EnumSet.of(IN_REVIEW, SATISFIED, FAILED, STALE, WAIVED, NOT_APPLICABLE),
            IN_REVIEW, EnumSet.of(NOT_STARTED, SATISFIED, FAILED, STALE, REOPENED, WAIVED, NOT_APPLICABLE),
            SATISFIED, EnumSet.of(NOT_STARTED, IN_REVIEW, FAILED, STALE, REOPENED, WAIVED, NOT_APPLICABLE),
            FAILED, EnumSet.of(NOT_STARTED, IN_REVIEW, SATISFIED, STALE, REOPENED, WAIVED, NOT_APPLICABLE),
            STALE, EnumSet.of(NOT_STARTED, IN_REVIEW, SATISFIED, FAILED, REOPENED, WAIVED, NOT_APPLICABLE),
            REOPENED, EnumSet.of(IN_REVIEW, SATISFIED, FAILED, STALE, WAIVED, NOT_APPLICABLE),
            WAIVED, EnumSet.of(NOT_STARTED, IN_REVIEW, SATISFIED, FAILED, STALE, REOPENED, NOT_APPLICABLE),
            NOT_APPLICABLE, EnumSet.of(NOT_STARTED, IN_REVIEW, SATISFIED, FAILED, STALE, REOPENED, WAIVED)));

    public boolean canMoveTo(ItemState next) {
        return MOVES.getOrDefault(this, Set.of()).contains(next);
    }

    /** Whether an item in this state no longer blocks its gate. */
    public boolean isMet() {
        return this == SATISFIED || this == WAIVED || this == NOT_APPLICABLE;
    }
}
