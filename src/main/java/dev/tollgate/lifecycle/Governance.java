package dev.tollgate.lifecycle;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may decide what, in one checklist version. Roles are names that tokens carry, such as {@code sponsor}.
 *
 * @param dutiesSeparatedFrom the lowest tier from which whoever posted evidence for a gate's items does not vote on that gate
 * @param quorum approvals that a GO needs, 1 to 9, for every tier
 * @param waiverApprovers roles of which one is enough to grant a waiver; {@code chair} stands for the chair of the item's gate; an empty set lets
 *     any person with the permission do it
 * @param killers roles of which one is enough to KILL; an empty set lets any gatekeeper do it
 * @param override absent where a gate is never passed while it is not ready
 * @param policy what expressions read as {@code project.policy} where a project sets nothing else
 * @param targets where a project's targets stand; the GO of that item's gate locks them
 * @param kpis where its KPIs stand
 * @param approvedSources where the data sources stand whose ids expressions read as {@code project.approvedSources}
 * @param people where the people stand who have a part in the project, each with {@code person} and {@code role}
 */
public record Governance(
        RiskTier dutiesSeparatedFrom,
        Map<RiskTier, Integer> quorum,
        Map<RiskTier, Set<String>> waiverApprovers,
        Set<String> killers,
        Optional<OverrideTerms> override,
        Map<String, Object> policy,
        Optional<FieldRef> targets,
        Optional<FieldRef> kpis,
        Optional<FieldRef> approvedSources,
        Optional<FieldRef> people) {

    /** The role in {@code people} whose holders do the work, and so do not validate it or move its targets. */
    public static final String CONTRIBUTOR = "contributor";

    /** The role that stands for the chair of the gate in question. */
    public static final String CHAIR = "chair";

    /** The role of the independent validator. */
    public static final String VALIDATOR = "validator";

    /** A list in the evidence of an item. */
    public record FieldRef(String item, String field) {}

    /**
     * @param role the executive role that may let a gate pass that is not ready
     * @param longest how long that lasts at most
     */
    public record OverrideTerms(String role, Duration longest) {}

    public Governance {
        quorum = Map.copyOf(quorum);
        waiverApprovers = Map.copyOf(waiverApprovers);
        killers = Set.copyOf(killers);
    }

    /** As simple as it gets: quorum 1, 2 and 3, and no role asked for. */
    public static Governance plain(RiskTier dutiesSeparatedFrom) {
        return new Governance(
                dutiesSeparatedFrom,
                Map.of(RiskTier.LOW, 1, RiskTier.MEDIUM, 2, RiskTier.HIGH, 3),
                Map.of(),
                Set.of(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public int quorum(RiskTier tier) {
        return quorum.getOrDefault(tier, 1);
    }

    public Set<String> waiverApprovers(RiskTier tier) {
        return waiverApprovers.getOrDefault(tier, Set.of());
    }
}
