package dev.tollgate.insight.flow;

import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ProjectState;
import dev.tollgate.lifecycle.RiskTier;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What one project's log says of its flow, up to the moment that it was read for.
 *
 * @param facts in the order of the log
 * @param liveSince when it first went live
 * @param closedAt when it was killed or retired
 * @param conditions those that are not closed and still matter
 * @param waivers those granted in the present iteration that nobody withdrew
 */
record ProjectFlow(
        UUID id,
        Labels labels,
        List<Fact> facts,
        Standing standing,
        Optional<Instant> liveSince,
        Optional<Instant> closedAt,
        List<OpenCondition> conditions,
        List<Waiver> waivers) {

    /** What projects are grouped by, as it stands at the end. */
    record Labels(String owner, RiskTier tier, ChecklistRef checklist) {}

    record Standing(ProjectState state, Phase phase, Instant phaseSince) {

        /** Started and not finished: a live project has finished, and so has a killed one. */
        boolean inProgress() {
            return state == ProjectState.ACTIVE || state == ProjectState.ON_HOLD;
        }
    }

    record OpenCondition(Phase gate, Instant dueAt) {}

    /** @param expired when the log says it expired */
    record Waiver(String item, Phase gate, Instant grantedAt, Instant expiresAt, Optional<Instant> expired) {

        boolean isOpenAt(Instant moment) {
            return expired.isEmpty() && expiresAt.isAfter(moment);
        }
    }

    ProjectFlow {
        facts = List.copyOf(facts);
        conditions = List.copyOf(conditions);
        waivers = List.copyOf(waivers);
    }
}
