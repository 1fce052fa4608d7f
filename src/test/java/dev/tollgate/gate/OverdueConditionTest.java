package dev.tollgate.gate;

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

/** Time passes by itself: nothing has to run for a promise to be broken. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class OverdueConditionTest {

    @Inject
    MovableClock clock;

    private final Instant due = Instant.now().truncatedTo(ChronoUnit.MICROS).plus(Duration.ofMinutes(10));

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aGatePassedOnACondition() {
        churn = api.newProject("churn", "LOW").satisfy("PLAN").satisfy("DATA");
        churn.decide("plan", """
                {"outcome": "CONDITIONAL_GO", "rationale": "good enough", "conditions": [
                  {"title": "caveats written down", "owner": "a.ruiz", "dueAt": "%s"}]}
                """.formatted(due)).is(201);
    }

    @AfterEach
    void theClockRunsAgain() {
        clock.runAgain();
    }

    @Test
    void theGateStandsUntilTheConditionIsDueAndNotLonger() {
        // Given
        String id = churn.get("/conditions").value("items[0].id");
        long version = churn.version();

        // When the time has come, to the microsecond
        clock.stopAt(due);

        // Then
        churn.check("plan").is(200).has("state", "CONDITIONALLY_PASSED");
        churn.get("/conditions").has("items[0].state", "OPEN");

        // When it is over
        clock.stopAt(due.plusNanos(1_000));

        // Then the answers know, and nothing had to be written
        churn.check("plan")
                .isProblem(409, "gate-blocked")
                .has("state", "SUSPENDED")
                .has("unmet", """
                [{"kind": "CONDITION", "condition": "%1$s", "title": "caveats written down", "state": "OVERDUE", "reason": "due %2$s, owner a.ruiz",
                  "action": "POST %3$s/conditions/%1$s/closure"}]
                """.formatted(id, due, churn.path()));
        churn.get("/conditions").has("items[0].state", "OVERDUE");
        churn.gate("plan").has("state", "SUSPENDED").has("ready", false);
        assertThat(churn.version()).isEqualTo(version);
        churn.verifies();
    }

    @Test
    void noGoIsGivenBehindAGateThatTimeHasSuspended() {
        clock.stopAt(due.plusNanos(1_000));

        churn.go("data")
                .isProblem(409, "gate-not-open")
                .has("detail", "Gate data is not open: gate plan is SUSPENDED.");
    }

    @Test
    void theNextWritePutsTheTimeOnRecordFirst() {
        // Given
        long version = churn.version();
        clock.stopAt(due.plusNanos(1_000));

        // When
        churn.pass("plan.baseline");

        // Then
        assertThat(churn.eventsAfter(version))
                .containsExactly("condition.overdue", "gate.state-changed", "evidence.recorded");
        churn.verifies();
    }

    @Test
    void closingALateConditionRestoresTheGate() {
        // Given
        String id = churn.get("/conditions").value("items[0].id");
        clock.stopAt(due.plusSeconds(60));
        churn.check("plan").is(409);

        // When
        churn.post("/conditions/%s/closure".formatted(id), "{\"comment\": \"late, but done\"}")
                .is(201);

        // Then
        churn.check("plan").is(200).has("state", "PASSED");
        churn.go("data").is(201);
        assertThat(churn.where("types", "condition.overdue").get("/events").list("items.id"))
                .hasSize(1);
        churn.verifies();
    }

    @Test
    void whenTheClockGoesBackTheLogDoesNot() {
        // Given
        clock.stopAt(due.minusSeconds(60));
        churn.pass("plan.baseline");
        String last = churn.get().value("updatedAt");
        clock.runAgain();

        // When
        churn.pass("plan.baseline");

        // Then
        churn.get().has("updatedAt", "\"%s\"".formatted(last));
        churn.verifies();
    }
}
