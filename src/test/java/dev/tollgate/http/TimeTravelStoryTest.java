package dev.tollgate.http;

import static dev.tollgate.http.Person.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An auditor asks how things stood. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class TimeTravelStoryTest {

    private final ProjectApi churn = Api.of(getClass()).project(Api.unique("churn"));
    private Answer then;
    private Instant moment;

    @BeforeEach
    void aPlanThatWasReadyAndAGoAfterwards() {
        churn.create("LOW").is(201);
        churn.satisfy("PLAN");
        then = churn.get().is(200);
        moment = Instant.parse(then.value("updatedAt"));
        churn.as(ALICE).go("plan").is(201);
    }

    private ProjectApi at(Object time) {
        return churn.where("asOf", time.toString());
    }

    @Test
    void whatStoodThenIsShownWithWhatStandsNow() {
        // Then
        assertThat(at(moment).get().is(200).text()).isEqualTo(then.text());
        at(moment).gate("plan").has("state", "READY").has("current", true).hasNo("lastDecision");
        churn.gate("plan").has("state", "PASSED");
        at(moment).item("plan.baseline").has("state", "SATISFIED");
        assertThat(at(moment).where("state", "SATISFIED").get("/items").list("items.item"))
                .hasSize(9);
        at(moment).get("/gates").is(200).has("items[0].state", "READY").has("items[1].state", "NOT_READY");
    }

    @Test
    void nobodyIsInvitedToActInThePast() {
        churn.gate("data").has("next", "<text>").has("unmet[0].action", "<text>");
        at(moment)
                .gate("data")
                .hasNo("next")
                .hasNo("unmet[0].action")
                .has("unmet[0].reason", "<text>")
                .has("whoCanDecide[0].role", "gatekeeper");
    }

    @Test
    void theSameMomentInEveryZoneIsTheSameAnswer() {
        // Given
        Answer utc = at(moment).get("/gates").is(200);

        for (String zone : List.of("+05:30", "-11:00", "+00:00")) {
            // When
            Answer answer =
                    at(moment.atOffset(ZoneOffset.of(zone))).get("/gates").is(200);

            // Then
            assertThat(answer.text()).isEqualTo(utc.text());
            assertThat(answer.header("ETag")).isEqualTo(utc.header("ETag"));
            assertThat(answer.header("Tollgate-As-Of")).isEqualTo(moment.toString());
        }
        assertThat(at(moment.toString().toLowerCase(Locale.ROOT)).get("/gates").text())
                .isEqualTo(utc.text());
        // Less than the log can tell apart
        assertThat(at(moment.plusNanos(999)).get("/gates").text()).isEqualTo(utc.text());
    }

    @Test
    void whoHasItAlreadyIsNotSentItAgain() {
        String tag = at(moment).get("/gates/plan").is(200).header("ETag");

        Answer again = at(moment).with("If-None-Match", tag).get("/gates/plan").is(304);

        assertThat(again.header("Tollgate-As-Of")).isEqualTo(moment.toString());
        Instant created = Instant.parse(then.value("createdAt"));
        at(created.minusNanos(1_000))
                .with("If-None-Match", tag)
                .get("/gates/plan")
                .isProblem(404, "not-found");
        churn.with("If-None-Match", tag).get("/gates/plan").is(200);
    }

    @Test
    void theMomentBeforeTheCreationSaysWhenThatWas() {
        // Given
        Instant created = Instant.parse(then.value("createdAt"));
        at(created).get().is(200).has("version", 1);

        // Then, to the microsecond
        for (String path : List.of("", "/items", "/items/plan.baseline", "/gates", "/gates/plan")) {
            at(created.minusNanos(1_000))
                    .get(path)
                    .isProblem(404, "not-found")
                    .has(
                            "detail",
                            "There was no project '%s' at %s: it was created at %s."
                                    .formatted(churn.key(), created.minusNanos(1_000), created));
        }
        at("0001-01-01T00:00:00Z").get().isProblem(404, "not-found");
        Answer nowhere = Api.of(getClass())
                .project(Api.unique("nowhere"))
                .where("asOf", moment.toString())
                .get();
        nowhere.isProblem(404, "not-found");
        assertThat(nowhere.value("detail")).startsWith("There is no project");
    }

    @Test
    void theFutureIsNotKnown() {
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS);

        at(tomorrow)
                .get()
                .isProblem(400, "invalid-request")
                .has("errors[0].parameter", "asOf")
                .has("errors[0].code", "in-future");
        at("9999-12-31T23:59:59Z").get("/gates").isProblem(400, "invalid-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-01-12",
                "2026-01-12T09:00:00",
                "2026-01-12T09:00Z",
                "2026-02-30T09:00:00Z",
                "2026-01-12T25:00:00Z",
                "2026-01-12T09:00:00+99:00",
                "2026-01-12T09:00:00 01:00",
                "1768208400",
                "+99999-01-01T00:00:00Z",
                ""
            })
    void whatIsNoTimeIsRefusedWithTheFormat(String text) {
        for (String path : List.of("", "/items", "/gates/plan")) {
            at(text).get(path).isProblem(400, "invalid-request").has("errors[0].parameter", "asOf");
        }
        if (!text.isEmpty()) {
            assertThat(at(text).get().value("detail")).contains("2026-11-22T09:30:00Z", "%2B");
        }
    }

    @Test
    void onlyOneMomentOfWhatWasIsAskedFor() {
        at(moment).check("plan").isProblem(400, "invalid-request").has("errors[0].code", "unknown-parameter");
        at(moment).go("data").isProblem(400, "invalid-request").has("errors[0].code", "unknown-parameter");
        at(moment)
                .where("asOf", moment.toString())
                .get("/items")
                .isProblem(400, "invalid-request")
                .has("errors[0].code", "repeated");
        assertThat(churn.get().hasHeader("Tollgate-As-Of")).isFalse();
    }
}
