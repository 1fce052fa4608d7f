package dev.tollgate.feed;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Streams with limits that a test can wait for. */
public class FeedLimits implements QuarkusTestProfile {

    static final int STREAMS = 210;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "tollgate.feed.heartbeat", "200ms",
                "tollgate.feed.stall", "5s",
                "tollgate.feed.streams", Integer.toString(STREAMS));
    }
}
