package dev.tollgate.feed;

import static dev.tollgate.http.Person.CI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.dev.Await;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Many readers, slow readers, readers that leave: none of them costs the others anything. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
@TestProfile(FeedLimits.class)
class FeedLoadTest {

    private static final String FEED = "/v1/events";
    private static final Pattern ID = Pattern.compile("^id: (([0-9]+)\\S*)$", Pattern.MULTILINE);

    @Inject
    FeedPoller poller;

    @Inject
    Channels channels;

    @Inject
    MeterRegistry meters;

    private final Api api = Api.of(getClass());

    @Test
    void twoHundredReadersCostTheDatabaseNoMoreThanTwo() {
        ProjectApi churn = api.newProject("load", "LOW");

        double few = questions(churn, 1);
        double many = questions(churn, 100);

        System.out.printf(
                "questions, of those that one poller may ask: %.2f with 2 readers, %.2f with 200%n", few, many);
        assertThat(List.of(few, many)).allMatch(part -> part <= 1);
    }

    /**
     * How many questions are asked for so many readers of each feed while somebody writes, as a part of what one poller may ask: a question
     * for each feed and one for new events of the project, each time that it wakes.
     */
    private double questions(ProjectApi churn, int readers) {
        int posts = 30;
        List<Stream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < readers; i++) {
                streams.add(Stream.open(api, FEED + "?after=latest&projects=" + churn.key()));
                streams.add(Stream.open(api, churn.path() + "/events?after=latest"));
            }
            long begun = System.nanoTime();
            long before = poller.queries();
            for (int i = 0; i < posts; i++) {
                churn.as(CI).pass("plan.baseline");
            }
            for (Stream stream : streams) {
                assertThat(stream.events(posts)).hasSize(posts);
            }
            double wakeups = (System.nanoTime() - begun) / 75e6 + posts + 1;
            return (poller.queries() - before) / (3 * wakeups);
        } finally {
            streams.forEach(Stream::close);
        }
    }

    @Test
    void nobodyIsAskedForWhileNobodyListens() {
        Await.until(() -> channels.subscribers().isEmpty());
        long before = poller.queries();

        ProjectApi churn = api.newProject("load", "LOW").satisfy("PLAN");

        assertThat(churn.version()).isGreaterThan(1);
        // The thread may be at its last question while the last reader leaves.
        assertThat(poller.queries()).isLessThanOrEqualTo(before + 2);
    }

    @Test
    void aReaderThatTakesNothingIsDroppedAndComesBackWithoutLoss() throws IOException {
        // Given
        ProjectApi churn = api.newProject("load", "LOW");
        double dropped = dropped();
        int posts = 0;

        try (Stream attentive = Stream.open(api, churn.path() + "/events?after=latest");
                var slow = new SlowReader(api, churn.path() + "/events")) {
            Await.until(() -> gauge("project") == 2);
            int before = connections();
            // When much more is written than sockets hold, in posts of about 400 KB
            while (dropped() == dropped && posts < 100) {
                churn.as(CI)
                        .batch(Collections.nCopies(100, large()).toArray(String[]::new))
                        .is(201);
                posts++;
            }
            Await.until("the slow one is dropped", () -> dropped() > dropped);

            // Then the other reader has everything
            long version = churn.version();
            assertThat(attentive.events((int) version - 1)).hasSize((int) version - 1);
            Await.until(() -> gauge("project") == 1);
            System.out.printf("dropped after %d posts, %d events%n", posts, version);

            // And the connection of the slow one is gone, though it never took what was on its way to it
            Await.until(() -> connections() < before);

            // And the slow one, once awake, comes back to where it was
            String got = slow.wakeUp();
            String whole = got.substring(0, got.lastIndexOf("\n\n") + 2);
            String last = lastId(whole);
            try (Stream again = Stream.open(api, churn.path() + "/events?limit=1", "Last-Event-ID", last)) {
                assertThat(CloudEvents.sequence(CloudEvents.parse(again.event().data())))
                        .isEqualTo(Long.parseLong(last.replaceAll("\\..*", "")) + 1);
            }
        }
    }

    private static String large() {
        return "{\"item\": \"plan.baseline\", \"outcome\": \"PASS\", \"summary\": \"%s\"}".formatted("x".repeat(2_000));
    }

    private static String lastId(String frames) {
        Matcher ids = ID.matcher(frames);
        String last = "";
        while (ids.find()) {
            last = ids.group(1);
        }
        return last;
    }

    @Test
    void aHeartbeatMovesAReaderOnThatWaitsForSomethingRare() {
        ProjectApi churn = api.newProject("load", "LOW").satisfy("PLAN");
        long version = churn.version();

        try (Stream stream = Stream.open(api, churn.path() + "/events?types=loop.closed")) {
            Stream.Message message = stream.next();
            while (!message.id().startsWith(version + ".")) {
                assertThat(message.data()).isEmpty();
                message = stream.next();
            }
            assertThat(message.comment()).isEqualTo("still here");
        }
    }

    @Test
    void noMoreStreamsThanConfiguredAndAPlaceIsFreeAgainWhenOneLeaves() {
        Await.until(() -> channels.subscribers().isEmpty());
        ProjectApi churn = api.newProject("load", "LOW");
        String path = churn.path() + "/events";
        List<Stream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < FeedLimits.STREAMS; i++) {
                streams.add(Stream.open(api, i % 2 == 0 ? path : FEED));
            }
            assertThat(gauge("project") + gauge("all")).isEqualTo(FeedLimits.STREAMS);

            var refused = Stream.ask(api, path);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(api.get(path).status()).isEqualTo(200);

            streams.removeLast().close();
            Await.until(() -> gauge("project") + gauge("all") < FeedLimits.STREAMS);
            streams.add(Stream.open(api, path));
        } finally {
            streams.forEach(Stream::close);
        }
        Await.until(() -> gauge("project") + gauge("all") == 0);
        assertThat(channels.subscribers()).isEmpty();
    }

    private int connections() {
        return meters.get("http.server.connections").longTaskTimer().activeTasks();
    }

    private double dropped() {
        return meters.get("tollgate.feed.dropped")
                .tag("feed", "project")
                .counter()
                .count();
    }

    private double gauge(String feed) {
        return meters.get("tollgate.feed.streams").tag("feed", feed).gauge().value();
    }
}
