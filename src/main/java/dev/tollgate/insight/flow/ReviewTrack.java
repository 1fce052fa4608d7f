package dev.tollgate.insight.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the fold remembers of post-deployment reviews. */
final class ReviewTrack {

    private final Map<String, List<Fact>> attained = new LinkedHashMap<>();

    void recorded(Line line) {
        if (line.text("/report/outcome").equals("PASS")) {
            attained.put(line.text("/evidence"), kpis(line));
        }
    }

    void invalidated(Line line) {
        attained.remove(line.text("/evidence"));
    }

    private static List<Fact> kpis(Line line) {
        List<Fact> facts = new ArrayList<>();
        for (JsonNode kpi : line.data().at("/report/data/kpis")) {
            JsonNode baseline = kpi.path("baseline");
            JsonNode planned = kpi.path("planned");
            JsonNode actual = kpi.path("actual");
            boolean told = baseline.isNumber() && planned.isNumber() && actual.isNumber();
            double way = planned.asDouble() - baseline.asDouble();
            if (told && way != 0) {
                facts.add(new Fact.Attained(line.at(), (actual.asDouble() - baseline.asDouble()) / way));
            }
        }
        return facts;
    }

    Stream<Fact> facts() {
        return attained.values().stream().flatMap(List::stream);
    }
}
