package dev.tollgate.http;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CI;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of a moment later is what was said at that moment, to the last field. The clock stands still while a moment is recorded. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class TimeTravelTest {

    private static final List<String> VIEWS = List.of(
            "",
            "/items",
            "/items?state=SATISFIED&state=STALE",
            "/items/plan.baseline",
            "/items/model.evaluation",
            "/gates",
            "/gates/plan",
            "/gates/data");

    @Inject
    MovableClock clock;

    @Inject
    Scheduler scheduler;

    private final ObjectMapper json = new ObjectMapper();
    private final Instant start = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final NavigableMap<Instant, Map<String, String>> recorded = new TreeMap<>();
    private final ProjectApi churn = Api.of(getClass()).project(Api.unique("churn"));
    private Instant now = start;

    @BeforeEach
    void nothingHappensByItself() {
        scheduler.pause("clock");
        clock.stopAt(now);
    }

    @AfterEach
    void theClockRunsAgain() {
        clock.runAgain();
        scheduler.resume("clock");
    }

    @Test
    void everyMomentOfALifecycleCanBeSeenAgain() {
        // Given a story, recorded after every step and between any two
        Instant due = start.plus(Duration.ofMinutes(30));
        step(() -> churn.create("LOW").is(201));
        step(() -> churn.as(CI).evidence("plan.baseline", ProjectApi.FAIL).is(201));
        step(() -> churn.as(CI).satisfy("PLAN"));
        step(() -> churn.as(ALICE).review("plan.baseline", "ACCEPT"));
        step(() -> churn.as(ALICE).decide("plan", """
                        {"outcome": "CONDITIONAL_GO", "rationale": "good enough", "conditions": [
                          {"title": "caveats written down", "owner": "a.ruiz", "dueAt": "%s"}]}
                        """.formatted(due)).is(201));
        step(() -> churn.put("""
                        {"name": "Churn, renamed", "owner": "crm", "riskTier": "MEDIUM",
                         "taskType": "BINARY_CLASSIFICATION"}""").is(200));
        step(() -> churn.as(CI).satisfy("DATA"));
        step(() -> churn.as(ALICE).go("data").is(201));
        String decision = churn.gate("data").value("openDecision.id");
        step(() -> churn.as(Person.BOB).vote("data", decision, "APPROVE").is(201));
        step(() -> churn.as(CI).satisfy("MODEL"));
        step(() -> churn.as(ALICE).loop("MODEL", "DATA", "FEATURE_DRIFT").is(201));
        step(() -> churn.as(CI).pass("data.eda"));
        String condition = churn.get("/conditions").value("items[0].id");
        for (Instant moment : List.of(due.minusNanos(1_000), due, due.plusNanos(1_000))) {
            recordAt(moment);
        }
        now = due.plusSeconds(1);
        step(() -> churn.post("/conditions/%s/closure".formatted(condition), "{\"comment\": \"done\"}")
                .is(201));
        step(() -> churn.as(ALICE).kill("data").is(201));
        assertThat(recorded.get(due).get("/gates/plan")).contains("CONDITIONALLY_PASSED");
        assertThat(recorded.get(due.plusNanos(1_000)).get("/gates/plan")).contains("SUSPENDED");

        // Then no moment at which something happened is left out
        assertThat(churn.where("limit", 200).get("/events").list("items.time").stream()
                        .map(Instant::parse))
                .isSubsetOf(recorded.keySet());

        // And each looks now as it did then, the last one first
        clock.stopAt(now.plus(Duration.ofDays(1)));
        recorded.descendingMap()
                .forEach((moment, views) -> views.forEach((path, body) -> assertThatJson(past(moment, path))
                        .as("%s as of %s", path, moment)
                        .isEqualTo(withoutWhatToDo(body))));
        assertThat(recorded).hasSizeGreaterThan(30);
    }

    /** Does it, and records what is then shown, and what is shown when a while has passed. */
    private void step(Runnable something) {
        now = now.plusSeconds(60);
        clock.stopAt(now);
        something.run();
        recordAt(now);
        recordAt(now.plusSeconds(20));
    }

    private void recordAt(Instant moment) {
        clock.stopAt(moment);
        Map<String, String> views = new LinkedHashMap<>();
        VIEWS.forEach(path -> views.put(path, churn.get(path).is(200).text()));
        recorded.put(moment, views);
    }

    private String past(Instant moment, String path) {
        Answer answer = churn.where("asOf", moment.toString()).get(path).is(200);
        assertThat(answer.header("Tollgate-As-Of")).isEqualTo(moment.toString());
        return answer.text();
    }

    /** All of the answer but its invitations to act. */
    private String withoutWhatToDo(String body) {
        try {
            JsonNode tree = json.readTree(body);
            tree.findParents("whoCanDecide")
                    .forEach(gate -> ((ObjectNode) gate).remove(List.of("next", "blockers", "canYouDecide")));
            tree.findParents("action").forEach(unmet -> ((ObjectNode) unmet).remove("action"));
            return tree.toString();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(body, e);
        }
    }
}
