package dev.tollgate.http;

import dev.tollgate.access.TestIssuer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** How the packaged jar is started for tests: as in production, with an issuer of ours and on ports that are free. */
public class Packaged implements QuarkusTestProfile {

    /** That of the tests inside this JVM: both seal the same log. */
    public static final String LOG_KEY =
            "PRIVATE+KEY+tollgate.test/log+d0e86d9b+AZksIqtdaZsN7E/LhKwIdH1DyAc0VrodgCrDpsI5+SB4";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.oidc.public-key",
                TestIssuer.publicKey(),
                "quarkus.management.port",
                "0",
                "tollgate.log.key",
                LOG_KEY,
                "tollgate.secrets.key",
                "dG9sbGdhdGUtZGV2LWtleS1pcy1uby1zZWNyZXQtISE=",
                "tollgate.webhooks.allow-http",
                "true",
                "tollgate.webhooks.allowed-targets",
                "localhost,127.0.0.1");
    }
}
