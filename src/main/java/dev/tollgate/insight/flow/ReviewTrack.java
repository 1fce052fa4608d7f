package dev.tollgate.insight.flow;

import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EvidenceOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** What the fold remembers of post-deployment reviews. */
final class ReviewTrack {

    private final Map<UUID, List<Fact>> attained = new LinkedHashMap<>();

    void recorded(Event.EvidenceRecorded e, Instant at) {
        if (e.item().equals(Line.REVIEW) && e.report().outcome() == EvidenceOutcome.PASS) {
            attained.put(e.evidence(), kpis(e.report().data(), at));
        }
    }

    void invalidated(Event.EvidenceInvalidated e) {
        attained.remove(e.evidence());
    }

    private static List<Fact> kpis(Map<String, Object> data, Instant at) {
        List<Fact> facts = new ArrayList<>();
        if (data.get("kpis") instanceof List<?> kpis) {
            for (Object kpi : kpis) {
                if (kpi instanceof Map<?, ?> fields
                        && fields.get("baseline") instanceof Number baseline
                        && fields.get("planned") instanceof Number planned
                        && fields.get("actual") instanceof Number actual
                        && planned.doubleValue() != baseline.doubleValue()) {
                    facts.add(new Fact.Attained(at, attainment(baseline, planned, actual)));
                }
            }
        }
        return facts;
    }

    private static double attainment(Number baseline, Number planned, Number actual) {
        return (actual.doubleValue() - baseline.doubleValue()) / (planned.doubleValue() - baseline.doubleValue());
    }

    Stream<Fact> facts() {
        return attained.values().stream().flatMap(List::stream);
    }
}
