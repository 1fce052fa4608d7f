package dev.tollgate.notify;

import static dev.tollgate.http.Person.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An administrator sets webhooks up, changes them, and takes them away; all of it is on the record, and none of it tells a secret. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class SubscriptionStoryTest {

    private static final String SUBSCRIPTIONS = "/v1/subscriptions";
    private static final String URL = "http://localhost:1024/hooks?key=path-secret";

    private final Api api = Api.of(getClass());
    private final Hooks hooks = new Hooks(api);
    private final String name = Api.unique("story");

    @AfterEach
    void gone() {
        hooks.close();
    }

    /** For a project that there is not, so that nothing is ever sent. */
    private Hooks.Hook hook() {
        return hooks.to(URL, Hooks.project(name));
    }

    private String body(String url) {
        return """
                {"name": "test", "url": "%s", "projects": ["%s"]}""".formatted(url, name);
    }

    @Test
    void aSubscriptionShowsItsSecretOnceAndNeverAgain() {
        Answer created = api.post(SUBSCRIPTIONS, """
                        {"name": "Release bot", "url": "%s", "types": ["gate.decided"], "projects": ["%s"],
                         "labels": {"domain": "crm"}}""".formatted(URL, name)).is(201);

        created.isJson("""
                {"id": "<id>", "name": "Release bot", "url": "%s", "types": ["gate.decided"], "projects": ["%s"],
                 "labels": {"domain": "crm"}, "form": "CLOUD_EVENTS", "state": "ACTIVE", "keys": [{"keyId": "<text>"}], "createdBy": "developer",
                 "createdAt": "<time>", "updatedAt": "<time>", "secret": "<text>", "seq": "<number>", "hash": "<hash>"}
                """.formatted(URL, name));
        String path = SUBSCRIPTIONS + "/" + created.value("id");
        String secret = created.value("secret");
        assertThat(created.header("Location")).isEqualTo(path);
        assertThat(secret).matches("whsec_[A-Za-z0-9+/]{43}=");

        assertThat(api.get(path).is(200).text()).doesNotContain("whsec_");
        assertThat(api.get(SUBSCRIPTIONS).is(200).text())
                .doesNotContain("whsec_")
                .contains(created.value("id"));
        assertThat(api.request().delete(path).statusCode()).isEqualTo(200);
        api.get(path).isProblem(404, "not-found");
        assertThat(api.get(SUBSCRIPTIONS).text()).doesNotContain(created.value("id"));
    }

    @Test
    void whatHappensIsOnTheRecordWithoutSecrets() {
        Answer start = api.where("after", "latest")
                .where("limit", 1_000)
                .get("/v1/platform/events")
                .is(200);
        assertThat(start.list("items.id")).isEmpty();
        Hooks.Hook hook = hook();
        api.put(hook.path(), body("http://localhost:1025/moved?key=other-secret"))
                .is(200);
        String rotated = hook.post("/secrets", "{}").is(201).value("secret");
        hook.post("/pause", "{\"reason\": \"the bot moves\"}").is(201);
        hook.post("/pause", "{\"reason\": \"once more\"}").is(201).hasNo("seq").has("reason", "the bot moves");
        hook.post("/resumption", "{\"reason\": \"it has moved\"}").is(201);
        hooks.close();

        Answer events = api.next(start).is(200);
        assertThat(events.list("items.findAll { it.subject == '%s' }.type".formatted(hook.id())))
                .containsExactly(
                        "dev.tollgate.subscription.created.v1",
                        "dev.tollgate.subscription.updated.v1",
                        "dev.tollgate.subscription.secret-rotated.v1",
                        "dev.tollgate.subscription.paused.v1",
                        "dev.tollgate.subscription.resumed.v1",
                        "dev.tollgate.subscription.deleted.v1");
        assertThat(events.text())
                .contains("http://localhost:1024", "http://localhost:1025")
                .doesNotContain("whsec_", "path-secret", "other-secret")
                .doesNotContain(hook.secret().substring(6, 20), rotated.substring(6, 20));
        assertThat(api.get("/v1/platform/events/verification").is(200).text()).doesNotContain("false");
    }

    @Test
    void theRecordIsReadByCursor() {
        hook();
        Answer page = api.where("limit", 1)
                .where("types", "subscription.created")
                .get("/v1/platform/events")
                .is(200);

        assertThat(page.list("items.source")).containsExactly("/v1/platform");
        assertThat(page.value("items[0].id")).startsWith("00000000-0000-0000-0000-000000000000/");
        assertThat(api.next(page).is(200).list("items.type")).allMatch("dev.tollgate.subscription.created.v1"::equals);
        api.where("after", 999_999_999).get("/v1/platform/events").isProblem(409, "cursor-unknown");
        api.where("after", "1.0123456789abcdef").get("/v1/platform/events").isProblem(409, "cursor-unknown");
        api.where("types", "subscription.exploded").get("/v1/platform/events").isProblem(400, "invalid-request");
    }

    @Test
    void onlyTheVersionThatWasSeenIsChanged() {
        Hooks.Hook hook = hook();
        String seen = hook.get().header("ETag");

        api.with("If-Match", seen)
                .put(hook.path(), body("http://localhost:1025/"))
                .is(200)
                .has("url", "http://localhost:1025/");
        api.with("If-Match", seen)
                .put(hook.path(), body("http://localhost:1026/"))
                .isProblem(412, "precondition-failed");
        String now = hook.get().header("ETag");
        assertThat(api.with("If-Match", now)
                        .put(hook.path(), body("http://localhost:1025/"))
                        .is(200)
                        .header("ETag"))
                .isEqualTo(now);
    }

    @Test
    void everyWriteCanBeTried() {
        Hooks.Hook hook = hook();
        String before = hook.get().text();
        Api trying = api.where("dryRun", true);

        Answer creation = trying.post(SUBSCRIPTIONS, body(URL))
                .is(201)
                .hasNo("id")
                .hasNo("secret")
                .hasNo("seq");
        assertThat(creation.hasHeader("Location")).isFalse();
        trying.put(hook.path(), body("http://localhost:1025/")).is(200).has("url", "http://localhost:1025/");
        trying.post(hook.path() + "/secrets", "{}").is(201).hasNo("secret").has("keys[1].keyId", "<text>");
        trying.post(hook.path() + "/pause", "{\"reason\": \"r\"}")
                .is(201)
                .has("state", "PAUSED")
                .hasNo("seq");
        trying.post(hook.path() + "/resumption", "{\"reason\": \"r\"}").is(201).has("state", "ACTIVE");
        assertThat(trying.request().delete(hook.path()).statusCode()).isEqualTo(200);

        assertThat(hook.get().text()).isEqualTo(before);
        assertThat(api.get(SUBSCRIPTIONS).list("items.findAll { it.projects == ['%s'] }.id".formatted(name)))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ftp://localhost/             | url must begin with https:// or http://
            http://u:p@localhost:1024/   | url must not hold a user name or password
            http://localhost:25/         | url must use port 443, 80 or one from 1024 to 65535
            http://169.254.169.254/      | url leads to an address that is not public
            https://10.0.0.1/            | url leads to an address that is not public
            https://[::1]:8443/          | url leads to an address that is not public
            https://nobody.invalid/      | url names a host that is not known
            """)
    void aUrlThatMayNotBeCalledIsRefusedAtOnce(String url, String detail) {
        api.post(SUBSCRIPTIONS, body(url)).isProblem(400, "invalid-request").has("errors[0]", """
                        {"pointer": "/url", "code": "target-not-allowed", "detail": "%s"}""".formatted(detail));
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() {
        Answer answer = api.post(SUBSCRIPTIONS, """
                {"name": "", "url": "%s", "projects": ["A B"], "labels": {"": "x"}, "start": "NOW"}""".formatted(URL));

        answer.isProblem(400, "invalid-request");
        assertThat(answer.list("errors.pointer")).contains("/name", "/projects/0", "/start");
        api.post(SUBSCRIPTIONS, """
                {"name": "n", "url": "%s", "types": ["gate.decided", "gate.exploded"]}""".formatted(URL))
                .isProblem(400, "invalid-request")
                .has("errors[0].pointer", "/types/1")
                .has("errors[0].allowed[0]", "project.created");
        Hooks.Hook hook = hook();
        assertThat(hook.post("/secrets", "{\"overlapHours\": 169}")
                        .isProblem(400, "invalid-request")
                        .list("errors.pointer"))
                .containsExactly("/overlapHours");
        hook.get("/deliveries/1").isProblem(404, "not-found");
        hook.get("/deliveries/x").isProblem(404, "not-found");
    }

    @Test
    void decisionsCanBeHadAsApprovalsOfCDEvents() {
        Hooks.Hook hook = hooks.to(URL, Hooks.project(name) + ", \"form\": \"CDEVENTS\"");

        hook.get().has("form", "CDEVENTS").has("types", "[]");
        api.post(SUBSCRIPTIONS, """
                {"name": "n", "url": "%s", "form": "CDEVENTS", "types": ["gate.decided", "evidence.recorded"]}""".formatted(URL))
                .isProblem(400, "invalid-request")
                .has("errors[0]", """
                        {"pointer": "/types/1", "code": "not-allowed", "detail": "evidence.recorded has no form in CDEvents",
                         "allowed": ["gate.decided", "gate.decision-closed"]}""");
        assertThat(api.post(SUBSCRIPTIONS, """
                {"name": "n", "url": "%s", "form": "XML"}""".formatted(URL))
                        .isProblem(400, "invalid-request")
                        .list("errors.pointer"))
                .containsExactly("/form");
        api.put(hook.path(), body(URL)).is(200).has("form", "CLOUD_EVENTS");
    }

    @Test
    void onlyAdministratorsSeeAndChangeThem() {
        Hooks.Hook hook = hook();

        for (String path :
                new String[] {SUBSCRIPTIONS, hook.path(), hook.path() + "/progress", hook.path() + "/deliveries"}) {
            api.as(ALICE).get(path).isProblem(403, "forbidden").has("permission", "subscription:manage");
        }
        api.as(ALICE).post(SUBSCRIPTIONS, body(URL)).isProblem(403, "forbidden");
        api.as(ALICE).get("/v1/platform/events").is(200);
    }
}
