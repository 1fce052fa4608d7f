package dev.tollgate.checklist;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tollgate.lifecycle.RiskTier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may decide what. Roles are names that tokens carry, such as {@code sponsor}.
 *
 * @param quorum approvals that a GO needs, 1 to 9, for every tier
 * @param waiverApprovers roles of which one is enough to grant a waiver; {@code chair} stands for the chair of the item's gate; where a tier
 *     is not named any person with the permission may
 * @param killers roles of which one is enough to KILL; empty where any gatekeeper may
 * @param overrideTerms {@code override} in the document; absent where a gate is never passed while it is not ready
 * @param targets where a project's targets stand; the GO of that item's gate locks them
 * @param kpis where its KPIs stand
 * @param approvedSources where the data sources stand whose ids expressions read as {@code project.approvedSources}
 * @param people where the people stand who have a part in the project
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GovernanceSection(
        Map<RiskTier, Integer> quorum,
        Map<RiskTier, List<String>> waiverApprovers,
        List<String> killers,
        @JsonProperty("override") @Nullable OverrideTerms overrideTerms,
        @Nullable FieldRef targets,
        @Nullable FieldRef kpis,
        @Nullable FieldRef approvedSources,
        @Nullable FieldRef people) {

    /**
     * @param role the executive role that may let a gate pass that is not ready
     * @param longest how long that lasts at most
     */
    public record OverrideTerms(String role, Span longest) {}

    /** A list in the evidence of an item. */
    public record FieldRef(String item, String field) {}
}
