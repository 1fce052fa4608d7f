package dev.tollgate.gate;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.Person;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody lets a gate pass that is not ready, and everybody sees it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class OverrideStoryTest {

    private static final Person VANE = new Person("c.vane", Set.of("executive"));

    /** Who may do everything still needs the role that the checklist asks for. */
    private static final Person ADMIN = new Person("root", Set.of("admin"));

    private final Api api = Api.of(getClass());
    private final Instant soon = Instant.now().plus(Duration.ofDays(2));
    private ProjectApi churn;

    /** The built-in checklist, with the one thing that it does not allow. */
    @BeforeEach
    void aProjectWhoseGatesCanBeOverridden() {
        String id = Api.unique("urgent");
        String yaml = api.with("Accept", "application/yaml")
                .get("/v1/checklists/dsml/versions/1")
                .is(200)
                .text()
                .replaceFirst("(?m)^id: .*", "id: " + id)
                .replaceFirst("(?m)^phases:", "governance: {override: {role: executive, longest: P3D}}\nphases:");
        api.put("/v1/checklists/%s/versions/1".formatted(id), "application/yaml", yaml)
                .is(201);
        churn = api.project(Api.unique("churn"));
        churn.put("""
                {"name": "Churn", "owner": "growth", "riskTier": "LOW", "taskType": "RANKING", "checklist": "%s"}
                """.formatted(id)).is(201);
    }

    private static String override(Instant end) {
        return "{\"rationale\": \"the old one harms people\", \"expiresAt\": \"%s\"}".formatted(end);
    }

    @Test
    void anOverriddenGateStandsAndSaysWhatItLacks() {
        Answer overridden =
                churn.as(VANE).post("/gates/plan/overrides", override(soon)).is(201);

        overridden.has("gate", "plan").has("overriddenBy", "c.vane").has("active", true);
        assertThat(overridden.list("unmet")).contains("plan.baseline").hasSize(9);
        churn.check("plan").is(200).has("override.id", overridden.value("id")).hasNo("decision");
        churn.gate("plan").has("state", "PASSED").has("ready", false).has("override.active", true);
        churn.get().has("phase", "DATA");
        churn.verifies();
    }

    @Test
    void onlyTheRoleAndOnlyForAWhile() {
        churn.as(ALICE).post("/gates/plan/overrides", override(soon)).isProblem(403, "forbidden");
        churn.as(ADMIN).post("/gates/plan/overrides", override(soon)).isProblem(403, "role-required");
        churn.as(VANE)
                .post("/gates/plan/overrides", override(Instant.now().plus(Duration.ofDays(4))))
                .isProblem(422, "invalid-decision")
                .has("errors[0].pointer", "/expiresAt");
        churn.as(VANE).post("/gates/data/overrides", override(soon)).isProblem(409, "gate-not-open");
    }

    @Test
    void whatIsReadyIsDecidedAndNotOverridden() {
        churn.as(CI).satisfy("PLAN");

        churn.as(VANE)
                .post("/gates/plan/overrides", override(soon))
                .isProblem(409, "nothing-to-override")
                .has("action", "POST %s/gates/plan/decisions".formatted(churn.path()));
    }

    @Test
    void noBuiltInChecklistAllowsIt() {
        api.newProject("churn", "LOW")
                .as(VANE)
                .post("/gates/plan/overrides", override(soon))
                .isProblem(409, "override-not-allowed");
    }
}
