package dev.tollgate.checklist;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.GateDuties;
import dev.tollgate.lifecycle.Governance;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.RiskTier;
import java.time.Period;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of a checklist as people read it and the API shows it: the rules together with all their prose.
 *
 * @param id lower-case words joined by hyphens
 * @param version from 1 up; a published version never changes
 * @param attribution whose text it is, where it is not the publisher's own
 * @param dutiesSeparatedFrom the lowest tier from which whoever posted evidence for a gate's items does not vote on that gate
 * @param phases all four, each once
 * @param policyDefaults what checks read as {@code project.policy} where a project sets nothing else
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChecklistDocument(
        String id,
        int version,
        String title,
        String description,
        @Nullable Attribution attribution,
        RiskTier dutiesSeparatedFrom,
        List<PhaseSection> phases,
        List<Loop> loops,
        Map<String, Object> policyDefaults) {

    /** Who accepts evidence that passes its checks. */
    public enum Acceptance {
        /** The checks alone, where a machine posted it. */
        AUTOMATIC,
        /** A person, because a machine can judge its form and not its substance. */
        PERSON
    }

    public record Attribution(String title, String url, String licence, String licenceUrl, String changes) {}

    public record PhaseSection(Phase phase, String title, String summary, List<Item> items, Gate gate) {}

    /**
     * One row of the checklist.
     *
     * @param accountable the role that answers for it
     * @param evidence what to post, as a hint
     * @param needs items that come first, or a gate as {@code gate.data}; advice, not enforced
     * @param freshness when accepted evidence goes stale; absent where it never does
     * @param waiver whether and for how long the item may be waived; absent where the checklist says nothing
     * @param acceptance absent where one passing piece of evidence is enough
     * @param exampleEvidence the {@code data} of a piece of evidence that passes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            String id,
            String title,
            String explanation,
            String accountable,
            String evidence,
            List<String> needs,
            List<Check> checks,
            @Nullable String freshness,
            @Nullable String waiver,
            @Nullable Acceptance acceptance,
            Map<String, Object> exampleEvidence) {}

    /** @param cel an expression that is true where the evidence passes */
    public record Check(String name, String cel) {}

    /** @param exit the exit criteria in the document's words, which {@code criteria} takes apart */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Gate(
            String title,
            String exit,
            @Nullable String explanation,
            List<Criterion> criteria,
            List<StandingCondition> standingConditions) {}

    public record Criterion(String id, String title, List<String> must, List<String> should) {}

    public record StandingCondition(String item, String title, Period dueIn) {}

    /**
     * A way back from a later phase to an earlier one.
     *
     * @param reaffirms items whose old evidence a person may confirm instead of posting new
     * @param signal a CEL expression over a machine's signal that is true where the loop should be proposed; absent where only people propose it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Loop(
            Phase from,
            Phase to,
            String title,
            String explanation,
            List<LoopTrigger> triggers,
            List<String> reopens,
            List<String> invalidates,
            List<String> reaffirms,
            @Nullable String signal) {}

    public List<Item> items() {
        return phases.stream().flatMap(p -> p.items().stream()).toList();
    }

    /** What the rules need to know of this version, without the prose. */
    public Checklist rules() {
        Map<String, Checklist.ItemDefinition> items = new LinkedHashMap<>();
        Map<Phase, Checklist.GateDefinition> gates = new EnumMap<>(Phase.class);
        for (PhaseSection section : phases) {
            for (Item item : section.items()) {
                items.put(item.id(), new Checklist.ItemDefinition(item.id(), section.phase(), item.title()));
            }
            gates.put(section.phase(), rules(section.phase(), section.gate()));
        }
        return new Checklist(
                id,
                version,
                Collections.unmodifiableMap(items),
                Collections.unmodifiableMap(gates),
                loops.stream().map(ChecklistDocument::rules).toList(),
                Governance.plain(dutiesSeparatedFrom));
    }

    private static Checklist.GateDefinition rules(Phase phase, Gate gate) {
        return new Checklist.GateDefinition(
                phase,
                gate.title(),
                gate.criteria().stream()
                        .map(c -> new Checklist.Criterion(c.id(), c.title(), c.must(), c.should()))
                        .toList(),
                gate.standingConditions().stream()
                        .map(c -> new Checklist.StandingCondition(c.item(), c.title(), c.dueIn()))
                        .toList(),
                GateDuties.NONE);
    }

    private static Checklist.LoopDefinition rules(Loop loop) {
        return new Checklist.LoopDefinition(
                loop.from(),
                loop.to(),
                Set.copyOf(loop.triggers()),
                loop.reopens(),
                loop.invalidates(),
                loop.reaffirms(),
                java.util.Optional.empty());
    }
}
