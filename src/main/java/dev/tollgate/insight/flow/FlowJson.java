package dev.tollgate.insight.flow;

import dev.tollgate.platform.Csv;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of a window.
 *
 * @param measuredAt for when states and ages are told
 * @param groups absent where none were asked for
 * @param groupsOmitted how many groups there are beyond those told
 */
record FlowJson(
        Instant from,
        Instant to,
        Instant measuredAt,
        int projects,
        Map<String, Value> metrics,
        @Nullable FlowGroups by,
        @Nullable List<Group> groups,
        @Nullable Long groupsOmitted) {

    record Group(String key, int projects, Map<String, Value> metrics) {}

    static FlowJson of(Slice all, @Nullable FlowGroups by) {
        Window window = all.window();
        List<Group> groups = by == null
                ? null
                : by.of(all).entrySet().stream()
                        .map(entry -> new Group(
                                entry.getKey(), entry.getValue().projects().size(), metrics(entry.getValue())))
                        .toList();
        return new FlowJson(
                window.from(),
                window.to(),
                window.measuredAt(),
                all.projects().size(),
                metrics(all),
                by,
                groups,
                by == null ? null : by.omitted(all));
    }

    private static Map<String, Value> metrics(Slice slice) {
        Map<String, Value> values = new LinkedHashMap<>();
        Arrays.stream(Metric.values()).forEach(metric -> values.put(metric.label(), metric.of(slice)));
        return values;
    }

    /** The same numbers, one metric a line; the group is empty where a line is about everything. */
    String csv() {
        var lines = new StringBuilder("group,metric,unit,n,value,p50,p85,numerator,denominator\n");
        metrics.forEach((metric, value) -> lines.append(line("", metric, value)));
        if (groups != null) {
            groups.forEach(group ->
                    group.metrics().forEach((metric, value) -> lines.append(line(group.key(), metric, value))));
        }
        return lines.toString();
    }

    private static String line(String group, String metric, Value value) {
        return switch (value) {
            case Spread s -> Csv.row(group, metric, s.unit(), s.n(), null, s.p50(), s.p85(), null, null);
            case Share s ->
                Csv.row(group, metric, s.unit(), null, s.value(), null, null, s.numerator(), s.denominator());
            case Amount a -> Csv.row(group, metric, a.unit(), null, a.value(), null, null, null, null);
        };
    }
}
