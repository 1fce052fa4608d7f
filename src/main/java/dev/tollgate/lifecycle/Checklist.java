package dev.tollgate.lifecycle;

import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the rules need to know of one checklist version. Its prose (explanations, hints, examples) stays with the {@code checklist} package,
 * which reads the file and builds this.
 *
 * @param items by id, in the checklist's order
 * @param gates one for each phase
 * @param dutiesSeparatedFrom the lowest tier from which whoever posted evidence for a gate's items does not vote on that gate
 */
public record Checklist(
        String id,
        int version,
        Map<String, ItemDefinition> items,
        Map<Phase, GateDefinition> gates,
        List<LoopDefinition> loops,
        RiskTier dutiesSeparatedFrom) {

    public record ItemDefinition(String id, Phase phase, String title) {}

    /** @param standingConditions conditions that every GO of this gate opens */
    public record GateDefinition(
            Phase phase, String title, List<Criterion> criteria, List<StandingCondition> standingConditions) {

        /** The items that block this gate while they are unmet, in the order of the criteria, each once. */
        public List<String> mustItems() {
            return criteria.stream().flatMap(c -> c.must().stream()).distinct().toList();
        }
    }

    /**
     * One part of a gate's exit criteria.
     *
     * @param must items that block the gate while unmet
     * @param should items that are reported while unmet, and do not block
     */
    public record Criterion(String id, String title, List<String> must, List<String> should) {}

    /** @param dueIn counted from the GO that opens the condition, in UTC days */
    public record StandingCondition(String item, String title, Period dueIn) {}

    /**
     * A way back from a later phase to an earlier one.
     *
     * @param reopens items that need new evidence once the loop is confirmed
     * @param invalidates items whose evidence named something that the loop supersedes; they go stale
     */
    public record LoopDefinition(
            Phase from, Phase to, Set<LoopTrigger> triggers, List<String> reopens, List<String> invalidates) {}

    public ItemDefinition item(String itemId) {
        ItemDefinition item = items.get(itemId);
        if (item == null) {
            throw new IllegalArgumentException("checklist %s v%d has no item %s".formatted(id, version, itemId));
        }
        return item;
    }

    public GateDefinition gate(Phase phase) {
        GateDefinition gate = gates.get(phase);
        if (gate == null) {
            throw new IllegalArgumentException("checklist %s v%d has no gate for %s".formatted(id, version, phase));
        }
        return gate;
    }

    public Optional<LoopDefinition> loop(Phase from, Phase to) {
        return loops.stream().filter(l -> l.from() == from && l.to() == to).findFirst();
    }
}
