package dev.tollgate.seal;

import io.smallrye.health.api.Wellness;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Not well while nothing can be sealed. Neither readiness nor liveness: requests are served and recorded all the same, and a restart would
 * change nothing about a log that somebody has tampered with.
 */
@Wellness
@Singleton
class SealingCheck implements HealthCheck {

    private final Sealer sealer;

    SealingCheck(Sealer sealer) {
        this.sealer = sealer;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("committed events are sealed")
                .withData("leader", sealer.isLeading())
                .up();
        sealer.trouble().ifPresent(reason -> response.withData("reason", reason).down());
        return response.build();
    }
}
