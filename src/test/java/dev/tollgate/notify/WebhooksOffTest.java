package dev.tollgate.notify;

import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A service without a key for secrets keeps none, and says what to do. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
@TestProfile(WebhooksOffTest.WithoutKey.class)
class WebhooksOffTest {

    private static final String BODY = """
            {"name": "test", "url": "http://localhost:1024/"}""";

    public static class WithoutKey implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tollgate.secrets.key", "");
        }
    }

    private final Api api = Api.of(getClass());

    @Test
    void nothingThatNeedsASecretIsDone() {
        String path = "/v1/subscriptions/" + UUID.randomUUID();

        api.post("/v1/subscriptions", BODY).isProblem(409, "webhooks-off");
        api.put(path, BODY).isProblem(409, "webhooks-off");
        api.post(path + "/secrets", "{}").isProblem(409, "webhooks-off");
    }
}
