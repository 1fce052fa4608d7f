package dev.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The clock puts on record what time has done, once. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ClockworkTest {

    @Inject
    Clockwork clockwork;

    @Inject
    MovableClock clock;

    private final Instant due = Instant.now().truncatedTo(ChronoUnit.MICROS).plus(Duration.ofMinutes(10));

    private ProjectApi churn;
    private long version;

    @BeforeEach
    void aGatePassedOnACondition() {
        churn = Api.of(getClass()).newProject("churn", "LOW").satisfy("PLAN");
        churn.decide("plan", """
                {"outcome": "CONDITIONAL_GO", "rationale": "good enough", "conditions": [
                  {"title": "caveats written down", "owner": "a.ruiz", "dueAt": "%s"}]}
                """.formatted(due)).is(201);
        version = churn.version();
    }

    @AfterEach
    void theClockRunsAgain() {
        clock.runAgain();
    }

    @Test
    void whatIsNotDueIsLeftAlone() {
        clock.stopAt(due);

        clockwork.tick();

        assertThat(churn.version()).isEqualTo(version);
    }

    @Test
    void whatIsOverdueIsPutOnRecordOnce() {
        // Given
        clock.stopAt(due.plusNanos(1_000));

        // When
        clockwork.tick();
        clockwork.tick();

        // Then
        assertThat(churn.eventsAfter(version)).containsExactly("condition.overdue", "gate.state-changed");
        churn.where("after", version)
                .get("/events")
                .has("items[0].actor", "machine:tollgate-clock")
                .has("items[1].data.to", "SUSPENDED");
        churn.verifies();
    }

    @Test
    void aProjectThatIsClosedIsLeftInPeace() {
        // Given
        churn.kill("data").is(201);
        version = churn.version();
        clock.stopAt(due.plusSeconds(60));

        // When
        clockwork.tick();

        // Then
        assertThat(churn.version()).isEqualTo(version);
    }
}
