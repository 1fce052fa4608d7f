package dev.tollgate.insight.flow;

import dev.tollgate.insight.flow.ProjectFlow.OpenCondition;
import dev.tollgate.lifecycle.Event;
import java.time.Instant;
import java.util.Optional;

/** What the fold remembers of one condition. */
record ConditionTrack(Event.ConditionOpened opened, Instant openedAt, Optional<Instant> closedAt) {

    ConditionTrack(Event.ConditionOpened opened, Instant at) {
        this(opened, at, Optional.empty());
    }

    ConditionTrack closed(Optional<Instant> at) {
        return new ConditionTrack(opened, openedAt, at);
    }

    /** Whether the project's end made it pointless. What a KILL itself obliges to outlives the project. */
    boolean isMoot(Optional<Instant> ended) {
        return isOpen() && ended.filter(openedAt::isBefore).isPresent();
    }

    boolean isOpen() {
        return closedAt.isEmpty();
    }

    OpenCondition open() {
        return new OpenCondition(opened.gate(), opened.dueAt());
    }

    /**
     * How it was kept; empty where the project ended before its date, for then nobody had to.
     *
     * @param ended when the project was killed or retired
     */
    Optional<Fact> due(Optional<Instant> ended) {
        if (isMoot(ended) && ended.filter(end -> !end.isAfter(opened.dueAt())).isPresent()) {
            return Optional.empty();
        }
        boolean onTime = closedAt.filter(at -> !at.isAfter(opened.dueAt())).isPresent();
        boolean review = opened.item().filter(Line.REVIEW::equals).isPresent();
        return Optional.of(new Fact.ConditionDue(opened.gate(), opened.dueAt(), onTime, review));
    }
}
