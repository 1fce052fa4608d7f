package dev.tollgate.insight.flow;

import dev.tollgate.ledger.RawEntry;
import dev.tollgate.lifecycle.Event;
import java.time.Instant;
import java.util.List;

/** One entry of the log as the fold reads it. */
record Line(Instant at, Event event) {

    /** Evidence of this item says what came of the project; it is the only evidence that a metric reads. */
    static final String REVIEW = "deploy.post-deployment-review";

    /** All that the fold looks at, beside the evidence of {@link #REVIEW}. The index event_of_flow names the same. */
    static final List<String> TYPES = List.of(
            "project.created",
            "project.updated",
            "project.state-changed",
            "project.phase-entered",
            "project.migrated",
            "gate.state-changed",
            "gate.decision-opened",
            "gate.decided",
            "gate.overridden",
            "condition.opened",
            "condition.closed",
            "condition.reopened",
            "waiver.requested",
            "waiver.granted",
            "waiver.refused",
            "waiver.expired",
            "waiver.withdrawn",
            "loop.proposed",
            "loop.confirmed",
            "loop.closed");

    static Line of(RawEntry entry) {
        return new Line(entry.at(), entry.event());
    }
}
