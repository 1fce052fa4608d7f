package dev.tollgate.checklist;

import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.Freshness;
import dev.tollgate.lifecycle.GateDuties;
import dev.tollgate.lifecycle.Governance;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.lifecycle.WaiverTerms;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A checklist document without its prose. */
final class ChecklistRules {

    private ChecklistRules() {}

    static Checklist of(ChecklistDocument document) {
        Map<String, Checklist.ItemDefinition> items = new LinkedHashMap<>();
        Map<Phase, Checklist.GateDefinition> gates = new EnumMap<>(Phase.class);
        for (ChecklistDocument.PhaseSection section : document.phases()) {
            section.items().forEach(item -> items.put(item.id(), item(section.phase(), item)));
            gates.put(section.phase(), gate(section.phase(), section.gate()));
        }
        return new Checklist(
                document.id(),
                document.version(),
                Collections.unmodifiableMap(items),
                Collections.unmodifiableMap(gates),
                document.loops().stream().map(ChecklistRules::loop).toList(),
                governance(document));
    }

    private static Checklist.ItemDefinition item(Phase phase, ChecklistDocument.Item item) {
        return new Checklist.ItemDefinition(
                item.id(),
                phase,
                item.title(),
                item.checks().stream()
                        .map(c -> new dev.tollgate.lifecycle.Check(c.name(), c.expression()))
                        .toList(),
                acceptance(item.acceptance()),
                Optional.ofNullable(item.personFrom()),
                item.freshness() == null ? Freshness.LASTING : freshness(item.freshness()),
                item.waiver() == null ? WaiverTerms.NEVER : waiver(item.waiver()),
                item.notApplicable().stream()
                        .map(r -> new dev.tollgate.lifecycle.ScopeRule(
                                r.id(), r.title(), r.expression(), Optional.ofNullable(r.role())))
                        .toList());
    }

    private static dev.tollgate.lifecycle.Acceptance acceptance(ChecklistDocument.@Nullable Acceptance acceptance) {
        return switch (acceptance) {
            case null -> dev.tollgate.lifecycle.Acceptance.NONE;
            case AUTOMATIC -> dev.tollgate.lifecycle.Acceptance.AUTOMATIC;
            case PERSON -> dev.tollgate.lifecycle.Acceptance.PERSON;
        };
    }

    private static Freshness freshness(FreshnessTerms terms) {
        return new Freshness(
                durations(terms.within()),
                terms.until(),
                terms.bindings().stream()
                        .map(b -> new Freshness.Binding(b.field(), b.item(), b.its()))
                        .toList(),
                terms.heartbeat());
    }

    private static WaiverTerms waiver(ChecklistDocument.Waiver waiver) {
        return new WaiverTerms(durations(waiver.longest()), mapped(waiver.checks(), ChecklistRules::durations));
    }

    private static Map<RiskTier, Duration> durations(Map<RiskTier, Span> spans) {
        return mapped(spans, Span::duration);
    }

    private static Checklist.GateDefinition gate(Phase phase, ChecklistDocument.Gate gate) {
        return new Checklist.GateDefinition(
                phase,
                gate.title(),
                gate.criteria().stream()
                        .map(c -> new Checklist.Criterion(c.id(), c.title(), c.must(), c.should()))
                        .toList(),
                gate.standingConditions().stream()
                        .map(c -> new Checklist.StandingCondition(c.item(), c.title(), c.dueIn()))
                        .toList(),
                gate.duties() == null ? GateDuties.NONE : duties(gate.duties()));
    }

    private static GateDuties duties(ChecklistDocument.Duties duties) {
        return new GateDuties(
                Optional.ofNullable(duties.chair()),
                mapped(duties.required(), Set::copyOf),
                Set.copyOf(duties.vetoes()),
                Optional.ofNullable(duties.validatedFrom()));
    }

    private static Checklist.LoopDefinition loop(ChecklistDocument.Loop loop) {
        return new Checklist.LoopDefinition(
                loop.from(),
                loop.to(),
                Set.copyOf(loop.triggers()),
                loop.reopens(),
                loop.invalidates(),
                loop.reaffirms(),
                Optional.ofNullable(loop.signal())
                        .map(s -> new Checklist.SignalRule(s.kind(), s.trigger(), s.expression())));
    }

    private static Governance governance(ChecklistDocument document) {
        Governance plain = Governance.plain(document.dutiesSeparatedFrom());
        GovernanceSection section = document.governance();
        if (section == null) {
            section = new GovernanceSection(plain.quorum(), Map.of(), List.of(), null, null, null, null, null);
        }
        return new Governance(
                document.dutiesSeparatedFrom(),
                section.quorum(),
                mapped(section.waiverApprovers(), Set::copyOf),
                Set.copyOf(section.killers()),
                Optional.ofNullable(section.overrideTerms())
                        .map(o -> new Governance.OverrideTerms(
                                o.role(), o.longest().duration())),
                document.policyDefaults(),
                ref(section.targets()),
                ref(section.kpis()),
                ref(section.approvedSources()),
                ref(section.people()));
    }

    private static Optional<Governance.FieldRef> ref(GovernanceSection.@Nullable FieldRef ref) {
        return Optional.ofNullable(ref).map(r -> new Governance.FieldRef(r.item(), r.field()));
    }

    private static <K, V, W> Map<K, W> mapped(Map<K, V> map, Function<V, W> mapping) {
        return map.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> mapping.apply(e.getValue())));
    }
}
