package dev.tollgate.checklist;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.Expression;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.RiskTier;
import java.math.BigDecimal;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of a checklist as people read it and the API shows it: the rules together with all their prose. What the API shows can be
 * published again: it says nothing that a file could not say, in the same words.
 *
 * @param id lower-case words joined by hyphens
 * @param version from 1 up; a published version never changes
 * @param attribution whose text it is, where it is not the publisher's own
 * @param dutiesSeparatedFrom the lowest tier from which whoever posted evidence for a gate's items does not vote on that gate
 * @param governance who may decide what; absent where a quorum of 1, 2 and 3 is all there is to it
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
        @Nullable GovernanceSection governance,
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
     * @param waiver whether and for how long the item may be waived; absent where it may not
     * @param acceptance absent where one passing piece of evidence is enough
     * @param personFrom the lowest tier from which a person accepts whatever {@code acceptance} says; absent where no tier changes it
     * @param notApplicable the only reasons for which the item may be declared not applicable
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
            @Nullable FreshnessTerms freshness,
            @Nullable Waiver waiver,
            @Nullable Acceptance acceptance,
            @Nullable RiskTier personFrom,
            List<ScopeRule> notApplicable,
            Map<String, Object> exampleEvidence) {}

    /**
     * Either {@code cel} is there, or {@code metric} with one bound or both.
     *
     * @param cel an expression that is true where the evidence passes
     * @param metric name of a metric that keeps these bounds, themselves included
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Check(
            String name,
            @Nullable String cel,
            @Nullable String metric,
            @Nullable BigDecimal atLeast,
            @Nullable BigDecimal atMost,
            @JsonIgnore Expression expression) {}

    /**
     * @param text what it means, for people
     * @param longest the longest waiver of the whole item; a tier that is not named cannot waive it
     * @param checks the same for single checks, by name
     */
    public record Waiver(String text, Map<RiskTier, Span> longest, Map<String, Map<RiskTier, Span>> checks) {}

    /**
     * @param when CEL over {@code project}
     * @param role the role of whoever may say that it is so; absent where any person with the permission may
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ScopeRule(
            String id,
            String title,
            String when,
            @Nullable String role,
            @JsonIgnore Expression expression) {}

    /**
     * @param exit the exit criteria in the document's words, which {@code criteria} takes apart
     * @param duties who has to have a part in its decisions; absent where the quorum is enough
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Gate(
            String title,
            String exit,
            @Nullable String explanation,
            List<Criterion> criteria,
            List<StandingCondition> standingConditions,
            @Nullable Duties duties) {}

    public record Criterion(String id, String title, List<String> must, List<String> should) {}

    public record StandingCondition(String item, String title, Period dueIn) {}

    /**
     * @param chair the role that leads the gate; absent where nobody does
     * @param required for each tier the roles of which every one must be among those who approve a GO
     * @param vetoes roles whose holders may veto
     * @param validatedFrom the lowest tier from which a GO needs the opinion of an independent validator; absent where none does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Duties(
            @Nullable String chair,
            Map<RiskTier, List<String>> required,
            List<String> vetoes,
            @Nullable RiskTier validatedFrom) {}

    /**
     * A way back from a later phase to an earlier one.
     *
     * @param reaffirms items whose old evidence a person may confirm instead of posting new
     * @param signal when measurements propose the loop; absent where only people do
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
            @Nullable Signal signal) {}

    /**
     * @param kind what kind of measurement it looks at, such as {@code data-drift}
     * @param trigger what the proposed loop names as its trigger
     * @param when CEL over {@code signal}, {@code project} and {@code now}
     */
    public record Signal(
            String kind,
            LoopTrigger trigger,
            String when,
            @JsonIgnore Expression expression) {}

    public List<Item> items() {
        return phases.stream().flatMap(p -> p.items().stream()).toList();
    }

    /** What the rules need to know of this version, without the prose. */
    public Checklist rules() {
        return ChecklistRules.of(this);
    }
}
