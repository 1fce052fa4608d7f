package dev.tollgate.http;

import dev.tollgate.dev.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * PostgreSQL for tests. One server for the whole run: the tests of every class and profile find the same one, with an empty database when
 * the run starts.
 */
public class EmbeddedPostgresResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return Map.of(
                "quarkus.datasource.jdbc.url", TestDatabase.url(),
                "quarkus.datasource.username", "tollgate",
                "quarkus.datasource.password", "tollgate",
                "quarkus.flyway.username", "tollgate_owner",
                "quarkus.flyway.password", "tollgate_owner");
    }

    /** The server outlives the application under test and ends with the JVM. */
    @Override
    public void stop() {}
}
