package dev.tollgate.checklist;

import dev.tollgate.checklist.ChecklistDocument.Check;
import dev.tollgate.checklist.ChecklistDocument.Duties;
import dev.tollgate.checklist.ChecklistDocument.ScopeRule;
import dev.tollgate.checklist.ChecklistDocument.Signal;
import dev.tollgate.checklist.ChecklistDocument.Waiver;
import dev.tollgate.checklist.GovernanceSection.FieldRef;
import dev.tollgate.checklist.GovernanceSection.OverrideTerms;
import dev.tollgate.expression.ExpressionException;
import dev.tollgate.expression.MetricBounds;
import dev.tollgate.expression.Question;
import dev.tollgate.lifecycle.Expression;
import dev.tollgate.lifecycle.Freshness.Until;
import dev.tollgate.lifecycle.Governance;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.RiskTier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads the terms of a checklist: what is asked of evidence, how long it holds, what may be waived, and who decides. Compiles what is asked. */
final class TermsReader {

    static final int MOST_CHECKS = 20;

    private static final int LARGEST_QUORUM = 9;

    private final ItemIndex items;
    private final BiFunction<Question, String, Expression> language;

    /** @param language compiles what is asked, throwing {@link ExpressionException} for what could never be answered */
    TermsReader(ItemIndex items, BiFunction<Question, String, Expression> language) {
        this.items = items;
        this.language = language;
    }

    List<Check> checks(ContentNode item) {
        Set<String> names = new HashSet<>();
        List<Check> checks = new ArrayList<>();
        for (ContentNode node : item.list("checks")) {
            if (checks.size() == MOST_CHECKS) {
                throw node.wrong("is one more than the %d checks that an item can have".formatted(MOST_CHECKS));
            }
            checks.add(node.find("metric").isPresent() ? bounds(node, names) : check(node, names));
        }
        return List.copyOf(checks);
    }

    private Check check(ContentNode node, Set<String> names) {
        node.withOnly("name", "cel");
        String name = ChecklistReader.uniqueSlug(node.get("name"), names);
        ContentNode cel = node.get("cel");
        return new Check(name, cel.text(), null, null, null, compiled(Question.CHECK, cel));
    }

    /** The simple form: a name is there where the metric's own is no slug, or where two checks look at one metric. */
    private static Check bounds(ContentNode node, Set<String> names) {
        node.withOnly("name", "metric", "atLeast", "atMost");
        ContentNode metric = node.get("metric");
        String name = node.find("name").map(ContentNode::slug).orElseGet(() -> MetricBounds.name(metric.text()));
        if (name.isEmpty()) {
            throw metric.wrong("has no letter to name the check by: give it a name");
        }
        if (!names.add(name)) {
            throw node.wrong("is the second check named %s: give it a name of its own".formatted(name));
        }
        Optional<BigDecimal> atLeast = node.find("atLeast").map(ContentNode::decimal);
        Optional<BigDecimal> atMost = node.find("atMost").map(ContentNode::decimal);
        try {
            var bounds = new MetricBounds(metric.text(), atLeast, atMost);
            return new Check(name, null, metric.text(), atLeast.orElse(null), atMost.orElse(null), bounds);
        } catch (ExpressionException e) {
            throw node.wrong(e.reason() + e.remedy().map(r -> "; " + r).orElse(""));
        }
    }

    private Expression compiled(Question question, ContentNode cel) {
        try {
            return language.apply(question, cel.text());
        } catch (ExpressionException e) {
            throw cel.wrong(String.valueOf(e.getMessage()));
        }
    }

    FreshnessTerms freshness(ContentNode node) {
        node.withOnly("text", "within", "until", "heartbeat", "bindings");
        Map<RiskTier, Span> within = node.find("within").map(TermsReader::spans).orElse(Map.of());
        Until until = node.find("until").map(u -> u.oneOf(Until.class)).orElse(Until.ALWAYS);
        boolean heartbeat = node.find("heartbeat").map(ContentNode::flag).orElse(false);
        if (within.isEmpty() && (until != Until.ALWAYS || heartbeat)) {
            throw node.wrong("has no within, and so no clock that the rest could be about");
        }
        return new FreshnessTerms(
                node.get("text").text(),
                within,
                until,
                heartbeat,
                node.list("bindings").stream().map(this::binding).toList());
    }

    private FreshnessTerms.Binding binding(ContentNode node) {
        node.withOnly("field", "item", "its");
        return new FreshnessTerms.Binding(
                node.get("field").fieldPath(),
                items.named(node.get("item")),
                node.get("its").fieldPath());
    }

    /** @param checks those of the item, of which single ones can be waived */
    Waiver waiver(ContentNode node, List<Check> checks) {
        node.withOnly("text", "longest", "checks");
        Map<String, Map<RiskTier, Span>> single = new LinkedHashMap<>();
        node.find("checks").ifPresent(byName -> {
            byName.withOnly(checks.stream().map(Check::name).toArray(String[]::new));
            byName.names().forEach(name -> single.put(name, spans(byName.get(name))));
        });
        return new Waiver(
                node.get("text").text(),
                node.find("longest").map(TermsReader::spans).orElse(Map.of()),
                Collections.unmodifiableMap(single));
    }

