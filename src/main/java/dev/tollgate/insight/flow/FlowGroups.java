package dev.tollgate.insight.flow;

import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.RiskTier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the same metrics are told for one by one. */
enum FlowGroups {
    TIER(project -> project.labels().tier().name()),
    GATE(project -> ""),
    CHECKLIST(project -> "%s:%d"
            .formatted(
                    project.labels().checklist().id(),
                    project.labels().checklist().version())),
    OWNER(project -> project.labels().owner());

    /** No more groups than this are told: those with the most projects. */
    static final int MOST = 200;

    private final Function<ProjectFlow, String> key;

    FlowGroups(Function<ProjectFlow, String> key) {
        this.key = key;
    }

    /** In order: gates and tiers in their own, all of them; others by the number of projects, most first, then by name. */
    Map<String, Slice> of(Slice all) {
        Map<String, Slice> groups = new LinkedHashMap<>();
        if (this == GATE) {
            Arrays.stream(Phase.values()).forEach(gate -> groups.put(gate.gate(), all.at(gate)));
            return groups;
        }
        Map<String, List<ProjectFlow>> projects =
                all.projects().stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
        if (this == TIER) {
            Arrays.stream(RiskTier.values())
                    .map(RiskTier::name)
                    .forEach(tier -> groups.put(tier, all.of(projects.getOrDefault(tier, List.of()))));
            return groups;
        }
        projects.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .limit(MOST)
                .forEach(entry -> groups.put(entry.getKey(), all.of(entry.getValue())));
        return groups;
    }

    long omitted(Slice all) {
        return this == GATE || this == TIER
                ? 0
                : Math.max(0, all.projects().stream().map(key).distinct().count() - MOST);
    }
}
