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
 */
public record Checklist(
        String id,
        int version,
        Map<String, ItemDefinition> items,
        Map<Phase, GateDefinition> gates,
        List<LoopDefinition> loops,
        Governance governance) {

    /**
     * @param checks every one must pass for evidence to satisfy the item
     * @param acceptance who accepts what passes them
     * @param personFrom the lowest tier from which a person accepts, whatever {@code acceptance} says; empty where no tier changes it
     * @param notApplicable the only reasons for which the item may be declared not applicable
     */
    public record ItemDefinition(
            String id,
            Phase phase,
            String title,
            List<Check> checks,
            Acceptance acceptance,
            Optional<RiskTier> personFrom,
            Freshness freshness,
            WaiverTerms waiver,
            List<ScopeRule> notApplicable) {

        public ItemDefinition {
            checks = List.copyOf(checks);
            notApplicable = List.copyOf(notApplicable);
        }

        /** An item that one passing piece of evidence satisfies for good. */
        public ItemDefinition(String id, Phase phase, String title) {
            this(
                    id,
                    phase,
                    title,
                    List.of(),
                    Acceptance.NONE,
                    Optional.empty(),
                    Freshness.LASTING,
                    WaiverTerms.NEVER,
                    List.of());
        }
    }

    /**
     * @param standingConditions conditions that every GO of this gate opens
     * @param duties who has to have a part in its decisions
     */
    public record GateDefinition(
            Phase phase,
            String title,
            List<Criterion> criteria,
            List<StandingCondition> standingConditions,
            GateDuties duties) {

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
     * @param reaffirms items whose old evidence a person may confirm instead of posting new
     * @param signal absent where only people propose the loop
     */
    public record LoopDefinition(
            Phase from,
            Phase to,
            Set<LoopTrigger> triggers,
            List<String> reopens,
            List<String> invalidates,
            List<String> reaffirms,
            Optional<SignalRule> signal) {

        /** A loop that only people propose, and that asks nobody to confirm anything. */
        public LoopDefinition(
                Phase from, Phase to, Set<LoopTrigger> triggers, List<String> reopens, List<String> invalidates) {
            this(from, to, triggers, reopens, invalidates, List.of(), Optional.empty());
        }
    }

    /**
     * When measurements propose a loop by themselves.
     *
     * @param kind the {@code kind} of the signals that it looks at, such as {@code data-drift}
     * @param trigger what the proposed loop names as its trigger
     * @param when over {@code signal} and {@code project}; {@code signal.consecutiveWindows} is counted by the core
     */
    public record SignalRule(String kind, LoopTrigger trigger, Expression when) {}

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
