package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An obligation that a decision left behind.
 *
 * @param state as last recorded; {@link #stateAt} says how it stands at a given time
 * @param item the item whose passing evidence closes it, if any
 */
public record Condition(
        UUID id,
        Phase gate,
        UUID decision,
        String title,
        String owner,
        Optional<String> item,
        ConditionState state,
        Instant openedAt,
        Instant dueAt,
        Optional<Closure> closure) {

    /** @param evidence that closed it by passing; empty where a person did */
    public record Closure(Actor closedBy, Instant closedAt, String comment, Optional<UUID> evidence) {}

    public ConditionState stateAt(Instant now) {
        return state == ConditionState.OPEN && dueAt.isBefore(now) ? ConditionState.OVERDUE : state;
    }

    public boolean isClosed() {
        return state == ConditionState.CLOSED;
    }

    boolean wasClosedBy(UUID evidence) {
        return closure.flatMap(Closure::evidence).filter(evidence::equals).isPresent();
    }

    boolean waitsFor(String itemId) {
        return !isClosed() && item.filter(itemId::equals).isPresent();
    }

    Condition overdue() {
        return new Condition(id, gate, decision, title, owner, item, ConditionState.OVERDUE, openedAt, dueAt, closure);
    }

    Condition closed(Closure by) {
        return new Condition(
                id, gate, decision, title, owner, item, ConditionState.CLOSED, openedAt, dueAt, Optional.of(by));
    }

    /** Its evidence turned out to be wrong: the obligation is back, with the day it had. */
    Condition reopened() {
        return new Condition(
                id, gate, decision, title, owner, item, ConditionState.OPEN, openedAt, dueAt, Optional.empty());
    }
}
