package dev.tollgate.checklist;

import dev.tollgate.checklist.ChecklistDocument.Acceptance;
import dev.tollgate.checklist.ChecklistDocument.Attribution;
import dev.tollgate.checklist.ChecklistDocument.Check;
import dev.tollgate.checklist.ChecklistDocument.Criterion;
import dev.tollgate.checklist.ChecklistDocument.Gate;
import dev.tollgate.checklist.ChecklistDocument.Item;
import dev.tollgate.checklist.ChecklistDocument.Loop;
import dev.tollgate.checklist.ChecklistDocument.PhaseSection;
import dev.tollgate.checklist.ChecklistDocument.StandingCondition;
import dev.tollgate.expression.Question;
import dev.tollgate.lifecycle.Expression;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.RiskTier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads one checklist file strictly: the first thing wrong with it is one {@link ContentException} that names file, line and reason. */
final class ChecklistReader {

    private final ItemIndex items;
    private final TermsReader terms;

    private ChecklistReader(ItemIndex items, BiFunction<Question, String, Expression> language) {
        this.items = items;
        this.terms = new TermsReader(items, language);
    }

    /** @param file what messages call the file */
    static ChecklistDocument read(String file, String text) {
        return read(ContentNode.parse(file, text));
    }

    /** What it asks is compiled: a fault in it is a fault of the file. */
    static ChecklistDocument read(ContentNode root) {
        return read(root, Question::compile);
    }

    /** A file of ours, of which the build has seen that all it asks compiles. It is compiled when it is first asked. */
    static ChecklistDocument readOurs(ContentNode root) {
        return read(root, Question::later);
    }

    private static ChecklistDocument read(ContentNode root, BiFunction<Question, String, Expression> language) {
        root.withOnly(
                "id",
                "version",
                "title",
                "description",
                "attribution",
                "dutiesSeparatedFrom",
                "governance",
                "phases",
                "loops",
                "policyDefaults");
        ItemIndex items = new ItemIndex(root.get("phases"));
        ChecklistReader reader = new ChecklistReader(items, language);
        ChecklistDocument document = new ChecklistDocument(
                root.get("id").slug(),
                root.get("version").positiveNumber(),
                root.get("title").text(),
                root.get("description").text(),
                root.find("attribution").map(ChecklistReader::attribution).orElse(null),
                root.get("dutiesSeparatedFrom").oneOf(RiskTier.class),
                root.find("governance").map(reader.terms::governance).orElse(null),
                root.get("phases").elements().stream().map(reader::phase).toList(),
                reader.loops(root.get("loops")),
                root.find("policyDefaults").map(ContentNode::object).orElse(Map.of()));
        items.refuseCycles();
        return document;
    }

    static Attribution attribution(ContentNode node) {
        node.withOnly("title", "url", "licence", "licenceUrl", "changes");
        return new Attribution(
                node.get("title").text(),
                node.get("url").text(),
                node.get("licence").text(),
                node.get("licenceUrl").text(),
                node.get("changes").text());
    }

    private PhaseSection phase(ContentNode node) {
        node.withOnly("phase", "title", "summary", "items", "gate");
        Phase phase = node.get("phase").oneOf(Phase.class);
        return new PhaseSection(
                phase,
                node.get("title").text(),
                node.get("summary").text(),
                node.get("items").elements().stream().map(i -> item(phase, i)).toList(),
                gate(phase, node.get("gate")));
    }

    private Item item(Phase phase, ContentNode node) {
        node.withOnly(
                "id",
                "title",
                "explanation",
                "accountable",
                "evidence",
                "needs",
                "checks",
                "freshness",
                "waiver",
                "acceptance",
                "personFrom",
                "notApplicable",
                "exampleEvidence");
        String id = node.get("id").text();
        List<Check> checks = terms.checks(node);
        return new Item(
                id,
                node.get("title").text(),
                node.get("explanation").text(),
                node.get("accountable").text(),
                node.get("evidence").text(),
                items.needs(id, phase, node.get("needs").elements()),
                checks,
                node.find("freshness").map(terms::freshness).orElse(null),
                node.find("waiver").map(w -> terms.waiver(w, checks)).orElse(null),
                node.find("acceptance").map(a -> a.oneOf(Acceptance.class)).orElse(null),
                node.find("personFrom").map(t -> t.oneOf(RiskTier.class)).orElse(null),
                terms.scopeRules(node),
                node.get("exampleEvidence").object());
    }

