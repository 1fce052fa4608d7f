package dev.tollgate.lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** An item of a checklist, said piece by piece. */
final class ItemBuilder {

    private final String id;
    private final List<Check> checks = new ArrayList<>();
    private final List<ScopeRule> scope = new ArrayList<>();
    private final List<Freshness.Binding> bindings = new ArrayList<>();
    private final Map<String, Map<RiskTier, Duration>> checkCaps = new HashMap<>();
    private Acceptance acceptance = Acceptance.NONE;
    private Optional<RiskTier> personFrom = Optional.empty();
    private Map<RiskTier, Duration> within = Map.of();
    private Freshness.Until until = Freshness.Until.ALWAYS;
    private Map<RiskTier, Duration> cap = Map.of();
    private boolean heartbeat;

    ItemBuilder(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    ItemBuilder checking(String name, String text, Function<Variables, Answer> question) {
        checks.add(new Check(name, Asks.of(text, question)));
        return this;
    }

    ItemBuilder checkingClock(String name, String text, Function<Variables, Answer> question) {
        checks.add(new Check(name, Asks.ofClock(text, question)));
        return this;
    }

    ItemBuilder acceptedBy(Acceptance who) {
        acceptance = who;
        return this;
    }

    ItemBuilder acceptedByPersonFrom(RiskTier tier) {
        personFrom = Optional.of(tier);
        return this;
    }

    ItemBuilder fresh(Map<RiskTier, Duration> time, Freshness.Until end) {
        within = time;
        until = end;
        return this;
    }

    ItemBuilder heartbeat(Map<RiskTier, Duration> time) {
        heartbeat = true;
        return fresh(time, Freshness.Until.ALWAYS);
    }

    ItemBuilder bound(String field, String item, String itsField) {
        bindings.add(new Freshness.Binding(field, item, itsField));
        return this;
    }

    ItemBuilder waivable(Map<RiskTier, Duration> longest) {
        cap = longest;
        return this;
    }

    ItemBuilder waivable(String check, Map<RiskTier, Duration> longest) {
        checkCaps.put(check, longest);
        return this;
    }

    ItemBuilder exempt(String rule, String text, Function<Variables, Answer> when, Optional<String> role) {
        scope.add(new ScopeRule(rule, "Exempt: " + rule, Asks.of(text, when), role));
        return this;
    }

    Checklist.ItemDefinition build() {
        Phase phase = Phase.ofGate(id.substring(0, id.indexOf('.'))).orElseThrow();
        return new Checklist.ItemDefinition(
                id,
                phase,
                "Title of " + id,
                checks,
                acceptance,
                personFrom,
                new Freshness(within, until, bindings, heartbeat),
                new WaiverTerms(cap, checkCaps),
                scope);
    }
}
