package dev.tollgate.gate;

import dev.tollgate.lifecycle.Condition;
import dev.tollgate.lifecycle.ConditionState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A condition as it stands at the moment of the answer. */
record ConditionJson(
        UUID id,
        String gate,
        String title,
        String owner,
        @Nullable String item,
        ConditionState state,
        Instant openedAt,
        Instant dueAt,
        @Nullable Instant closedAt,
        @Nullable String closedBy,
        @Nullable String comment,
        UUID decision) {

    static ConditionJson of(Condition c, Instant now) {
        return new ConditionJson(
                c.id(),
                c.gate().gate(),
                c.title(),
                c.owner(),
                c.item().orElse(null),
                c.stateAt(now),
                c.openedAt(),
                c.dueAt(),
                c.closure().map(Condition.Closure::closedAt).orElse(null),
                c.closure().map(closure -> closure.closedBy().id()).orElse(null),
                c.closure().map(Condition.Closure::comment).orElse(null),
                c.decision());
    }
}
