package dev.tollgate.http;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CI;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** All of the checklist at low risk, item by item, to LIVE; and back into Model. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class LifecycleStoryTest {

    private final ProjectApi project = Api.of(getClass()).project(Api.unique("lifecycle"));

    @Test
    void thirtySixItemsAndFourGatesLeadToLiveAndALoopLeadsBack() {
        // Given
        project.create("LOW").is(201);

        // When
        List<String> satisfied = new ArrayList<>();
        for (String gate : List.of("plan", "data", "model", "deploy")) {
            String phase = gate.toUpperCase(Locale.ROOT);
            project.get().has("phase", phase).has("state", "ACTIVE");
            project.as(CI).check(gate).isProblem(409, "gate-blocked");
            for (String item : project.where("phase", phase).get("/items").list("items.item")) {
                project.as(CI).pass(item).has("itemState", "SATISFIED");
                satisfied.add(item);
            }
            project.as(ALICE).go(gate).is(201).has("state", "EFFECTIVE").has("gateState", "PASSED");
            project.as(CI).check(gate).is(200);
        }

        // Then
        assertThat(satisfied).hasSize(36).doesNotHaveDuplicates();
        project.get().has("state", "LIVE").has("phase", "DEPLOY").has("iteration", 1);
        project.verifies();

        // When
        Answer loop = project.as(ALICE).loop("DEPLOY", "MODEL", "CONCEPT_DRIFT").is(201);

        // Then the items that the checklist names are asked for again
        loop.has("state", "CONFIRMED").has("iteration", 2).has("gates", "[\"model\", \"deploy\"]");
        loop.has("reopened", """
                ["model.algorithm-candidates", "model.training-cross-validation", "model.hyperparameter-tuning",
                 "model.evaluation", "deploy.post-deployment-review"]""");
        assertThat(project.where("state", "REOPENED").get("/items").list("items.item"))
                .containsExactlyElementsOf(loop.list("reopened"));
        assertThat(project.where("state", "STALE").get("/items").list("items.item"))
                .containsExactlyInAnyOrderElementsOf(loop.list("invalidated"));
        project.get().has("state", "ACTIVE").has("phase", "MODEL").has("iteration", 2);
        project.check("data").is(200);
        project.check("model").isProblem(409, "gate-blocked").has("state", "REOPENED");
        project.check("deploy").isProblem(409, "gate-blocked");
        project.verifies();
    }
}
