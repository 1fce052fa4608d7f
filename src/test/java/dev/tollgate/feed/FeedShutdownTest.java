package dev.tollgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A replica that stops sends its readers away before the framework waits for them. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
@TestProfile(FeedShutdownTest.Stopping.class)
class FeedShutdownTest {

    /** An application of its own, since nothing is streamed any more by one that stops. */
    public static class Stopping implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tollgate.feed.heartbeat", "14s");
        }
    }

    @Inject
    Event<ShutdownDelayInitiatedEvent> stopping;

    private final Api api = Api.of(getClass());

    @Test
    void streamsEndWithAWordAndNoneIsOpenedAfterwards() {
        ProjectApi churn = api.newProject("shutdown", "LOW");
        String path = churn.path() + "/events";
        try (Stream one = Stream.open(api, path);
                Stream all = Stream.open(api, "/v1/events?after=latest&types=loop.closed")) {
            String last = one.event().id();

            stopping.fire(new ShutdownDelayInitiatedEvent());

            Stream.Message bye = one.named("bye");
            assertThat(bye.id()).isEqualTo(last);
            assertThat(bye.data()).isEqualTo("{\"reason\":\"shutdown\"}");
            assertThat(one.toEnd()).isEmpty();
            all.named("bye");
            assertThat(all.toEnd()).isEmpty();
            assertThat(Stream.ask(api, path).statusCode()).isEqualTo(503);
            assertThat(api.get(path).status()).isEqualTo(200);
        }
    }
}
