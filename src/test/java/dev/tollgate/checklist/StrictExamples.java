package dev.tollgate.checklist;

import dev.tollgate.checklist.ChecklistDocument.Item;
import dev.tollgate.lifecycle.Variables;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A project in which every item of {@code dsml-strict} has its example as evidence: what all its checks hold for. The project reads its
 * targets, KPIs and sources from those examples, as the governance of the checklist says.
 */
public final class StrictExamples {

    /** After the model was evaluated and the monitoring reported, and before anything of it goes stale. */
    public static final Instant NOW = Instant.parse("2026-08-20T12:00:00Z");

    public static final Instant TARGETS_LOCKED_AT = Instant.parse("2026-01-19T15:00:00Z");

    private static final ChecklistDocument STRICT =
            ChecklistReader.read(ContentFiles.read("checklists/dsml-strict.yaml"));

    private StrictExamples() {}

    public static ChecklistDocument checklist() {
        return STRICT;
    }

    public static Item item(String id) {
        return STRICT.items().stream()
                .filter(i -> i.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The {@code data} of a piece of evidence that passes. */
    public static Map<String, Object> evidence(String item) {
        return item(item).exampleEvidence();
    }

    /** What expressions read as {@code items}. */
    public static Map<String, Object> items() {
        Map<String, Object> items = new LinkedHashMap<>();
        for (Item item : STRICT.items()) {
            boolean automatic = item.acceptance() == ChecklistDocument.Acceptance.AUTOMATIC;
            items.put(
                    item.id(),
                    Map.of(
                            "state",
                            "satisfied",
                            "producer",
                            automatic ? "pipeline" : "person",
                            "evidence",
                            item.exampleEvidence()));
        }
        return items;
    }

    /** What expressions read as {@code project}, at tier MEDIUM. */
    public static Map<String, Object> project() {
        Map<String, Object> project = new LinkedHashMap<>();
        project.put("taskType", "binary-classification");
        project.put("tier", "medium");
        project.put("primaryMetric", "auc");
        project.put("primaryDirection", "max");
        project.put("targets", evidence("plan.success-metrics").get("technical"));
        project.put("targetsLockedAt", TARGETS_LOCKED_AT.toString());
        project.put("kpis", evidence("plan.business-objective").get("kpis"));
        project.put(
                "approvedSources",
                ((List<?>) evidence("plan.data-availability").get("sources"))
                        .stream().map(s -> ((Map<?, ?>) s).get("id")).toList());
        project.put("affectsPersons", true);
        project.put("policy", STRICT.policyDefaults());
        project.put("evidence", List.of());
        return project;
    }

    /** What the checks of this item read, with its example as evidence. */
    public static Variables variables(String item) {
        return variables(evidence(item));
    }

    /** The same, with other evidence for the item that is judged. */
    public static Variables variables(Map<String, Object> evidence) {
        return new Variables(evidence, items(), project(), Map.of(), NOW);
    }
}
