package dev.tollgate.authoring;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CAROL;
import static dev.tollgate.http.Person.CI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A project is watched by the next version, comes to follow it, and cannot leave behind what it has evidence for. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class MigrationStoryTest {

    private final Api api = Api.of(getClass());
    private final String id = Api.unique("moved");
    private ProjectApi churn;
    private ProjectApi medium;

    @BeforeEach
    void twoProjectsFollowVersionOneAndThereIsASecond() {
        publish(1, Written.yaml(id, 1));
        churn = follower("LOW").passed("plan");
        medium = follower("MEDIUM");
        publish(2, Written.grown(id, 2));
    }

    private ProjectApi follower(String tier) {
        ProjectApi project = api.project(Api.unique("churn"));
        project.put(body(tier)).is(201).has("checklistVersion", 1);
        return project;
    }

    private String body(String tier) {
        return """
                {"name": "Churn", "owner": "growth", "riskTier": "%s", "taskType": "REGRESSION", "checklist": "%s"}""".formatted(tier, id);
    }

    private void publish(int version, String yaml) {
        api.put("/v1/checklists/%s/versions/%d".formatted(id, version), "application/yaml", yaml)
                .is(201);
    }

    private String to(int version) {
        return to(id, version);
    }

    private static String to(String checklist, int version) {
        return "{\"checklist\": \"%s\", \"version\": %d}".formatted(checklist, version);
    }

    private Answer shadow(ProjectApi project, String body) {
        return project.api().put(project.path() + "/shadow", body);
    }

    @Test
    void aPreviewSaysWhatTheMigrationThenDoes() {
        long before = churn.version();

        Answer preview = churn.dryRun().post("/migration", to(2)).is(201).hasNo("seq");
        preview.has("project", churn.key())
                .has("before.version", 1)
                .has("after.version", 2)
                .has("flips", true)
                .has("items.added", List.of("plan.baseline"))
                .has("gates[0].before", "PASSED")
                .has("gates[0].after", "SUSPENDED")
                .has("gates[0].unmetAfter[0].item", "plan.baseline");
        assertThat(churn.version()).isEqualTo(before);
        churn.get().has("checklistVersion", 1);

        Answer migrated = churn.post("/migration", to(2)).is(201);
        assertThat(migrated.number("seq")).isEqualTo(before + 1);
        assertThat(migrated.text().replaceAll(",\"seq\":.*", "").strip())
                .isEqualTo(preview.text().strip().replaceAll("}$", ""));
        churn.get().has("checklistVersion", 2);
        churn.gate("plan").has("state", "SUSPENDED");
        churn.check("plan").isProblem(409, "gate-blocked");
        churn.pass("plan.baseline");
        churn.gate("plan").has("state", "PASSED");
        churn.verifies();
    }

    @Test
    void toFollowWhatIsFollowedIsNoChange() {
        long before = churn.version();

        churn.post("/migration", to(1)).is(201).hasNo("seq").has("flips", false);

        assertThat(churn.version()).isEqualTo(before);
    }

    @Test
    void anItemInUseIsNotDropped() {
        churn.post("/migration", to(2)).is(201);
        churn.pass("plan.baseline");
        publish(3, Written.yaml(id, 3));

        churn.post("/migration", to(3)).isProblem(409, "item-in-use").has("items", List.of("plan.baseline"));
        churn.dryRun().post("/migration", to(3)).isProblem(409, "item-in-use");
        churn.post("/migration", to("dsml", 1)).isProblem(409, "item-in-use");
        churn.get().has("checklistVersion", 2);
    }

    @Test
    void anItemThatNobodyTouchedIsDropped() {
        churn.post("/migration", to(2)).is(201);
        publish(3, Written.yaml(id, 3));

        churn.post("/migration", to(3)).is(201).has("items.removed", List.of("plan.baseline"));
        churn.gate("plan").has("state", "PASSED");
        churn.verifies();
    }

    @Test
    void whoMayNotMigrateDoesNot() {
        churn.as(CI).post("/migration", to(2)).isProblem(403, "forbidden");
        churn.as(CAROL).post("/migration", to(2)).isProblem(403, "forbidden").has("permission", "gate:decide");
        churn.post("/migration", to(9)).isProblem(422, "unknown-checklist");
        churn.post("/migration", to("nothing-here", 1)).isProblem(422, "unknown-checklist");
        api.post("/v1/checklists/%s/versions/2/deprecation".formatted(id), "{\"reason\": \"too much\"}")
                .is(201);
        churn.post("/migration", to(2)).isProblem(422, "unknown-checklist");
        churn.post("/migration", "{\"checklist\": \"dsml\"}")
                .isProblem(400, "invalid-request")
                .has("errors[0].pointer", "/version");
        api.project(Api.unique("nobody")).post("/migration", to(1)).isProblem(404, "not-found");
    }

    @Test
    void nothingMovesWhileVotesAreCollected() {
        medium.as(CI).pass("plan.goal");
        medium.as(ALICE).go("plan").is(201).has("state", "OPEN");

        medium.post("/migration", to(2)).isProblem(409, "decision-open");
        shadow(medium, to(2)).is(200);
    }

    @Test
    void aClosedProjectStaysAsItIs() {
        churn.kill("data").is(201);

        churn.post("/migration", to(2)).isProblem(409, "project-closed");
        shadow(churn, to(2)).isProblem(409, "project-closed");
    }

    @Test
    void aShadowOnlyReports() {
        churn.get("/shadow").isProblem(404, "not-found");

        Answer set = shadow(churn, to(2)).is(200);
        set.has("before.version", 1).has("after.version", 2).has("flips", true);
        assertThat(set.number("seq")).isEqualTo(churn.version());
        Answer seen = churn.get("/shadow").is(200).hasNo("seq");
        assertThat(set.header("ETag")).isEqualTo(seen.header("ETag"));
        shadow(churn, to(2)).is(200).hasNo("seq");
        churn.gate("plan").has("state", "PASSED");
        churn.get().has("checklistVersion", 1);

        // What is posted for it counts by both.
        churn.pass("data.set");
        churn.get("/shadow")
                .has("gates[1].before", "READY")
                .has("gates[1].after", "READY")
                .has("gates[0].after", "SUSPENDED");

        shadow(churn, to("dsml-strict", 1)).is(200).has("after.checklist", "dsml-strict");
        Answer tried = new Answer(churn.dryRun().api().request().delete(churn.path() + "/shadow"));
        tried.is(200).hasNo("seq");
        churn.get("/shadow").is(200);
        new Answer(api.request().delete(churn.path() + "/shadow")).is(200).isJson("""
                        {"project": "%s", "removed": {"checklist": "dsml-strict", "version": 1}, "seq": "<number>", "hash": "<hash>"}""".formatted(churn.key()));
        churn.get("/shadow").isProblem(404, "not-found");
        new Answer(api.request().delete(churn.path() + "/shadow")).isProblem(404, "not-found");
        churn.verifies();
    }

    @Test
    void aShadowThatIsNotThereIsRefused() {
        shadow(churn, to(9)).isProblem(422, "unknown-checklist");
        shadow(churn, "{}").isProblem(400, "invalid-request");
        assertThat(new Answer(churn.dryRun()
                                .api()
                                .request()
                                .contentType("application/json")
                                .body(to(2))
                                .put(churn.path() + "/shadow"))
                        .is(200)
                        .hasNo("seq")
                        .header("Tollgate-Dry-Run"))
                .isEqualTo("true");
        churn.get("/shadow").isProblem(404, "not-found");
    }
}
