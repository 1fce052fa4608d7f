package dev.tollgate.http;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whoever calls the service in a test, by name and roles. Machines have a name, too. */
public record Person(String id, Set<String> roles) {

    /** May do everything: who calls without a token in dev mode. */
    public static final Person DEVELOPER =
            new Person("developer", Set.of("admin", "contributor", "gatekeeper", "reader"));

    public static final Person ALICE = gatekeeper("alice");
    public static final Person BOB = gatekeeper("bob");
    public static final Person DAVE = gatekeeper("dave");
    public static final Person CAROL = contributor("carol");
    public static final Person CI = new Person("ci", Set.of("pipeline"));

    private static final Map<String, String> DEV_TOKENS =
            Map.of("alice", "dev-alice", "bob", "dev-bob", "ci", "dev-ci");

    public static Person gatekeeper(String id) {
        return new Person(id, Set.of("contributor", "gatekeeper"));
    }

    public static Person contributor(String id) {
        return new Person(id, Set.of("contributor"));
    }

    /** The token that stands for this person where the fixed identities of dev mode are known, and those of {@link TestPeople}. */
    String devToken() {
        return DEV_TOKENS.getOrDefault(id, TestPeople.token(this));
    }

    List<String> sortedRoles() {
        return List.copyOf(new TreeSet<>(roles));
    }
}
