package dev.tollgate.feed;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CI;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.cloudevents.CloudEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A dashboard follows one project: from the beginning, from where it was, or from now on. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ProjectStreamStoryTest {

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProject() {
        churn = api.newProject("stream", "LOW");
    }

    @Test
    void whatIsRecordedAppearsInTheStreamAsItStandsInTheList() {
        try (Stream stream = Stream.open(api, churn.path() + "/events")) {
            // Given
            assertThatJson(stream.event().data()).node("type").isEqualTo("dev.tollgate.project.created.v1");

            // When
            churn.as(CI).pass("plan.baseline");

            // Then
            List<Stream.Message> events = stream.events(2);
            Answer list = churn.where("after", 1).get("/events").is(200);
            for (int i = 0; i < 2; i++) {
                CloudEvent streamed = CloudEvents.parse(events.get(i).data());
                assertThat(streamed.getId()).isEqualTo(list.list("items.id").get(i));
                assertThat(streamed.getType()).isEqualTo(list.list("items.type").get(i));
                assertThat(streamed.getExtension("hash"))
                        .isEqualTo(list.list("items.hash").get(i));
                assertThat(events.get(i).id())
                        .isEqualTo("%d.%s"
                                .formatted(i + 2, list.list("items.hash").get(i).substring(0, 16)));
            }
            assertThat(list.value("next")).contains("after=" + stream.lastId());
        }
    }

    @Test
    void theAnswerIsNotKeptBufferedOrPacked() {
        try (Stream stream = Stream.open(api, churn.path() + "/events?limit=1", "Accept-Encoding", "gzip")) {
            assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(stream.header("Content-Encoding")).isEmpty();
            assertThat(stream.header("ETag")).isEmpty();
            assertThat(stream.header("Content-Length")).isEmpty();
            assertThat(stream.toEnd()).hasSize(1);
        }
    }

    @Test
    void aStreamOfALimitEndsByItself() {
        churn.satisfy("PLAN");

        try (Stream stream = Stream.open(api, churn.path() + "/events?limit=5")) {
            assertThat(stream.toEnd()).hasSize(5);
        }
        Answer answer = new Answer(
                api.where("limit", 3).request().accept("text/event-stream").get(churn.path() + "/events"));
        assertThat(answer.is(200).text()).contains("retry: 1000\nid: 0\n\n").contains("\nid: 3.");
    }

    @Test
    void aReaderComesBackWithTheLastIdAndMissesNothing() {
        churn.satisfy("PLAN");
        long version = churn.version();
        List<String> seen = new ArrayList<>();
        String id = "";

        // When the connection breaks again and again, each time somewhere else
        while (seen.size() < version) {
            int some = Math.min(4, (int) version - seen.size());
            try (Stream stream = id.isEmpty()
                    ? Stream.open(api, churn.path() + "/events")
                    : Stream.open(api, churn.path() + "/events?after=2", "Last-Event-ID", id)) {
                stream.events(some)
                        .forEach(event -> seen.add(CloudEvents.parse(event.data())
                                .getExtension("sequence")
                                .toString()));
                id = stream.lastId();
            }
        }

        // Then
        for (int i = 0; i < version; i++) {
            assertThat(seen.get(i)).isEqualTo(Integer.toString(i + 1));
        }
    }

    @Test
    void someTypesAreFollowedAlone() {
        try (Stream stream = Stream.open(api, churn.path() + "/events?types=gate.decided,loop.closed&after=1")) {
            churn.satisfy("PLAN").as(ALICE).go("plan").is(201);

            assertThat(CloudEvents.parse(stream.event().data()).getType()).isEqualTo("dev.tollgate.gate.decided.v1");
        }
    }

    @Test
    void latestBeginsBehindEverythingThatIsThere() {
        churn.satisfy("PLAN");
        long version = churn.version();

        try (Stream stream = Stream.open(api, churn.path() + "/events?after=latest")) {
            assertThat(stream.next().id()).startsWith(version + ".");
            churn.as(ALICE).pass("data.eda");

            assertThat(stream.event().id()).startsWith(version + 1 + ".");
        }
        Answer page = churn.where("after", "latest").get("/events").is(200);
        assertThat(page.list("items.id")).isEmpty();
        assertThat(page.value("next")).matches(".*after=%d\\.[0-9a-f]{16}&limit=50".formatted(version + 2));
        assertThat(page.hasHeader("Link")).isFalse();
    }

    @Test
    void aFilteredListGoesOnBehindWhatItHasSeen() {
        churn.satisfy("PLAN");
        long version = churn.version();

        Answer page = churn.where("types", "project.created").get("/events").is(200);

        assertThat(page.list("items.id")).hasSize(1);
        assertThat(page.value("next")).matches(".*after=%d\\..*&types=project.created".formatted(version));
        assertThat(api.next(page).is(200).list("items.id")).isEmpty();
    }

    @Test
    void aCursorOfAnotherLogIsFoundOut() {
        churn.satisfy("PLAN");
        ProjectApi other = api.newProject("stream", "LOW").satisfy("PLAN");
        String cursor = other.where("limit", 3).get("/events").value("next").replaceAll(".*after=([^&]*).*", "$1");

        other.where("after", cursor).get("/events").is(200);
        Answer refused = churn.where("after", cursor).get("/events").isProblem(409, "cursor-unknown");
        assertThat(refused.value("end")).startsWith(churn.version() + ".");
        churn.where("after", 999).get("/events").isProblem(409, "cursor-unknown");
        churn.where("after", 3).get("/events").is(200);
        assertThat(Stream.ask(api, churn.path() + "/events?after=0", "Last-Event-ID", cursor)
                        .statusCode())
                .isEqualTo(409);
        assertThat(Stream.ask(api, churn.path() + "/events?after=999").statusCode())
                .isEqualTo(409);
    }

    @Test
    void whatIsNoCursorIsNamed() {
        for (String wrong : List.of("-1", "x", "0.0123456789abcdef", "3.0123", "01", "3.0123456789ABCDEF")) {
            churn.where("after", wrong)
                    .get("/events")
                    .isProblem(400, "invalid-request")
                    .has("errors[0].parameter", "after");
        }
        var answer = api.with("Last-Event-ID", "seven").request().accept("text/event-stream");
        new Answer(answer.get(churn.path() + "/events"))
                .isProblem(400, "invalid-request")
                .has("errors[0].header", "Last-Event-ID");
        churn.where("limit", 1001).get("/events").isProblem(400, "invalid-request");
        churn.where("limit", 1000).get("/events").is(200);
    }

    @Test
    void aStreamOfNothingIs404() {
        assertThat(Stream.ask(api, "/v1/projects/no-such-project/events").statusCode())
                .isEqualTo(404);
    }
}
