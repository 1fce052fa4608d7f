package dev.tollgate.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.ChannelApi;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tools ask for a gate through the door, and are told what it says, each in its own way. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
@TestProfile(AnswerStoryTest.WithTools.class)
class AnswerStoryTest {

    public static class WithTools implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(ToolsResource.class));
        }
    }

    private static final String URL_TOKEN = "'mode': 'URL_TOKEN'";

    private static final String CANARY = """
            {"name": "churn-api", "namespace": "ml", "phase": "Waiting", "checksum": "85d557f47b", "metadata": {}}""";

    /** Set by {@link ToolsResource}. */
    URI tools;

    private final Api api = Api.of(getClass());
    private ProjectApi project;

    @BeforeEach
    void aProject() {
        project = api.newProject("answer", "LOW");
    }

    private ChannelApi open(String... routes) {
        return ChannelApi.create(api, project.key(), URL_TOKEN, routes);
    }

    private static String deployment(String repository, String callback) {
        return """
                {"action": "requested", "environment": "production", "event": "push",
                 "deployment_callback_url": "%s/repos/%s/actions/runs/9001/deployment_protection_rule",
                 "deployment": {"id": 1, "sha": "2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566", "ref": "main"},
                 "repository": {"id": 5, "full_name": "%s"}, "installation": {"id": 777}, "sender": {"login": "a-ruiz"}}
                """.formatted(callback, repository, repository);
    }

    private static String mergeRequest(int number) {
        return """
                {"object_kind": "merge_request", "project": {"id": 60, "path_with_namespace": "acme/churn"},
                 "object_attributes": {"iid": %d, "state": "opened", "target_project_id": 60, "target_branch": "main",
                   "last_commit": {"id": "9f0e1d2c3b4a59687766554433221100ffeeddcc"}},
                 "external_approval_rule": {"id": 3, "name": "Tollgate"}}""".formatted(number);
    }

    /** What was posted to this path last, once it is so many times; as {@code authorization} and {@code body}. */
    private Map<String, Object> posted(String path, int times) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (true) {
            List<Map<String, Object>> all =
                    JsonPath.from(postedAll()).getList("findAll { it.path == '%s' }".formatted(path));
            if (all.size() >= times) {
                assertThat(all).hasSize(times);
                return all.getLast();
            }
            assertThat(Instant.now()).as("it was not posted in 60 seconds").isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private String postedAll() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(tools + "/posted"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void aDeploymentIsRejectedAndOnceTheGateStandsApproved() throws IOException, InterruptedException {
        String repository = "acme/" + project.key();
        ChannelApi channel = open("{'when': {'repository': 'acme/*', 'environment': 'production'}, 'gate': 'plan'}");
        String rule = "/api/v3/repos/%s/actions/runs/9001/deployment_protection_rule".formatted(repository);
        String body = deployment(repository, tools + "/api/v3");

        Answer asked = channel.deliver(body).is(200);

        asked.has("status", "accepted")
                .has("state", "ANSWERED")
                .has("format", "github-actions.deployment-protection-rule");
        assertThat(asked.value("reason"))
                .startsWith("GitHub is told that gate plan of %s is NOT_READY, ".formatted(project.key()));
        Map<String, Object> rejected = posted(rule, 1);
        assertThat(rejected).containsEntry("authorization", "Bearer ghs_of-the-story");
        assertThat(JsonPath.from(postedAll()).getString("find { it.path == '%s' }.body.comment".formatted(rule)))
                .startsWith("Tollgate: gate plan of ")
                .contains("Can be unblocked by ")
                .hasSizeLessThanOrEqualTo(1024);
        assertThat(rejected.get("body")).asString().contains("state=rejected", "environment_name=production");

        project.passed("plan");
        channel.deliver(body).is(200).has("arrival", asked.value("arrival")).has("state", "ANSWERED");

        assertThat(posted(rule, 2).get("body")).asString().contains("state=approved");
        assertThat(channel.inbox().list("items")).isEmpty();
    }

    @Test
    void aCallbackThatIsNotGitHubsIsNotCalled() throws IOException, InterruptedException {
        ChannelApi channel = open("{'when': {}, 'gate': 'plan'}");

        Answer asked = channel.deliver(deployment("acme/elsewhere", tools + "/other"))
                .is(200)
                .has("state", "ANSWERED");

        assertThat(asked.value("reason")).startsWith("not answered: its callback is no deployment protection rule of ");
        assertThat(postedAll()).doesNotContain("acme/elsewhere");
    }

    @Test
    void aMergeRequestFailsAndOnceTheGateStandsPasses() throws IOException, InterruptedException {
        ChannelApi channel = open("{'when': {'format': 'gitlab.status-check'}, 'gate': 'plan'}");
        String check = "/api/v4/projects/60/merge_requests/7/status_check_responses";

        channel.deliver(mergeRequest(7)).is(200).has("status", "accepted");

        Map<String, Object> failed = posted(check, 1);
        assertThat(failed).containsEntry("authorization", "glpat-of-the-story");
        assertThat(failed.get("body"))
                .isEqualTo(Map.of(
                        "sha", "9f0e1d2c3b4a59687766554433221100ffeeddcc",
                        "external_status_check_id", 3,
                        "status", "failed"));
        project.passed("plan");
        channel.deliver(mergeRequest(7)).is(200);
        assertThat(posted(check, 2).get("body")).asString().contains("status=passed");
    }

    @Test
    void aCanaryIsHeldBackUntilTheGateStands() {
        ChannelApi channel = open("{'when': {'namespace': 'ml', 'name': 'churn-*'}, 'gate': 'plan'}");

        channel.deliver(CANARY)
                .isProblem(409, "gate-blocked")
                .has("gate", "plan")
                .has("state", "NOT_READY")
                .has("unmet[0].kind", "ITEM");
        project.passed("plan");
        Answer passed = channel.deliver(CANARY).is(200);

        passed.isJson("""
                {"status": "accepted", "evidence": [], "state": "ANSWERED", "arrival": "<id>", "format": "flagger.confirm",
                 "reason": "Flagger is told that gate plan of %s is PASSED"}""".formatted(project.key()));
        assertThat(channel.deliver(CANARY).is(200).value("arrival")).isEqualTo(passed.value("arrival"));
        assertThat(channel.inbox().list("items")).isEmpty();
    }

    /** A success would let the canary go on. */
    @Test
    void aCanaryThatNobodyCanAnswerIsHeldBackToo() {
        ChannelApi channel = open("{'when': {'namespace': 'other'}, 'gate': 'plan'}");

        channel.deliver(CANARY)
                .isProblem(422, "unreadable-delivery")
                .has("errors[0].code", "no-gate")
                .has("detail", "The question cannot be answered: no route of the channel names a gate for it.");
        assertThat(channel.inbox().list("items.reason")).containsExactly("no route of the channel names a gate for it");
        ChannelApi stray =
                ChannelApi.create(api, "no-such-" + project.key(), URL_TOKEN, "{'when': {}, 'gate': 'plan'}");
        stray.deliver(CANARY)
                .isProblem(422, "unreadable-delivery")
                .has(
                        "detail",
                        "The question cannot be answered: There is no project 'no-such-%s'.".formatted(project.key()));
        channel.deliver(CANARY.replace("\"metadata\"", "\"type\": \"rollback\", \"metadata\""))
                .isProblem(422, "unreadable-delivery")
                .has("errors[0].code", "rollback-hook");
    }

    @Test
    void whatWasAnsweredOnceDoesNotFillTheInboxWhenItsRouteIsGone() {
        ChannelApi channel = open("{'when': {}, 'gate': 'plan'}");
        channel.deliver(CANARY).isProblem(409, "gate-blocked");

        api.put(channel.path(), """
                {"name": "No route", "projects": ["%s"], "auth": {"mode": "URL_TOKEN"}, "routes": []}""".formatted(project.key())).is(200);

        channel.deliver(CANARY).isProblem(422, "unreadable-delivery").has("errors[0].code", "no-gate");
        assertThat(channel.inbox().list("items")).isEmpty();
    }
}
