package dev.tollgate.insight.flow;

import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.Loop;
import dev.tollgate.lifecycle.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the fold remembers of one loop.
 *
 * @param confirmedAt meaningful once {@code effect} is there
 */
record LoopTrack(Event.LoopProposed proposed, Instant proposedAt, Instant confirmedAt, Optional<Loop.Effect> effect) {

    LoopTrack(Event.LoopProposed proposed, Instant at) {
        this(proposed, at, at, Optional.empty());
    }

    LoopTrack confirmedAt(Instant at, Loop.Effect with) {
        return new LoopTrack(proposed, proposedAt, at, Optional.of(with));
    }

    Phase to() {
        return proposed.to();
    }

    /** The gate whose GO ends it. */
    Phase returnsAt() {
        return effect.map(Loop.Effect::returnsAt).orElse(proposed.from());
    }

    /** @param waited how long the gate that ended it had been ready */
    Fact closed(Instant at, Optional<Duration> waited) {
        Optional<Instant> firstBreachAt = proposed.firstBreachAt();
        Duration since = Duration.between(confirmedAt, at);
        // A gate may have been ready since before the loop, where the loop reopened nothing of it.
        Optional<Duration> decide = waited.map(wait -> wait.compareTo(since) > 0 ? since : wait);
        return new Fact.LoopClosed(
                to(),
                at,
                firstBreachAt.map(breach -> Duration.between(breach, proposedAt)),
                Duration.between(proposedAt, confirmedAt),
                decide.map(since::minus),
                decide,
                Duration.between(firstBreachAt.orElse(proposedAt), at));
    }
}
