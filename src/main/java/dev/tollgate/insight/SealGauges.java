package dev.tollgate.insight;

import dev.tollgate.seal.Sealer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** What this replica does for the sealed log. Unlike the gauges of how things stand these differ between replicas, and may be summed. */
@Singleton
class SealGauges {

    private final MeterRegistry meters;
    private final Sealer sealer;

    SealGauges(MeterRegistry meters, Sealer sealer) {
        this.meters = meters;
        this.sealer = sealer;
    }

    void start(@Observes StartupEvent started) {
        Gauge.builder("tollgate.log.sealer", () -> sealer.isLeading() ? 1 : 0).register(meters);
        Gauge.builder("tollgate.log.sealing.refused", () -> sealer.trouble().isPresent() ? 1 : 0)
                .register(meters);
    }
}
