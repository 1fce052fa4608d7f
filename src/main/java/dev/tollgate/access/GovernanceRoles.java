package dev.tollgate.access;

import java.util.Set;

/**
 * Roles that checklists ask for by name. They permit nothing by themselves: whoever decides needs {@link Role#GATEKEEPER} as well. A checklist
 * of one's own may name any others.
 */
final class GovernanceRoles {

    static final Set<String> STANDARD = Set.of(
            "sponsor",
            "product-owner",
            "model-owner",
            "data-owner",
            "lead-data-scientist",
            "service-owner",
            "sre",
            "security",
            "compliance",
            "head-of-risk");

    private GovernanceRoles() {}
}
