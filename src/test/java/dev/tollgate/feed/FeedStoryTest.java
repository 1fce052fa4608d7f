package dev.tollgate.feed;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.cloudevents.CloudEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service follows what happens in all projects, in one order, and loses nothing. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class FeedStoryTest {

    private static final String FEED = "/v1/events";

    private final Api api = Api.of(getClass());
    private String start;

    @BeforeEach
    void theEndOfTheLog() {
        start = cursor(api.where("after", "latest").get(FEED).is(200));
    }

    @Test
    void theWholeLifeOfAProjectIsCloudEventsInTheListAndInTheStream() {
        // Given
        ProjectApi churn = api.newProject("feed", "LOW").passed("plan", "data", "model", "deploy");
        churn.as(CI).loop("MODEL", "DATA", "RETRAINING").is(201);
        int version = (int) churn.version();

        // When
        List<CloudEvent> streamed;
        try (Stream stream = Stream.open(api, ofProjects(churn) + "&limit=" + version)) {
            streamed = CloudEvents.inStream(stream.toEnd());
        }
        List<CloudEvent> listed = CloudEvents.inList(api.where("projects", churn.key())
                .where("limit", 1000)
                .get(FEED)
                .is(200)
                .text());
        List<CloudEvent> ofProject = CloudEvents.inList(
                churn.where("limit", 1000).get("/events").is(200).text());

        // Then
        assertThat(streamed).hasSize(version).isEqualTo(listed).isEqualTo(ofProject);
        assertThat(streamed.stream().map(CloudEvents::sequence).toList())
                .isEqualTo(LongStream.rangeClosed(1, version).boxed().toList());
        assertThat(streamed).allMatch(event -> event.getSource().toString().equals(churn.path()));
    }

    @Test
    void positionsHaveNoGaps() {
        api.newProject("feed", "LOW").satisfy("PLAN");
        api.newProject("feed", "LOW").satisfy("PLAN");

        List<CloudEvent> events;
        try (Stream stream = Stream.open(api, FEED + "?limit=40", "Last-Event-ID", start)) {
            events = CloudEvents.inStream(stream.toEnd());
        }

        long first = Long.parseLong(start.replaceAll("\\..*", "")) + 1;
        assertThat(events.stream().map(CloudEvents::position).toList())
                .isEqualTo(LongStream.range(first, first + 40).boxed().toList());
        Answer page = api.where("after", start).where("limit", 40).get(FEED).is(200);
        assertThat(CloudEvents.inList(page.text())).isEqualTo(events);
        assertThat(page.value("next")).startsWith(FEED + "?after=%d.".formatted(first + 39));
    }

    @Test
    void aReaderWhoseConnectionBreaksAgainAndAgainSeesEveryEventOnceWhileOthersWrite() throws Exception {
        // Given
        long seed = new Random().nextLong();
        System.out.println("aReaderWhoseConnectionBreaks: seed " + seed);
        Random random = new Random(seed);
        List<ProjectApi> projects = IntStream.range(0, 3)
                .mapToObj(i -> api.newProject("feed", "LOW"))
                .toList();
        String path = ofProjects(projects.toArray(ProjectApi[]::new));

        // When each of them is written to
        List<CloudEvent> seen = new ArrayList<>();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writing = new ArrayList<>();
            for (ProjectApi project : projects) {
                writing.add(writers.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        project.as(CI).pass("data.eda");
                    }
                }));
            }
            // 1 of the creation, 1 of the item's state and 40 of evidence
            int expected = projects.size() * 42;
            String id = start;
            while (seen.size() < expected) {
                int some = Math.min(1 + random.nextInt(20), expected - seen.size());
                try (Stream stream = Stream.open(api, path, "Last-Event-ID", id)) {
                    seen.addAll(CloudEvents.inStream(stream.events(some)));
                    id = stream.lastId();
                }
            }
            for (Future<?> writer : writing) {
                writer.get();
            }
        }

        // Then
        assertThat(seen.stream().map(CloudEvents::position).toList()).isSorted().doesNotHaveDuplicates();
        Map<String, List<Long>> numbers = new HashMap<>();
        seen.forEach(event -> numbers.computeIfAbsent(event.getSource().toString(), source -> new ArrayList<>())
                .add(CloudEvents.sequence(event)));
        for (ProjectApi project : projects) {
            assertThat(numbers.get(project.path()))
                    .isEqualTo(
                            LongStream.rangeClosed(1, project.version()).boxed().toList());
        }
    }

    @Test
    void someTypesOfSomeProjectsAreFollowedAlone() {
        ProjectApi one = api.newProject("feed", "LOW").satisfy("PLAN");
        ProjectApi other = api.newProject("feed", "LOW").satisfy("PLAN");
        ProjectApi third = api.newProject("feed", "LOW").satisfy("PLAN");
        third.as(ALICE).go("plan").is(201);

        try (Stream stream = Stream.open(
                api, ofProjects(one, other) + "&types=gate.decided&types=project.created,loop.closed&limit=4")) {
            one.as(ALICE).go("plan").is(201);
            other.as(ALICE).go("plan").is(201);

            assertThat(CloudEvents.inStream(stream.toEnd()).stream()
                            .map(event -> "%s %s".formatted(event.getSource(), event.getType())))
                    .containsExactlyInAnyOrder(
                            one.path() + " dev.tollgate.project.created.v1",
                            other.path() + " dev.tollgate.project.created.v1",
                            one.path() + " dev.tollgate.gate.decided.v1",
                            other.path() + " dev.tollgate.gate.decided.v1");
        }
        Answer page = api.where("projects", one.key() + "," + other.key())
                .where("types", "gate.decided")
                .where("after", start)
                .get(FEED)
                .is(200);
        assertThat(page.list("items.source")).containsExactlyInAnyOrder(one.path(), other.path());
        assertThat(page.hasHeader("Link")).isFalse();
        assertThat(api.next(page).is(200).list("items.id")).isEmpty();
    }

    @Test
    void aPageSaysWhereToGoOnThoughNothingWasOnIt() {
        Answer page = api.where("after", "latest").get(FEED).is(200);
        assertThat(page.list("items.id")).isEmpty();

        ProjectApi churn = api.newProject("feed", "LOW");
        try (Stream stream = Stream.open(api, ofProjects(churn) + "&limit=1")) {
            stream.toEnd();
        }

        assertThat(api.next(page).is(200).list("items.source")).contains(churn.path());
    }

    @Test
    void aCursorThatThisLogDidNotGiveOutIsFoundOut() {
        api.newProject("feed", "LOW");
        String number = start.replaceAll("\\..*", "");

        for (String foreign : List.of(number + ".0123456789abcdef", "999999999")) {
            Answer refused = api.where("after", foreign).get(FEED).isProblem(409, "cursor-unknown");
            assertThat(refused.value("end")).matches("[0-9]+\\.[0-9a-f]{16}");
            assertThat(Stream.ask(api, FEED, "Last-Event-ID", foreign).statusCode())
                    .isEqualTo(409);
        }
        api.where("after", start).get(FEED).is(200);
        api.where("after", number).get(FEED).is(200);
    }

    @Test
    void whatIsNotThereIsNamed() {
        api.where("projects", "no-such-project")
                .get(FEED)
                .isProblem(400, "invalid-request")
                .has("errors[0].parameter", "projects")
                .has("errors[0].code", "unknown-project");
        api.where("types", "gate.exploded")
                .get(FEED)
                .isProblem(400, "invalid-request")
                .has("errors[0].allowed[0]", "project.created");
        api.where("limit", 0).get(FEED).isProblem(400, "invalid-request");
        api.where("after", "yesterday").get(FEED).isProblem(400, "invalid-request");
    }

    @Test
    void aStreamAnswersTheContractToo() {
        api.newProject("feed", "LOW");

        var stream = api.where("limit", 1).request().accept("text/event-stream");

        assertThat(new Answer(stream.get(FEED)).is(200).text()).startsWith("retry: 1000\nid: 0\n\nid: 1.");
    }

    private static String ofProjects(ProjectApi... projects) {
        return List.of(projects).stream()
                .map(ProjectApi::key)
                .collect(Collectors.joining(",", FEED + "?projects=", ""));
    }

    private static String cursor(Answer page) {
        return page.value("next").replaceAll(".*[?&]after=([^&]*).*", "$1");
    }
}
