package dev.tollgate.answer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What tools were told. No label names a channel or a project, so the number of series is fixed. */
@Singleton
class AnswerMeters {

    private final Map<Tool, Map<Outcome, Counter>> counters = new EnumMap<>(Tool.class);

    AnswerMeters(MeterRegistry meters) {
        for (Tool tool : Tool.values()) {
            Map<Outcome, Counter> outcomes = new EnumMap<>(Outcome.class);
            for (Outcome outcome : Outcome.values()) {
                outcomes.put(
                        outcome,
                        Counter.builder("tollgate.answers")
                                .tag("tool", tool.name().toLowerCase(Locale.ROOT))
                                .tag("outcome", outcome.name())
                                .register(meters));
            }
            counters.put(tool, outcomes);
        }
    }

    /** The series are there from the start, so that a first failure is a change. */
    void start(@Observes StartupEvent started) {}

    void count(Tool tool, Outcome outcome) {
        counters.getOrDefault(tool, Map.of()).computeIfPresent(outcome, (known, counter) -> {
            counter.increment();
            return counter;
        });
    }
}
