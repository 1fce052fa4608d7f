package dev.tollgate.insight.flow;

import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Something of one project that a metric counts, once its end is known. */
sealed interface Fact {

    /** The gate it counts for where metrics are told gate by gate. */
    Phase gate();

    /** When it ended: it counts in the window that holds this moment. */
    Instant at();

    /** One gate in one iteration. */
    record Cycle(Phase gate, int iteration) {}

    /**
     * A decision that took effect.
     *
     * @param asked since it was first asked for, counting attempts of the same cycle that votes rejected or that became void
     * @param waited since the gate was last ready; empty where it was not
     * @param everReady whether the gate was ready at any moment of the cycle so far
     * @param first whether it is the cycle's first verdict; a HOLD is none
     * @param phaseTime since the phase was entered, where the decision ends it
     * @param seen what it rested on
     */
    record Decided(
            Phase gate,
            Instant at,
            DecisionOutcome outcome,
            Cycle cycle,
            Duration asked,
            Optional<Duration> waited,
            boolean everReady,
            boolean first,
            Optional<Duration> phaseTime,
            Seen seen)
            implements Fact {

        boolean isConcordant() {
            return outcome.letsThrough() == seen.ready();
        }
    }

    /**
     * A decision's snapshot, counted.
     *
     * @param ready whether no must-item was unmet and no condition overdue
     * @param must must-items that apply
     * @param waived those of them that were waived
     */
    record Seen(boolean ready, int must, int waived) {}

    /** A GO although the gate was not ready. */
    record Overridden(Phase gate, Instant at) implements Fact {}

    /** @param leadTime since the project's creation; empty where it was live before */
    record WentLive(Instant at, Optional<Duration> leadTime) implements Fact {

        @Override
        public Phase gate() {
            return Phase.DEPLOY;
        }
    }

    /**
     * @param sunk since the project's creation
     * @param reached the furthest phase that the project has been in: a loop may have led back before the end
     */
    record Killed(Phase gate, Instant at, Duration sunk, Phase reached) implements Fact {}

    /**
     * A condition whose date has come.
     *
     * @param at the date
     * @param review whether it asks for the post-deployment review
     */
    record ConditionDue(Phase gate, Instant at, boolean onTime, boolean review) implements Fact {}

    /**
     * A confirmed loop.
     *
     * @param to the phase it leads back to
     * @param depth items reopened over all items of the project
     */
    record LoopOpened(Phase to, Instant at, double depth) implements Fact {

        @Override
        public Phase gate() {
            return to;
        }
    }

    /** A fault that a decision at this gate let through, as a loop says that leads back for it. */
    record Escaped(Phase gate, Instant at) implements Fact {}

    /**
     * A loop that the project has come back from.
     *
     * @param detect from the first breach to the proposal; empty where nobody said when the first breach was
     * @param confirm from the proposal to a person's word
     * @param rebuild from there to the gate being ready that ends the loop
     * @param decide from there to the decision
     */
    record LoopClosed(
            Phase to,
            Instant at,
            Optional<Duration> detect,
            Duration confirm,
            Optional<Duration> rebuild,
            Optional<Duration> decide,
            Duration restore)
            implements Fact {

        @Override
        public Phase gate() {
            return to;
        }
    }

    /** @param renewed whether the same item was waived before in the same iteration */
    record WaiverSettled(Phase gate, Instant at, boolean granted, boolean renewed) implements Fact {}

    /** One KPI of a post-deployment review. */
    record Attained(Instant at, double attainment) implements Fact {

        @Override
        public Phase gate() {
            return Phase.DEPLOY;
        }
    }
}
