package dev.tollgate.notify;

import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.installation.AuthMode;
import dev.tollgate.installation.ChannelAuth;
import dev.tollgate.installation.ChannelProfile;
import dev.tollgate.installation.InstallationEvent;
import dev.tollgate.installation.InstallationRuling;
import dev.tollgate.ledger.PlatformChange;
import dev.tollgate.ledger.PlatformStream;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.Sha256;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    @Inject
    PlatformStream platform;

    @Test
    void nothingThatNeedsASecretIsDone() {
        String path = "/v1/subscriptions/" + UUID.randomUUID();

        api.post("/v1/subscriptions", BODY).isProblem(409, "webhooks-off");
        api.put(path, BODY).isProblem(409, "webhooks-off");
        api.post(path + "/secrets", "{}").isProblem(409, "webhooks-off");
    }

    @Test
    void aChannelThatNeedsASecretIsNotOpened() {
        String key = Api.unique("off");
        String body = "{'key': '%s', 'name': 'Off', 'projects': ['churn'], 'auth': {'mode': '%s'}}".replace('\'', '"');
        api.post("/v1/channels", body.formatted(key, "BEARER")).isProblem(409, "webhooks-off");
        api.post("/v1/channels", body.formatted(key, "URL_TOKEN")).is(201).hasNo("secret");

        // Opened while there was a key.
        String earlier = Api.unique("earlier");
        var profile = new ChannelProfile(
                "Earlier",
                List.of("churn"),
                Optional.empty(),
                new ChannelAuth(AuthMode.BEARER, Optional.empty(), Optional.empty(), Optional.empty(), List.of()),
                EvidenceOutcome.INCONCLUSIVE,
                List.of());
        var created = new InstallationEvent.ChannelCreated(
                earlier, profile, Sha256.named(earlier), Optional.of("3f7a0c21b9de"));
        platform.write(new PlatformChange(
                new Caller("developer", Caller.Kind.PERSON, Set.of("admin")),
                false,
                installation -> InstallationRuling.of(created),
                PlatformChange.Bookkeeping.NONE));
        api.post("/v1/channels/%s/secrets".formatted(earlier), "{}").isProblem(409, "webhooks-off");
    }
}
