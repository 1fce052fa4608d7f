package dev.tollgate.evidence;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.MovableClock;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How far ahead a pipeline's clock may be, to the microsecond. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ObservedAtTest {

    @Inject
    MovableClock clock;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS).plus(Duration.ofMinutes(1));
    private final Instant latest = now.plus(Duration.ofMinutes(5));

    @AfterEach
    void theClockRunsAgain() {
        clock.runAgain();
    }

    @Test
    void fiveMinutesAheadAreTakenAndNotMore() {
        // Given
        ProjectApi churn = Api.of(getClass()).newProject("churn", "LOW");
        clock.stopAt(now);

        // Then
        post(churn, latest.plusSeconds(1))
                .isProblem(422, "observed-in-future")
                .has("errors[0].detail", "is at most %s".formatted(latest));
        post(churn, latest.plusNanos(1_000)).isProblem(422, "observed-in-future");
        post(churn, latest).is(201).has("observedAt", "\"%s\"".formatted(latest));
    }

    private static Answer post(ProjectApi project, Instant observedAt) {
        return project.evidence(
                "plan.baseline", "{\"outcome\": \"PASS\", \"observedAt\": \"%s\"}".formatted(observedAt));
    }
}
