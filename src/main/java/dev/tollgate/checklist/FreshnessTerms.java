package dev.tollgate.checklist;

import dev.tollgate.lifecycle.Freshness;
import dev.tollgate.lifecycle.RiskTier;
import java.util.List;
import java.util.Map;

/**
 * When accepted evidence goes stale.
 *
 * @param text what it means, for people
 * @param within how long it stays fresh, counted from its {@code observedAt}; a tier that is not named has no clock
 * @param until how long the clock matters
 * @param heartbeat whether such evidence comes again and again by itself
 * @param bindings fields that must keep naming what another item's evidence names
 */
public record FreshnessTerms(
        String text, Map<RiskTier, Span> within, Freshness.Until until, boolean heartbeat, List<Binding> bindings) {

    /**
     * @param field dotted path into this item's evidence
     * @param item the other item
     * @param its dotted path into that item's evidence
     */
    public record Binding(String field, String item, String its) {}
}
