package dev.tollgate.authoring;

import static dev.tollgate.http.Person.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** An administrator publishes a checklist, improves it, and takes the first version out of use; projects stay with what they follow. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class PublishingStoryTest {

    private static final String YAML = "application/yaml";

    private final Api api = Api.of(getClass());
    private final String id = Api.unique("ours");
    private final String path = "/v1/checklists/" + id;

    private Answer publish(int version, String yaml) {
        return api.put(path + "/versions/" + version, YAML, yaml);
    }

    private Answer deprecate(int version) {
        return api.post(
                path + "/versions/%d/deprecation".formatted(version), "{\"reason\": \"a better one is there\"}");
    }

    private ProjectApi follower() {
        ProjectApi project = api.project(Api.unique("follower"));
        project.put(body("")).is(201);
        return project;
    }

    private String body(String more) {
        return """
                {"name": "Churn", "owner": "growth", "riskTier": "LOW", "taskType": "REGRESSION", "checklist": "%s"%s}""".formatted(id, more);
    }

    private List<String> listed(String field) {
        return api.get("/v1/checklists").is(200).list("items.findAll { it.id == '%s' }.%s".formatted(id, field));
    }

    @Test
    void aProjectFollowsWhatWasPublished() {
        Answer published = publish(1, Written.yaml(id, 1)).is(201);

        published.isJson("""
                {"checklist": "%s", "version": 1, "digest": "<digest>", "mediaType": "application/yaml",
                 "publishedBy": "developer", "publishedAt": "<time>", "followers": {"count": 0, "items": []},
                 "seq": "<number>", "hash": "<hash>"}""".formatted(id));
        assertThat(published.header("Location")).isEqualTo(path + "/versions/1");
        assertThat(published.header("ETag"))
                .isEqualTo(api.get(path + "/versions/1").is(200).header("ETag"));

        ProjectApi churn = follower();
        churn.get().has("checklist", id).has("checklistVersion", 1);
        assertThat(churn.get("/items").is(200).list("items.item"))
                .containsExactly("plan.goal", "data.set", "model.evaluation", "deploy.monitoring");
        churn.passed("plan").get().has("phase", "DATA");
        churn.verifies();
    }

    @Test
    void whatStandsAlreadyIsNoChangeInWhateverWords() throws IOException {
        String yaml = Written.yaml(id, 1);
        publish(1, yaml).is(201);

        publish(1, yaml).is(200).hasNo("seq");
        publish(1, "# With another comment\n" + yaml).is(200).hasNo("seq").has("mediaType", YAML);
        String json = new ObjectMapper().writeValueAsString(new Yaml().<Object>load(yaml));
        api.put(path + "/versions/1", json).is(200).hasNo("seq").has("mediaType", YAML);
        api.where("dryRun", true).put(path + "/versions/1", json).is(200);

        assertThat(events()).containsExactly("dev.tollgate.checklist.published.v1");
    }

    private List<String> events() {
        return api.where("limit", 1_000)
                .where("types", "checklist.published,checklist.deprecated")
                .get("/v1/platform/events")
                .is(200)
                .list("items.findAll { it.data.checklist == '%s' }.type".formatted(id));
    }

    @Test
    void aPublishedVersionNeverChanges() {
        publish(1, Written.yaml(id, 1)).is(201);

        publish(1, Written.grown(id, 1))
                .isProblem(409, "checklist-version-published")
                .has("next", 2)
                .has("digest", api.get("/v1/checklists").value("items.find { it.id == '%s' }.digest".formatted(id)));
        publish(3, Written.yaml(id, 3))
                .isProblem(409, "checklist-version-out-of-order")
                .has("next", 2)
                .has("errors[0].parameter", "version")
                .has("errors[0].allowed", List.of("2"));
        api.put("/v1/checklists/dsml/versions/2", YAML, Written.yaml("dsml", 2)).isProblem(409, "checklist-built-in");
    }

    @Test
    void aDryRunSaysWhatWouldChangeAndForWhom() {
        publish(1, Written.yaml(id, 1)).is(201);
        ProjectApi churn = follower();
        ProjectApi killed = follower();
        killed.kill("plan").is(201);

        Answer tried = api.where("dryRun", true)
                .put(path + "/versions/2", YAML, Written.grown(id, 2))
                .is(201);

        tried.isJson("""
                {"checklist": "%s", "version": 2, "digest": "<digest>", "mediaType": "application/yaml",
                 "publishedBy": "developer", "publishedAt": "<time>",
                 "changes": {
                   "since": 1,
                   "fields": ["title", "PLAN.summary"],
                   "items": {"added": ["plan.baseline"], "removed": [],
                             "changed": [{"id": "model.evaluation", "fields": ["checks"]}]},
                   "gates": {"added": [], "removed": [], "changed": [{"id": "plan", "fields": ["criteria"]}]},
                   "loops": {"added": [], "removed": [], "changed": [{"id": "DEPLOY->DATA", "fields": ["title"]}]}},
                 "followers": {"count": 1, "items": [{"project": "%s", "checklistVersion": 1}]}}
                """.formatted(id, churn.key()));
        assertThat(tried.header("Tollgate-Dry-Run")).isEqualTo("true");
        assertThat(tried.hasHeader("Location")).isFalse();
        assertThat(listed("version")).hasSize(1);
        api.get(path + "/versions/2").isProblem(404, "not-found");
    }

    @Test
    void anItemThatIsGoneIsNamed() {
        publish(1, Written.grown(id, 1)).is(201);

        api.where("dryRun", true)
                .put(path + "/versions/2", YAML, Written.yaml(id, 2))
                .is(201)
                .has("changes.items.removed", List.of("plan.baseline"))
                .has("changes.items.added", List.of());
    }

    @Test
    void projectsStayWithWhatTheyFollowAndNewOnesFollowTheNewest() {
        publish(1, Written.yaml(id, 1)).is(201);
        ProjectApi first = follower();
        publish(2, Written.grown(id, 2)).is(201).has("followers.items[0].project", first.key());
        ProjectApi second = follower();

        first.put(body(", \"description\": \"the old one\"")).is(200).has("checklistVersion", 1);
        second.get().has("checklistVersion", 2);
        assertThat(second.get("/items").list("items.item")).contains("plan.baseline");
        api.get(path).is(200).has("version", 2);
        api.get(path + "/versions/1").is(200).has("version", 1);
    }

    @Test
    void aDeprecatedVersionIsOnlyForThoseThatFollowIt() {
        publish(1, Written.yaml(id, 1)).is(201);
        ProjectApi first = follower();
        publish(2, Written.grown(id, 2)).is(201);

        api.where("dryRun", true)
                .post(path + "/versions/2/deprecation", "{\"reason\": \"too much\"}")
                .is(201)
                .hasNo("seq");
        assertThat(listed("state")).containsExactly("PUBLISHED", "PUBLISHED");
        deprecate(2).is(201).isJson("""
                {"checklist": "%s", "version": 2, "reason": "a better one is there", "deprecatedBy": "developer",
                 "deprecatedAt": "<time>", "seq": "<number>", "hash": "<hash>"}""".formatted(id));
        api.post(path + "/versions/2/deprecation", "{\"reason\": \"once more\"}")
                .is(201)
                .hasNo("seq")
                .has("reason", "a better one is there");

        follower().get().has("checklistVersion", 1);
        deprecate(1).is(201);
        assertThat(listed("state")).containsExactly("DEPRECATED", "DEPRECATED");
        api.get(path).is(200).has("version", 2);
        api.project(Api.unique("late")).put(body("")).isProblem(422, "unknown-checklist");
        first.passed("plan").get().has("phase", "DATA");
        assertThat(events()).hasSize(4);
        publish(3, Written.grown(id, 3)).is(201).has("changes.since", 2);
        follower().get().has("checklistVersion", 3);
    }

    @Test
    void aVersionThatIsNotThereCannotBeDeprecated() {
        deprecate(1).isProblem(404, "not-found");
        publish(1, Written.yaml(id, 1)).is(201);
        deprecate(2).isProblem(404, "not-found").has("allowed", List.of("1"));
        api.post("/v1/checklists/dsml/versions/1/deprecation", "{\"reason\": \"no\"}")
                .isProblem(409, "checklist-built-in");
    }

    @Test
    void theListSaysWhoPublishedWhat() {
        publish(1, Written.yaml(id, 1)).is(201);
        deprecate(1).is(201);

        Answer list = api.get("/v1/checklists").is(200);
        list.has("items[0].id", "dsml").has("items[0].state", "BUILT_IN").hasNo("items[0].digest");
        assertThat(listed("publishedBy")).containsExactly("developer");
        assertThat(listed("deprecation.reason")).containsExactly("a better one is there");
        assertThat(listed("itemCount")).hasSize(1);
    }

    @Test
    void theTextComesBackToTheCharacter() {
        String yaml = Written.yaml(id, 1) + "# Grüße, 漢字 🚦\n";
        publish(1, yaml).is(201);

        assertThat(api.with("Accept", YAML).get(path + "/versions/1").is(200).text())
                .isEqualTo(yaml);
        assertThat(api.with("Accept", YAML).get(path).is(200).header("Content-Type"))
                .isEqualTo(YAML);
    }

    @Test
    void whatTheServiceBringsAlongIsABeginning() {
        for (String builtIn : List.of("dsml", "dsml-strict")) {
            String own = Api.unique("own");
            String text = api.with("Accept", YAML)
                    .get("/v1/checklists/" + builtIn)
                    .is(200)
                    .text();
            api.put(
                            "/v1/checklists/%s/versions/1".formatted(own),
                            YAML,
                            text.replace("\nid: " + builtIn, "\nid: " + own))
                    .is(201);
            // What is shown as JSON is accepted as JSON, and is the same.
            api.put(
                            "/v1/checklists/%s/versions/1".formatted(own),
                            api.get("/v1/checklists/" + own).text())
                    .is(200);
        }
    }

    @Test
    void onlyWhoMayManageChecklistsPublishes() {
        api.as(ALICE)
                .put(path + "/versions/1", YAML, Written.yaml(id, 1))
                .isProblem(403, "forbidden")
                .has("permission", "checklist:manage");
    }
}
