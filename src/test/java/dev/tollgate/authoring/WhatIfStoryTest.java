package dev.tollgate.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.Person;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** An author sees what a version would mean for the projects that are there, before and after it is published; nothing is changed by it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class WhatIfStoryTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Person READER = new Person("rita", Set.of("reader"));

    private final Api api = Api.of(getClass());
    private final String id = Api.unique("tried");
    private ProjectApi passed;
    private ProjectApi begun;

    @BeforeEach
    void twoProjectsFollowVersionOne() {
        api.put("/v1/checklists/%s/versions/1".formatted(id), "application/yaml", Written.yaml(id, 1))
                .is(201);
        passed = follower("passed").passed("plan");
        begun = follower("begun");
    }

    private ProjectApi follower(String name) {
        ProjectApi project = api.project(Api.unique(name));
        project.put("""
                {"name": "Churn", "owner": "growth", "riskTier": "LOW", "taskType": "REGRESSION", "checklist": "%s"}""".formatted(id)).is(201);
        return project;
    }

    private Answer whatIf(int version, Map<String, Object> body) {
        return whatIf(api, id, version, body);
    }

    private static Answer whatIf(Api api, String id, int version, Map<String, Object> body) {
        try {
            return api.post(
                    "/v1/checklists/%s/versions/%d/what-if".formatted(id, version), JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDraftIsTriedOnAllThatFollow() {
        long before = passed.version();

        Answer answer = whatIf(api.as(READER), id, 2, Map.of("document", Written.grown(id, 2)))
                .is(200);

        answer.has("count", 2).has("flips", 1).has("items[0].flips", false);
        assertThat(answer.list("items.project")).containsExactly(begun.key(), passed.key());
        String comparison = """
                {"checklist": "%1$s", "version": 2, "comparedAt": "<time>", "count": 1, "flips": 1, "items": [
                  {"project": "%2$s", "before": {"checklist": "%1$s", "version": 1}, "after": {"checklist": "%1$s", "version": 2},
                   "flips": true, "items": {"added": ["plan.baseline"], "removed": [], "changed": []},
                   "gates": [
                     {"gate": "plan", "phase": "PLAN", "before": "PASSED", "after": "SUSPENDED", "flips": true, "unmetBefore": [],
                      "unmetAfter": [{"kind": "ITEM", "item": "plan.baseline", "title": "Baseline", "state": "NOT_STARTED", "reason": "no evidence yet"}]},
                     %3$s, %4$s, %5$s]}]}
                """.formatted(
                        id,
                        passed.key(),
                        waiting("data", "data.set", "Data set"),
                        waiting("model", "model.evaluation", "Evaluated"),
                        waiting("deploy", "deploy.monitoring", "Monitored"));
        whatIf(2, Map.of("document", Written.grown(id, 2), "projects", List.of(passed.key(), passed.key())))
                .is(200)
                .isJson(comparison);
        // An object is as good as a text.
        Object object = new Yaml().load(Written.grown(id, 2));
        whatIf(2, Map.of("document", object, "projects", List.of(passed.key())))
                .is(200)
                .isJson(comparison);

        assertThat(passed.version()).isEqualTo(before);
        passed.gate("plan").has("state", "PASSED");
        api.get("/v1/checklists/%s/versions/2".formatted(id)).isProblem(404, "not-found");
    }

    private static String waiting(String gate, String item, String title) {
        String unmet =
                "[{\"kind\": \"ITEM\", \"item\": \"%s\", \"title\": \"%s\", \"state\": \"NOT_STARTED\", \"reason\": \"no evidence yet\"}]"
                        .formatted(item, title);
        return """
                {"gate": "%s", "phase": "%s", "before": "NOT_READY", "after": "NOT_READY", "flips": false, "unmetBefore": %s, "unmetAfter": %s}
                """.formatted(gate, gate.toUpperCase(Locale.ROOT), unmet, unmet);
    }

    @Test
    void aPublishedVersionIsTriedWithoutADocument() {
        api.put("/v1/checklists/%s/versions/2".formatted(id), "application/yaml", Written.grown(id, 2))
                .is(201);

        whatIf(2, Map.of()).is(200).has("count", 2).has("flips", 1);
        whatIf(2, Map.of("document", Written.grown(id, 2))).is(200).has("flips", 1);
        whatIf(1, Map.of()).is(200).has("flips", 0);
        whatIf(2, Map.of("document", Written.yaml(id, 2))).isProblem(409, "checklist-version-published");
    }

    /** What was posted is judged by checks that it was never asked for, and the answer says what they miss. */
    @Test
    void aCheckThatEvidenceDoesNotPassFlipsItsGate() {
        ProjectApi trained = follower("trained").satisfy(List.of("plan.goal", "data.set"));
        trained.go("plan").is(201);
        trained.go("data").is(201);
        trained.evidence("model.evaluation", "{\"outcome\": \"PASS\", \"metrics\": {\"auc\": 0.7}}")
                .is(201);
        trained.go("model").is(201);

        whatIf(2, Map.of("document", Written.grown(id, 2), "projects", List.of(trained.key())))
                .is(200)
                .has("items[0].items.changed[0].item", "model.evaluation")
                .has("items[0].items.changed[0].before", "SATISFIED")
                .has("items[0].items.changed[0].after", "FAILED")
                .has("items[0].items.changed[0].reason", "check auc failed")
                .has("items[0].gates[2].before", "PASSED")
                .has("items[0].gates[2].after", "SUSPENDED")
                .has("items[0].gates[2].unmetAfter[0].findings[0].check", "auc");
        trained.gate("model").has("state", "PASSED");
    }

    @Test
    void itemsThatAreGoneAreNamed() {
        whatIf(api, "dsml", 1, Map.of("projects", List.of(passed.key())))
                .is(200)
                .has("items[0].items.removed", List.of("plan.goal", "data.set"))
                .has("items[0].gates[0].after", "SUSPENDED");
        assertThat(whatIf(api, "dsml-strict", 1, Map.of("projects", List.of(passed.key())))
                        .is(200)
                        .list("items[0].items.added"))
                .contains("plan.business-objective");
    }

    @Test
    void whatIsWrongIsSaid() {
        whatIf(9, Map.of()).isProblem(404, "not-found");
        whatIf(api, "nothing-here", 1, Map.of()).isProblem(404, "not-found");
        whatIf(1, Map.of("projects", List.of(passed.key(), "no-such-project")))
                .isProblem(400, "invalid-request")
                .has("errors[0].pointer", "/projects/1");
        whatIf(1, Map.of("projects", List.of())).isProblem(400, "invalid-request");
        whatIf(2, Map.of("document", Written.yaml(id, 3)))
                .isProblem(422, "invalid-checklist")
                .has("errors[0].pointer", "/document/version");
        whatIf(2, Map.of("document", "id: ["))
                .isProblem(422, "invalid-checklist")
                .has("errors[0].pointer", "/document");
        whatIf(2, Map.of("document", 7)).isProblem(400, "invalid-request").has("errors[0].pointer", "/document");
        whatIf(api, "dsml", 1, Map.of("document", Written.yaml("dsml", 1))).isProblem(409, "checklist-built-in");
        whatIf(1, Map.of("nonsense", 1)).isProblem(400, "invalid-request");
    }
}