    private Gate gate(Phase phase, ContentNode node) {
        node.withOnly("title", "exit", "explanation", "criteria", "standingConditions", "duties");
        Set<String> ids = new HashSet<>();
        return new Gate(
                node.get("title").text(),
                node.get("exit").text(),
                node.find("explanation").map(ContentNode::text).orElse(null),
                node.get("criteria").someElements().stream()
                        .map(c -> criterion(phase, c, ids))
                        .toList(),
                node.list("standingConditions").stream()
                        .map(this::standingCondition)
                        .toList(),
                node.find("duties").map(terms::duties).orElse(null));
    }

    /** An item may stand in two criteria of a gate, but within one it either blocks or does not. */
    private Criterion criterion(Phase phase, ContentNode node, Set<String> ids) {
        node.withOnly("id", "title", "must", "should");
        List<String> must = items.namedUpTo(phase, node.get("must").elements());
        List<String> should = items.namedUpTo(phase, node.list("should"));
        refuseShared(node.list("should"), must, "must");
        if (must.isEmpty() && should.isEmpty()) {
            throw node.wrong("names no item");
        }
        return new Criterion(uniqueSlug(node.get("id"), ids), node.get("title").text(), must, should);
    }

    private StandingCondition standingCondition(ContentNode node) {
        node.withOnly("item", "title", "dueIn");
        return new StandingCondition(
                items.named(node.get("item")),
                node.get("title").text(),
                node.get("dueIn").period());
    }

    private List<Loop> loops(ContentNode list) {
        Set<List<Phase>> ways = new HashSet<>();
        List<Loop> loops = new ArrayList<>();
        for (ContentNode node : list.elements()) {
            Loop loop = loop(node);
            if (!ways.add(List.of(loop.from(), loop.to()))) {
                throw node.wrong("is the second loop from %s to %s".formatted(loop.from(), loop.to()));
            }
            loops.add(loop);
        }
        return List.copyOf(loops);
    }

    private Loop loop(ContentNode node) {
        node.withOnly(
                "from", "to", "title", "explanation", "triggers", "reopens", "invalidates", "reaffirms", "signal");
        Phase from = node.get("from").oneOf(Phase.class);
        Phase to = node.get("to").oneOf(Phase.class);
        if (!to.isBefore(from)) {
            throw node.get("to").wrong("must be a phase before %s, not %s".formatted(from, to));
        }
        List<String> reopens = items.named(node.get("reopens").someElements());
        List<String> invalidates = items.named(node.get("invalidates").elements());
        List<String> reaffirms = items.named(node.list("reaffirms"));
        refuseShared(node.get("invalidates").elements(), reopens, "reopens");
        refuseShared(node.list("reaffirms"), reopens, "reopens");
        refuseShared(node.list("reaffirms"), invalidates, "invalidates");
        List<LoopTrigger> triggers = node.get("triggers").someElements().stream()
                .map(t -> t.oneOf(LoopTrigger.class))
                .distinct()
                .toList();
        return new Loop(
                from,
                to,
                node.get("title").text(),
                node.get("explanation").text(),
                triggers,
                reopens,
                invalidates,
                reaffirms,
                node.find("signal").map(s -> terms.signal(s, triggers)).orElse(null));
    }

    private static void refuseShared(List<ContentNode> names, List<String> others, String otherList) {
        for (ContentNode name : names) {
            if (others.contains(name.text())) {
                throw name.wrong("names %s, which %s names too".formatted(name.text(), otherList));
            }
        }
    }

    static String uniqueSlug(ContentNode node, Set<String> taken) {
        String slug = node.slug();
        if (!taken.add(slug)) {
            throw node.wrong(slug + " is there twice");
        }
        return slug;
    }
}