    List<ScopeRule> scopeRules(ContentNode item) {
        Set<String> ids = new HashSet<>();
        return item.list("notApplicable").stream().map(n -> scopeRule(n, ids)).toList();
    }

    private ScopeRule scopeRule(ContentNode node, Set<String> ids) {
        node.withOnly("id", "title", "when", "role");
        ContentNode when = node.get("when");
        return new ScopeRule(
                ChecklistReader.uniqueSlug(node.get("id"), ids),
                node.get("title").text(),
                when.text(),
                node.find("role").map(ContentNode::slug).orElse(null),
                compiled(Question.SCOPE, when));
    }

    Signal signal(ContentNode node, List<LoopTrigger> triggers) {
        node.withOnly("kind", "trigger", "when");
        ContentNode trigger = node.get("trigger");
        ContentNode when = node.get("when");
        if (!triggers.contains(trigger.oneOf(LoopTrigger.class))) {
            throw trigger.wrong("must be one of the loop's triggers, not " + trigger.text());
        }
        return new Signal(
                node.get("kind").slug(),
                trigger.oneOf(LoopTrigger.class),
                when.text(),
                compiled(Question.SIGNAL, when));
    }

    Duties duties(ContentNode node) {
        node.withOnly("chair", "required", "vetoes", "validatedFrom");
        return new Duties(
                node.find("chair").map(ContentNode::slug).orElse(null),
                node.find("required").map(TermsReader::roles).orElse(Map.of()),
                roles(node.list("vetoes")),
                node.find("validatedFrom").map(t -> t.oneOf(RiskTier.class)).orElse(null));
    }

    GovernanceSection governance(ContentNode node) {
        node.withOnly(
                "quorum", "waiverApprovers", "killers", "override", "targets", "kpis", "approvedSources", "people");
        return new GovernanceSection(
                node.find("quorum")
                        .map(TermsReader::quorum)
                        .orElse(Governance.plain(RiskTier.LOW).quorum()),
                node.find("waiverApprovers").map(TermsReader::roles).orElse(Map.of()),
                roles(node.list("killers")),
                node.find("override").map(TermsReader::override).orElse(null),
                node.find("targets").map(this::ref).orElse(null),
                node.find("kpis").map(this::ref).orElse(null),
                node.find("approvedSources").map(this::ref).orElse(null),
                node.find("people").map(this::ref).orElse(null));
    }

    private static Map<RiskTier, Integer> quorum(ContentNode node) {
        Map<RiskTier, Integer> quorum = byTier(node, n -> {
            if (n.positiveNumber() > LARGEST_QUORUM) {
                throw n.wrong("must be at most %d, not %d".formatted(LARGEST_QUORUM, n.positiveNumber()));
            }
            return n.positiveNumber();
        });
        for (RiskTier tier : RiskTier.values()) {
            if (!quorum.containsKey(tier)) {
                throw node.wrong("has no " + tier);
            }
        }
        return quorum;
    }

    private static OverrideTerms override(ContentNode node) {
        node.withOnly("role", "longest");
        return new OverrideTerms(node.get("role").slug(), node.get("longest").span());
    }

    private FieldRef ref(ContentNode node) {
        node.withOnly("item", "field");
        return new FieldRef(items.named(node.get("item")), node.get("field").fieldName());
    }

    private static Map<RiskTier, List<String>> roles(ContentNode node) {
        return byTier(node, n -> roles(n.elements()));
    }

    private static List<String> roles(List<ContentNode> nodes) {
        Set<String> roles = new HashSet<>();
        return nodes.stream().map(n -> ChecklistReader.uniqueSlug(n, roles)).toList();
    }

    /** One span for every tier, or one for each tier that is named. */
    private static Map<RiskTier, Span> spans(ContentNode node) {
        if (node.isObject()) {
            return byTier(node, ContentNode::span);
        }
        Map<RiskTier, Span> spans = new EnumMap<>(RiskTier.class);
        for (RiskTier tier : RiskTier.values()) {
            spans.put(tier, node.span());
        }
        return Collections.unmodifiableMap(spans);
    }

    /** In the order of the tiers, so that the same document is always shown in the same bytes. */
    private static <T> Map<RiskTier, T> byTier(ContentNode node, Function<ContentNode, T> value) {
        node.withOnly("LOW", "MEDIUM", "HIGH");
        Map<RiskTier, T> values = new EnumMap<>(RiskTier.class);
        for (RiskTier tier : RiskTier.values()) {
            node.find(tier.name()).ifPresent(n -> values.put(tier, value.apply(n)));
        }
        return Collections.unmodifiableMap(values);
    }
}
