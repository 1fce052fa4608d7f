package dev.tollgate.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * When accepted evidence goes stale, of both kinds: by the clock, and by what it names being superseded.
 *
 * @param within how long it stays fresh, counted from its {@code observedAt}; a tier that is not named has no clock
 * @param until how long the clock matters
 * @param bindings fields that must keep naming what another item's evidence names
 * @param heartbeat whether evidence comes again and again by itself: renewing it is then no change of what a decision rests on
 */
public record Freshness(Map<RiskTier, Duration> within, Until until, List<Binding> bindings, boolean heartbeat) {

    public enum Until {
        /** The clock always runs. */
        ALWAYS,
        /** Only until the gate of the item's phase has passed. */
        GATE,
        /** Only until the project is live. */
        LIVE
    }

    /**
     * @param field dotted path into this item's evidence, such as {@code datasetVersion}
     * @param item the other item
     * @param itsField dotted path into that item's evidence, such as {@code outputVersion}
     */
    public record Binding(String field, String item, String itsField) {}

    public static final Freshness LASTING = new Freshness(Map.of(), Until.ALWAYS, List.of(), false);

    public Freshness {
        within = Map.copyOf(within);
        bindings = List.copyOf(bindings);
    }
}
