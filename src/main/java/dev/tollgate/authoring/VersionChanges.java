package dev.tollgate.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tollgate.lifecycle.Phase;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one version of a checklist has otherwise than the one before. It compares the documents as they are shown, so that a field which the
 * format gains is compared without anybody thinking of it.
 *
 * @param since the version before
 * @param fields of the document and its phases that differ, such as {@code title} and {@code PLAN.summary}
 * @param items by id
 * @param gates by id, such as {@code plan}
 * @param loops as {@code MODEL->DATA}
 */
record VersionChanges(int since, List<String> fields, Parts items, Parts gates, Parts loops) {

    /** In the order of the newer document; what was removed in that of the older one. */
    record Parts(List<String> added, List<String> removed, List<Changed> changed) {}

    /** @param fields names of those that differ, as the document has them */
    record Changed(String id, List<String> fields) {}

    private static final Set<String> OF_THE_DOCUMENT = Set.of("id", "version", "phases", "loops");
    private static final Set<String> OF_THE_PHASE = Set.of("phase", "items", "gate");

    /** @param before the older document, as it is shown; so {@code after} */
    static VersionChanges between(JsonNode before, JsonNode after) {
        List<String> fields = new ArrayList<>(differing(before, after, OF_THE_DOCUMENT));
        Map<String, JsonNode> olderPhases = byName(before.path("phases"), "phase");
        byName(after.path("phases"), "phase")
                .forEach((name, phase) -> differing(
                                olderPhases.getOrDefault(name, MissingNode.getInstance()), phase, OF_THE_PHASE)
                        .forEach(field -> fields.add(name + "." + field)));
        return new VersionChanges(
                before.path("version").asInt(),
                fields,
                parts(items(before), items(after)),
                parts(gates(before), gates(after)),
                parts(loops(before), loops(after)));
    }

    private static Parts parts(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        List<Changed> changed = new ArrayList<>();
        after.forEach((id, part) -> {
            JsonNode older = before.get(id);
            List<String> fields = older == null ? List.of() : differing(older, part, Set.of());
            if (!fields.isEmpty()) {
                changed.add(new Changed(id, fields));
            }
        });
        return new Parts(without(after.keySet(), before.keySet()), without(before.keySet(), after.keySet()), changed);
    }

    private static List<String> without(Collection<String> ids, Set<String> others) {
        return ids.stream().filter(id -> !others.contains(id)).toList();
    }

    private static List<String> differing(JsonNode before, JsonNode after, Set<String> except) {
        Set<String> names = new LinkedHashSet<>();
        after.fieldNames().forEachRemaining(names::add);
        before.fieldNames().forEachRemaining(names::add);
        return names.stream()
                .filter(name -> !except.contains(name))
                .filter(name -> !before.path(name).equals(after.path(name)))
                .toList();
    }

    private static Map<String, JsonNode> items(JsonNode document) {
        Map<String, JsonNode> items = new LinkedHashMap<>();
        document.path("phases").forEach(phase -> items.putAll(byName(phase.path("items"), "id")));
        return items;
    }

    private static Map<String, JsonNode> gates(JsonNode document) {
        Map<String, JsonNode> gates = new LinkedHashMap<>();
        document.path("phases")
                .forEach(phase -> gates.put(gate(phase.path("phase").asText()), phase.path("gate")));
        return gates;
    }

    private static Map<String, JsonNode> loops(JsonNode document) {
        Map<String, JsonNode> loops = new LinkedHashMap<>();
        document.path("loops")
                .forEach(loop -> loops.put(
                        loop.path("from").asText() + "->" + loop.path("to").asText(), loop));
        return loops;
    }

    private static Map<String, JsonNode> byName(JsonNode list, String field) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        list.forEach(element -> named.put(element.path(field).asText(), element));
        return named;
    }

    private static String gate(String phase) {
        return Phase.valueOf(phase).gate();
    }
}
