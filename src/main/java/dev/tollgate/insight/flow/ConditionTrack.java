package dev.tollgate.insight.flow;

import dev.tollgate.insight.flow.ProjectFlow.OpenCondition;
import dev.tollgate.lifecycle.Event;
import java.time.Instant;
import java.util.Optional;

/** What the fold remembers of one condition. */
record ConditionTrack(Event.ConditionOpened opened, Optional<Instant> closedAt) {

    ConditionTrack(Event.ConditionOpened opened) {
        this(opened, Optional.empty());
    }

    ConditionTrack closed(Optional<Instant> at) {
        return new ConditionTrack(opened, at);
    }

    boolean isOpen() {
        return closedAt.isEmpty();
    }

    OpenCondition open() {
        return new OpenCondition(opened.gate(), opened.dueAt());
    }

    /**
     * How it was kept; empty where the project ended first, for then nobody had to.
     *
     * @param ended when the project was killed or retired
     */
    Optional<Fact> due(Optional<Instant> ended) {
        if (isOpen() && ended.filter(end -> !end.isAfter(opened.dueAt())).isPresent()) {
            return Optional.empty();
        }
        boolean onTime = closedAt.filter(at -> !at.isAfter(opened.dueAt())).isPresent();
        boolean review = opened.item().filter(Line.REVIEW::equals).isPresent();
        return Optional.of(new Fact.ConditionDue(opened.gate(), opened.dueAt(), onTime, review));
    }
}
