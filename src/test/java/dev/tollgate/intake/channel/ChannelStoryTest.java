package dev.tollgate.intake.channel;

import static dev.tollgate.http.Person.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.ChannelApi;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An administrator opens doors for tools, changes and closes them; all of it is on the record, and none of it tells a secret. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ChannelStoryTest {

    private static final String CHANNELS = "/v1/channels";
    private static final String STATUS = "{\"uncommitted\": {\"modified\": [\"data/%s.csv\"]}}";

    private final Api api = Api.of(getClass());
    private ProjectApi project;

    @BeforeEach
    void aProject() {
        project = api.newProject("channel", "LOW");
    }

    private ChannelApi open(String auth) {
        return ChannelApi.create(api, project.key(), auth).where("item", "data.validation-versioning");
    }

    @Test
    void aChannelShowsItsAddressAndSecretOnceAndNeverAgain() {
        String key = Api.unique("ci");
        Answer created = api.post(CHANNELS, """
                {"key": "%s", "name": "CI", "projects": ["%s"], "source": "dvc", "auth": {"mode": "BEARER"}, "warnings": "FAIL",
                 "routes": [{"when": {"format": "dvc.*"}, "item": "data.validation-versioning", "data": {"changed": "/uncommitted"}}]}
                """.formatted(key, project.key())).is(201);

        created.isJson("""
                {"key": "%s", "name": "CI", "enabled": true, "projects": ["%s"], "source": "dvc",
                 "auth": {"mode": "BEARER", "publicKeys": []}, "warnings": "FAIL",
                 "routes": [{"when": {"format": "dvc.*"}, "item": "data.validation-versioning", "data": {"changed": "/uncommitted"}}],
                 "secrets": [{"keyId": "<text>"}], "createdBy": "developer", "createdAt": "<time>", "updatedAt": "<time>",
                 "url": "<text>", "secret": "<text>", "seq": "<number>", "hash": "<hash>"}
                """.formatted(key, project.key()));
        assertThat(created.header("Location")).isEqualTo(CHANNELS + "/" + key);
        assertThat(created.value("url")).matches("/in/[A-Za-z0-9_-]{43}");
        assertThat(created.value("secret")).matches("[A-Za-z0-9_-]{43}");
        for (String path : new String[] {CHANNELS, CHANNELS + "/" + key, "/v1/platform/events?limit=1000"}) {
            assertThat(api.request().urlEncodingEnabled(false).get(path).asString())
                    .contains(key)
                    .doesNotContain(created.value("secret"))
                    .doesNotContain(created.value("url").substring(4));
        }
        api.post(CHANNELS, """
                {"key": "%s", "name": "CI", "projects": ["%s"], "auth": {"mode": "URL_TOKEN"}}""".formatted(key, project.key())).isProblem(409, "channel-exists");
    }

    @Test
    void whatHappensIsOnTheRecord() {
        ChannelApi channel = open("'mode': 'BEARER'");
        String body = "{\"name\": \"A channel\", \"projects\": [\"%s\"], \"auth\": {\"mode\": \"%s\"}}";
        api.put(channel.path(), body.formatted(project.key(), "BEARER").replace("A channel", "Another name"))
                .is(200);
        api.put(channel.path(), body.formatted(project.key(), "BEARER").replace("A channel", "Another name"))
                .is(200);
        api.put(channel.path(), body.formatted(project.key(), "URL_TOKEN")).isProblem(409, "channel-auth-fixed");
        channel.post("/secrets", "{}").is(201);
        channel.post("/disablement", "{\"reason\": \"the tool is gone\"}")
                .is(201)
                .has("enabled", false);
        channel.post("/disablement", "{\"reason\": \"once more\"}")
                .is(201)
                .hasNo("seq")
                .has("reason", "the tool is gone");
        assertThat(api.request().delete(channel.path() + "/disablement").statusCode())
                .isEqualTo(200);

        Answer events = api.where("limit", 1_000).get("/v1/platform/events").is(200);
        assertThat(events.list("items.findAll { it.subject == '%s' }.type".formatted(channel.key())))
                .containsExactly(
                        "dev.tollgate.channel.created.v1",
                        "dev.tollgate.channel.updated.v1",
                        "dev.tollgate.channel.secret-rotated.v1",
                        "dev.tollgate.channel.disabled.v1",
                        "dev.tollgate.channel.enabled.v1");
        assertThat(api.get("/v1/platform/events/verification").is(200).text()).doesNotContain("false");
    }

    @Test
    void theSecretBeforeCountsForAWhileUnlessItLeaked() {
        ChannelApi channel = open("'mode': 'BEARER'");
        String first = channel.secret();
        bearer(channel, first).deliver(STATUS.formatted("a")).is(200).has("status", "accepted");
        bearer(channel, first + "x").deliver(STATUS.formatted("b")).isProblem(401, "sender-not-believed");
        channel.deliver(STATUS.formatted("b"))
                .isProblem(401, "sender-not-believed")
                .has("detail", "The channel asks for bearer: the header Authorization is missing.");

        String second = channel.post("/secrets", "{}").is(201).value("secret");
        bearer(channel, first).deliver(STATUS.formatted("b")).is(200).has("status", "accepted");
        bearer(channel, second).deliver(STATUS.formatted("c")).is(200).has("status", "accepted");
        String third = channel.post("/secrets", "{\"overlapHours\": 0}").is(201).value("secret");
        bearer(channel, second).deliver(STATUS.formatted("d")).isProblem(401, "sender-not-believed");
        bearer(channel, third).deliver(STATUS.formatted("d")).is(200).has("status", "accepted");
        assertThat(channel.get().list("secrets.keyId")).hasSize(1);
    }

    private static ChannelApi bearer(ChannelApi channel, String secret) {
        return channel.with("Authorization", "Bearer " + secret);
    }

    @Test
    void aChannelWithoutASecretGetsAnotherAddress() {
        ChannelApi channel = open("'mode': 'URL_TOKEN'");
        String moved = channel.post("/secrets", "{\"overlapHours\": 0}")
                .is(201)
                .hasNo("secret")
                .value("url");
        channel.deliver(STATUS.formatted("a")).isProblem(404, "not-found");
        channel.as(moved, "").deliver(STATUS.formatted("a")).is(200).has("status", "accepted");
    }

    @Test
    void aSignatureIsOverTheBytesAsTheyCame() throws GeneralSecurityException {
        ChannelApi channel = open("'mode': 'GITHUB_HMAC'");
        String body = STATUS.formatted("a");
        String signature = "sha256=" + hmac(channel.secret(), body);
        channel.with("X-Hub-Signature-256", signature).deliver(body + " ").isProblem(401, "sender-not-believed");
        channel.with("X-Hub-Signature-256", signature).deliver(body).is(200).has("status", "accepted");
    }

    private static String hmac(String secret, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aSecretCanBeBroughtAlong() {
        String key = Api.unique("ci");
        Answer created =
                api.post(CHANNELS, """
                {"key": "%s", "secret": "that-of-the-old-hook", "name": "CI", "projects": ["%s"],
                 "auth": {"mode": "HEADER_EQUALS", "header": "X-Webhook-Secret"}}""".formatted(key, project.key())).is(201).has("secret", "that-of-the-old-hook");
        assertThat(api.get(CHANNELS + "/" + key).is(200).text()).doesNotContain("old-hook");
        ChannelApi channel = open("'mode': 'URL_TOKEN'").as(created.value("url"), "");
        channel.with("x-webhook-secret", "that-of-the-old-hook")
                .deliver(STATUS.formatted("a"))
                .is(200);
        channel.with("x-webhook-secret", "that-of-the-new-hook")
                .deliver(STATUS.formatted("a"))
                .isProblem(401, "sender-not-believed");
    }

    @Test
    void aChannelForOneToolTakesNoOther() {
        String key = Api.unique("ci");
        Answer created = api.post(CHANNELS, """
                {"key": "%s", "name": "CI", "projects": ["%s"], "source": "mlflow", "auth": {"mode": "URL_TOKEN"}}
                """.formatted(key, project.key())).is(201);
        ChannelApi channel = open("'mode': 'URL_TOKEN'").as(created.value("url"), "");
        channel.deliver(STATUS.formatted("a")).is(200).has("state", "UNROUTED").hasNo("format");
        channel.where("as", "dvc.data-status")
                .deliver(STATUS.formatted("a"))
                .isProblem(422, "unreadable-delivery")
                .has("errors[0].code", "other-tool");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'auth': {'mode': 'BASIC'} | /auth/username",
                "'auth': {'mode': 'HEADER_EQUALS'} | /auth/header",
                "'auth': {'mode': 'OIDC'} | /auth/oidc",
                "'auth': {'mode': 'DSSE'} | /auth/publicKeys",
                "'auth': {'mode': 'DSSE', 'publicKeys': ['no key']} | /auth/publicKeys/0",
                "'auth': {'mode': 'URL_TOKEN'}, 'source': 'telepathy' | /source",
                "'auth': {'mode': 'URL_TOKEN'}, 'routes': [{'when': {}}] | /routes/0",
                "'auth': {'mode': 'URL_TOKEN'}, 'routes': [{'when': {}, 'item': 'a', 'signal': 'b'}] | /routes/0",
                "'auth': {'mode': 'URL_TOKEN'}, 'routes': [{'when': {}, 'item': 'a', 'project': 'not-mine'}] | /routes/0/project",
                "'auth': {'mode': 'URL_TOKEN'}, 'routes': [{'when': {}, 'item': 'a', 'data': {'b': 'no pointer'}}] | /routes/0/data/b",
            })
    void whatDoesNotFitTogetherIsNamed(String members, String pointer) {
        api.post(
                        CHANNELS,
                        "{'key': 'never', 'name': 'Never', 'projects': ['%s'], %s}"
                                .formatted(project.key(), members)
                                .replace('\'', '"'))
                .isProblem(400, "invalid-request")
                .has("errors[0].pointer", pointer);
        api.get(CHANNELS + "/never").isProblem(404, "not-found");
    }

    @Test
    void onlyThoseWhoManageChannelsSeeThem() {
        api.as(ALICE).get(CHANNELS).isProblem(403, "forbidden").has("permission", "channel:manage");
        api.where("dryRun", true)
                .post(CHANNELS, """
                {"key": "never", "name": "Never", "projects": ["%s"], "auth": {"mode": "URL_TOKEN"}}""".formatted(project.key()))
                .is(201)
                .hasNo("url");
        api.get(CHANNELS + "/never").isProblem(404, "not-found");
    }

    @Test
    void aChangeThatAnotherMadeFirstIsNotOverwritten() {
        ChannelApi channel = open("'mode': 'URL_TOKEN'");
        String body = """
                {"name": "Changed", "projects": ["%s"], "auth": {"mode": "URL_TOKEN"}}""".formatted(project.key());
        String seen = channel.get().header("ETag");
        api.with("If-Match", seen).put(channel.path(), body).is(200).has("name", "Changed");
        api.with("If-Match", seen).put(channel.path(), body).isProblem(412, "precondition-failed");
    }
}
