package dev.tollgate.insight.flow;

import dev.tollgate.lifecycle.Phase;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What is counted in the database, because nothing but the number matters.
 *
 * @param unmet items that block as they stand now, of projects that had a waiver run out
 */
record Beside(List<Accepted> accepted, List<Items> items, Set<UnmetItem> unmet) {

    /** Passing evidence that arrived in the window and that nobody invalidated. */
    record Accepted(UUID project, Phase phase, long all, long byMachines) {}

    /**
     * How the items of a phase stand now.
     *
     * @param live whether the project is live
     */
    record Items(UUID project, Phase phase, boolean live, long all, long satisfied, long stale, long notApplicable) {}

    record UnmetItem(UUID project, String item) {}
}
