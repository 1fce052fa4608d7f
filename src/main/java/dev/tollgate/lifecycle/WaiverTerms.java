package dev.tollgate.lifecycle;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Whether, and for how long at most, an item or one of its checks may be waived.
 *
 * @param item the longest waiver of the whole item; a tier that is not named cannot waive it
 * @param checks the same for single checks, by name
 */
public record WaiverTerms(Map<RiskTier, Duration> item, Map<String, Map<RiskTier, Duration>> checks) {

    public static final WaiverTerms NEVER = new WaiverTerms(Map.of(), Map.of());

    public WaiverTerms {
        item = Map.copyOf(item);
        checks = Map.copyOf(checks);
    }

    /** The longest that a waiver may last at this tier; empty where there is none to be had. */
    public Optional<Duration> longest(Optional<String> check, RiskTier tier) {
        Map<RiskTier, Duration> caps =
                check.map(name -> checks.getOrDefault(name, Map.of())).orElse(item);
        return Optional.ofNullable(caps.get(tier));
    }
}
