package dev.tollgate.notify;

import dev.tollgate.installation.Subscription;
import dev.tollgate.installation.SubscriptionState;
import dev.tollgate.ledger.PlatformStream;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;

/** How delivery goes. No label names a subscription, so the number of series is fixed. */
@Singleton
class DeliveryMeters {

    /** What one attempt came to. */
    enum Result {
        DELIVERED,
        FAILED,
        /** Counted beside the last FAILED one. */
        DEAD
    }

    private final Map<Result, Counter> results = new EnumMap<>(Result.class);
    private final PlatformStream platform;
    private final DeliveryQuery query;
    private volatile Map<SubscriptionState, Long> subscriptions = Map.of();
    private volatile DeliveryQuery.Backlog backlog = DeliveryQuery.Backlog.NONE;

    DeliveryMeters(MeterRegistry meters, PlatformStream platform, DeliveryQuery query) {
        this.platform = platform;
        this.query = query;
        for (Result result : Result.values()) {
            results.put(
                    result,
                    Counter.builder("tollgate.webhook.deliveries")
                            .tag("result", result.name())
                            .register(meters));
        }
        for (SubscriptionState state : SubscriptionState.values()) {
            Gauge.builder("tollgate.webhook.subscriptions", () -> subscriptions.getOrDefault(state, 0L))
                    .tag("state", state.name())
                    .register(meters);
        }
        Gauge.builder("tollgate.webhook.lag", () -> backlog.lag().toMillis() / 1_000.0)
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("tollgate.webhook.dead.letters", () -> backlog.deadLetters())
                .register(meters);
    }

    void count(Result result) {
        Counter counter = results.get(result);
        if (counter != null) {
            counter.increment();
        }
    }

    void start(@Observes StartupEvent started) throws SQLException {
        refresh();
    }

    @Scheduled(
            identity = "webhook-gauges",
            every = "{tollgate.metrics.every}",
            delayed = "{tollgate.metrics.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() throws SQLException {
        Map<SubscriptionState, Long> counted = new EnumMap<>(SubscriptionState.class);
        for (Subscription subscription :
                platform.read().installation().subscriptions().values()) {
            counted.merge(subscription.state(), 1L, Long::sum);
        }
        subscriptions = counted;
        backlog = counted.isEmpty() ? DeliveryQuery.Backlog.NONE : query.backlog();
    }
}
