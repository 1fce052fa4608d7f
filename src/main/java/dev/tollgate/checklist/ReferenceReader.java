package dev.tollgate.checklist;

import dev.tollgate.checklist.ReferenceContent.Framework;
import dev.tollgate.checklist.ReferenceContent.Glossary;
import dev.tollgate.checklist.ReferenceContent.Mapping;
import dev.tollgate.checklist.ReferenceContent.Pitfall;
import dev.tollgate.checklist.ReferenceContent.Pitfalls;
import dev.tollgate.checklist.ReferenceContent.Term;
import dev.tollgate.lifecycle.Phase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the reference files as strictly as {@link ChecklistReader} reads a checklist. */
final class ReferenceReader {

    private final Set<String> knownItems;

    /** @param knownItems what pitfalls and mappings may refer to */
    ReferenceReader(Set<String> knownItems) {
        this.knownItems = knownItems;
    }

    Glossary glossary(ContentNode root) {
        root.withOnly("attribution", "terms");
        Set<String> ids = new HashSet<>();
        return new Glossary(
                ChecklistReader.attribution(root.get("attribution")),
                root.get("terms").someElements().stream().map(t -> term(t, ids)).toList());
    }

    private static Term term(ContentNode node, Set<String> ids) {
        node.withOnly("id", "term", "meaning");
        return new Term(
                ChecklistReader.uniqueSlug(node.get("id"), ids),
                node.get("term").text(),
                node.get("meaning").text());
    }

    Pitfalls pitfalls(ContentNode root) {
        root.withOnly("attribution", "pitfalls");
        Set<String> ids = new HashSet<>();
        return new Pitfalls(
                ChecklistReader.attribution(root.get("attribution")),
                root.get("pitfalls").someElements().stream()
                        .map(p -> pitfall(p, ids))
                        .toList());
    }

    private Pitfall pitfall(ContentNode node, Set<String> ids) {
        node.withOnly("id", "title", "impact", "remedy", "phase", "onceSatisfied", "note", "rule");
        return new Pitfall(
                ChecklistReader.uniqueSlug(node.get("id"), ids),
                node.get("title").text(),
                node.get("impact").text(),
                node.get("remedy").text(),
                node.get("phase").oneOf(Phase.class),
                node.find("onceSatisfied").map(this::item).orElse(null),
                node.get("note").text(),
                node.get("rule").text());
    }

    List<Framework> frameworks(ContentNode root) {
        root.withOnly("frameworks");
        Set<String> ids = new HashSet<>();
        return root.get("frameworks").someElements().stream()
                .map(f -> framework(f, ids))
                .toList();
    }

    private Framework framework(ContentNode node, Set<String> ids) {
        node.withOnly("id", "title", "version", "note", "complete", "unmapped", "mappings");
        return new Framework(
                ChecklistReader.uniqueSlug(node.get("id"), ids),
                node.get("title").text(),
                node.get("version").text(),
                node.get("note").text(),
                node.find("complete").map(ContentNode::flag).orElse(false),
                node.find("unmapped").map(ReferenceReader::clauses).orElse(List.of()),
                node.get("mappings").someElements().stream().map(this::mapping).toList());
    }

    private Mapping mapping(ContentNode node) {
        node.withOnly("item", "gate", "clauses", "verified", "note");
        if (node.find("item").isPresent() == node.find("gate").isPresent()) {
            throw node.wrong("must name either an item or a gate");
        }
        return new Mapping(
                node.find("item").map(this::item).orElse(null),
                node.find("gate").map(ReferenceReader::gate).orElse(null),
                clauses(node.get("clauses")),
                node.get("verified").flag(),
                node.find("note").map(ContentNode::text).orElse(null));
    }

    private static List<String> clauses(ContentNode node) {
        return node.someElements().stream().map(ContentNode::text).toList();
    }

    private String item(ContentNode node) {
        String item = node.text();
        if (!knownItems.contains(item)) {
            throw node.wrong("names %s, which is no item of a built-in checklist".formatted(item));
        }
        return item;
    }

    private static String gate(ContentNode node) {
        String gate = node.text();
        return Phase.ofGate(gate)
                .orElseThrow(() -> node.wrong("must be one of plan, data, model, deploy, not " + gate))
                .gate();
    }
}
