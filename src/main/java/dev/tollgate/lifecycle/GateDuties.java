package dev.tollgate.lifecycle;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who has to have a part in a gate's decisions, beside the quorum. Roles are names that tokens carry.
 *
 * @param chair the role that leads the gate; empty where nobody does
 * @param required for each tier the roles of which every one must be among those who approve a GO
 * @param vetoes roles whose holders may veto
 * @param validatedFrom the lowest tier from which a GO needs the opinion of an independent validator
 */
public record GateDuties(
        Optional<String> chair,
        Map<RiskTier, Set<String>> required,
        Set<String> vetoes,
        Optional<RiskTier> validatedFrom) {

    public static final GateDuties NONE = new GateDuties(Optional.empty(), Map.of(), Set.of(), Optional.empty());

    public GateDuties {
        required = Map.copyOf(required);
        vetoes = Set.copyOf(vetoes);
    }

    public Set<String> required(RiskTier tier) {
        return required.getOrDefault(tier, Set.of());
    }

    public boolean validated(RiskTier tier) {
        return validatedFrom.filter(tier::isAtLeast).isPresent();
    }
}
