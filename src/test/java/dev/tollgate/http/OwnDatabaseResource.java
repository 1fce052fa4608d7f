package dev.tollgate.http;

import dev.tollgate.dev.OwnDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/** PostgreSQL for a test that wants a database of its own, empty at first. */
public class OwnDatabaseResource implements QuarkusTestResourceLifecycleManager {

    private static final String NAME = "name";

    private String name = "";

    /** A profile that has the application use a database of this name. */
    public abstract static class Profile implements QuarkusTestProfile {

        private final String name;

        protected Profile(String name) {
            this.name = name;
        }

        @Override
        public boolean disableGlobalTestResources() {
            return true;
        }

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(OwnDatabaseResource.class, Map.of(NAME, name)));
        }
    }

    @Override
    public void init(Map<String, String> arguments) {
        name = arguments.get(NAME);
    }

    @Override
    public Map<String, String> start() {
        return OwnDatabase.create(name).settings();
    }

    /** The server outlives the application under test and ends with the JVM. */
    @Override
    public void stop() {}
}
