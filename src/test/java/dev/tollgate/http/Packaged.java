package dev.tollgate.http;

import dev.tollgate.access.TestIssuer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** How the packaged jar is started for tests: as in production, with an issuer of ours and on ports that are free. */
public class Packaged implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.oidc.public-key",
                TestIssuer.publicKey(),
                "quarkus.management.port",
                "0",
                "tollgate.webhooks.key",
                "dG9sbGdhdGUtZGV2LWtleS1pcy1uby1zZWNyZXQtISE=",
                "tollgate.webhooks.allow-http",
                "true",
                "tollgate.webhooks.allowed-targets",
                "localhost,127.0.0.1");
    }
}
