package dev.tollgate.insight;

import dev.tollgate.lifecycle.Phase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Histograms of calendar time, with buckets on the scale of hours to months: nothing here is fast. */
@ApplicationScoped
class FlowTimes {

    private static final Duration[] BUCKETS = {
        Duration.ofHours(1),
        Duration.ofHours(4),
        Duration.ofDays(1),
        Duration.ofDays(2),
        Duration.ofDays(5),
        Duration.ofDays(10),
        Duration.ofDays(20),
        Duration.ofDays(40),
        Duration.ofDays(80),
        Duration.ofDays(160)
    };

    private final MeterRegistry meters;

    FlowTimes(MeterRegistry meters) {
        this.meters = meters;
    }

    /** From the moment a gate was ready to its decision. */
    Timer gateWait(Phase gate) {
        return histogram("tollgate.gate.wait").tag("gate", gate.gate()).register(meters);
    }

    /** From entering a phase to the GO that ends it. */
    Timer phase(Phase phase) {
        return histogram("tollgate.phase.duration").tag("phase", phase.name()).register(meters);
    }

    /** From a project's creation to its first going live. */
    Timer lead() {
        return histogram("tollgate.lead.time").register(meters);
    }

    private static Timer.Builder histogram(String name) {
        return Timer.builder(name)
                .serviceLevelObjectives(BUCKETS)
                .minimumExpectedValue(BUCKETS[0])
                .maximumExpectedValue(BUCKETS[BUCKETS.length - 1]);
    }
}
