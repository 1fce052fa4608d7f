package dev.tollgate.intake.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.ChannelApi;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tools hand in what they have in their own formats; the door recognises it, records it once, and keeps what has no destination. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class DoorStoryTest {

    private static final String RUN = """
            {"action": "completed", "repository": {"full_name": "acme/churn"}, "sender": {"login": "a-ruiz"},
             "workflow_run": {"id": %d, "name": "Train", "head_branch": "main", "head_sha": "2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566",
               "path": ".github/workflows/train.yml", "run_attempt": 1, "status": "completed", "conclusion": "%s",
               "html_url": "https://github.com/acme/churn/actions/runs/9001",
               "run_started_at": "2026-03-02T10:05:00Z", "updated_at": "2026-03-02T10:25:00Z"}}""";

    private static final String TO_TRAINING = """
            {'when': {'format': 'github-actions.workflow-run', 'branch': 'main'}, 'item': 'model.training-pipeline',
             'data': {'attempts': '/workflow_run/run_attempt'}}""";

    private final Api api = Api.of(getClass());
    private ProjectApi project;

    @BeforeEach
    void aProject() {
        project = api.newProject("door", "LOW");
    }

    private ChannelApi open(String... routes) {
        return ChannelApi.create(api, project.key(), "'mode': 'URL_TOKEN'", routes);
    }

    @Test
    void aRunBecomesEvidenceOfTheItemThatTheRouteNames() {
        ChannelApi channel = open(TO_TRAINING);
        Answer answer = channel.deliver(RUN.formatted(9001, "success")).is(200);

        answer.isJson("""
                {"status": "accepted", "evidence": ["<id>"], "state": "RECORDED", "arrival": "<id>",
                 "format": "github-actions.workflow-run"}""");
        String evidence = answer.value("evidence[0]");
        project.get("/evidence/" + evidence).is(200).isJson("""
                {"id": "%s", "item": "model.training-pipeline", "outcome": "PASS", "status": "IN_FORCE", "summary": "Train success",
                 "source": "github-actions", "run": "9001/1", "url": "https://github.com/acme/churn/actions/runs/9001",
                 "observedAt": "2026-03-02T10:25:00Z", "receivedAt": "<time>", "postedBy": {"id": "channel/%s", "kind": "MACHINE"},
                 "subject": {"name": "acme/churn", "version": "2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566"},
                 "data": {"attempts": 1, "delivery": {"channel": "%s", "trust": "url-token", "format": "github-actions.workflow-run",
                   "verdict": "PASS", "startedAt": "2026-03-02T10:05:00Z", "finishedAt": "2026-03-02T10:25:00Z",
                   "facets": {"branch": "main", "commit": "2f1c0d9be1a34c5f8a6b7c8d9e0f112233445566", "name": "Train",
                     "repository": "acme/churn", "workflow": ".github/workflows/train.yml"}}},
                 "payloadDigest": "<digest>", "seq": "<number>"}
                """.formatted(evidence, channel.key(), channel.key()));
        project.where("types", "evidence.recorded").get("/events").is(200).has("items[0].data.report.author", "a-ruiz");
        assertThat(project.item("model.training-pipeline").value("state")).isEqualTo("SATISFIED");
        project.verifies();
    }

    @Test
    void theSameReportIsRecordedOnceAndAnotherAttemptAgain() {
        ChannelApi channel = open(TO_TRAINING);
        Answer first = channel.deliver(RUN.formatted(9001, "success")).is(200);
        long version = project.version();
        Answer again = channel.deliver(RUN.formatted(9001, "success")).is(200);

        again.has("status", "duplicate")
                .has("arrival", first.value("arrival"))
                .has("evidence[0]", first.value("evidence[0]"));
        assertThat(project.version()).isEqualTo(version);
        channel.deliver(RUN.formatted(9002, "failure")).is(200).has("status", "accepted");
        assertThat(project.eventsAfter(version)).containsExactly("evidence.recorded", "item.state-changed");
        // Of the same time: the one that came later counts.
        assertThat(project.item("model.training-pipeline").value("evidence.outcome"))
                .isEqualTo("FAIL");
    }

    @Test
    void whatSaysNothingYetIsNoEvidence() {
        ChannelApi channel = open(TO_TRAINING);
        channel.deliver(RUN.formatted(9001, "cancelled"))
                .is(200)
                .has("status", "ignored")
                .has("state", "IGNORED")
                .has("reason", "it is neutral: no evidence");
        channel.deliver("{\"zen\": \"Keep it simple.\", \"hook_id\": 7}")
                .is(200)
                .has("state", "IGNORED");
        assertThat(channel.inbox().list("items.id")).isEmpty();
        assertThat(project.version()).isEqualTo(1);
    }

    @Test
    void whatHasNoDestinationWaitsAndIsReplayed() {
        ChannelApi channel = open();
        Answer waiting = channel.deliver(RUN.formatted(9001, "success")).is(200);
        waiting.has("status", "ignored").has("state", "UNROUTED").has("reason", "no route of the channel fits");
        channel.inbox()
                .has("items[0].id", waiting.value("arrival"))
                .has("items[0].format", "github-actions.workflow-run");
        String arrival = "/inbox/" + waiting.value("arrival");
        assertThat(api.get(channel.path() + arrival).is(200).value("body")).contains("acme/churn");

        channel.post(arrival + "/replay", "{\"item\": \"model.no-such-item\"}")
                .is(201)
                .has("state", "UNROUTED")
                .has("reason", "There is no item 'model.no-such-item'.");
        Answer replayed = channel.post(arrival + "/replay", "{\"item\": \"model.training-pipeline\"}")
                .is(201);
        replayed.has("state", "RECORDED").has("results[0].item", "model.training-pipeline");
        assertThat(project.item("model.training-pipeline").value("evidence.id"))
                .isEqualTo(replayed.value("results[0].evidence"));
        channel.post(arrival + "/replay", "{}")
                .isProblem(409, "arrival-settled")
                .has("state", "RECORDED");
        api.get(channel.path() + arrival).is(200).hasNo("body");
        assertThat(channel.inbox().list("items.id")).isEmpty();
    }

    @Test
    void whatSomebodySaysItIsStaysSaid() {
        ChannelApi channel = open();
        String arrival = channel.deliver("{}").is(200).hasNo("format").value("arrival");
        channel.post(
                        "/inbox/" + arrival + "/replay",
                        "{\"as\": \"dvc.data-status\", \"item\": \"data.validation-versioning\"}")
                .is(201)
                .has("state", "RECORDED")
                .has("format", "dvc.data-status");
        api.get(channel.path() + "/inbox/" + arrival).is(200).has("format", "dvc.data-status");
    }

    @Test
    void aRouteThatComesLaterTakesWhatIsSentAgain() {
        ChannelApi channel = open();
        Answer waiting = channel.deliver(RUN.formatted(9001, "success")).is(200).has("state", "UNROUTED");
        api.put(channel.path(), """
                {"name": "A channel", "projects": ["%s"], "auth": {"mode": "URL_TOKEN"}, "routes": [%s]}
                """.formatted(project.key(), TO_TRAINING.replace('\'', '"')))
                .is(200);

        channel.deliver(RUN.formatted(9001, "success"))
                .is(200)
                .has("state", "RECORDED")
                .has("arrival", waiting.value("arrival"));
        assertThat(project.item("model.training-pipeline").value("state")).isEqualTo("SATISFIED");
    }

    @Test
    void theUrlSaysWhatTheBodyDoesNot() {
        ChannelApi channel = open().where("item", "data.validation-versioning")
                .where("model", "customers")
                .where("version", "42");
        channel.deliver("{}").is(200).has("state", "UNROUTED");
        Answer answer = channel.where("as", "github-actions.workflow-run")
                .deliver(RUN.formatted(9001, "success"))
                .is(200)
                .has("status", "accepted");
        // The body names a subject of its own.
        project.get("/evidence/" + answer.value("evidence[0]")).has("subject.name", "acme/churn");
        channel.where("as", "no.such-format")
                .deliver("{}")
                .isProblem(422, "unreadable-delivery")
                .has("errors[0].code", "unknown-format");
    }

    @Test
    void aProjectThatTheChannelIsNotForGetsNothing() {
        ProjectApi other = api.newProject("other", "LOW");
        open().where("item", "model.training-pipeline")
                .where("project", other.key())
                .deliver(RUN.formatted(9001, "success"))
                .is(200)
                .has("state", "UNROUTED");
        assertThat(other.version()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"action\": \"compl | malformed-json",
                "{\"workflow_run\": {\"head_sha\": \"a\"}, \"action\": \"completed\", \"repository\": {\"full_name\": \"a/b\"}} | missing-field",
                "<a>&lt;</b> | malformed-xml",
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a> | xml-doctype",
                "schema: !!python/object/apply:os.system [\"id\"] | yaml-tag",
            })
    void aDamagedBodyIsRefusedAndNothingIsKept(String body, String reason) {
        ChannelApi channel = open(TO_TRAINING);
        channel.deliver(body)
                .isProblem(422, "unreadable-delivery")
                .has("errors[0].code", reason)
                .has("instance", "/in/...");
        assertThat(api.where("state", "UNROUTED").get(channel.path() + "/inbox").list("items.id"))
                .isEmpty();
        assertThat(project.version()).isEqualTo(1);
    }

    @Test
    void bytesThatAreNoTextNestingAndEmptinessAreRefused() {
        ChannelApi channel = open();
        channel.deliver(new byte[] {(byte) 0xC3, 0x28})
                .isProblem(422, "unreadable-delivery")
                .has("errors[0].code", "not-utf-8");
        channel.deliver("[".repeat(5_000) + "]".repeat(5_000))
                .isProblem(422, "unreadable-delivery")
                .has("errors[0].code", "too-deep");
        channel.deliver("[" + "[],".repeat(400_000) + "[]]")
                .isProblem(422, "unreadable-delivery")
                .has("errors[0].code", "too-many-values");
        channel.deliver(" ").isProblem(422, "unreadable-delivery").has("errors[0].code", "empty");
    }

    @Test
    void carelessJsonIsReadAndNoted() {
        String twice = RUN.formatted(9001, "success")
                .replace(
                        "\"action\"",
                        "\"score\": NaN, \"huge\": 5e8368707090, \"tiny\": 1e-99999999999, \"action\": \"completed\", \"action\"");
        open(TO_TRAINING).deliver(twice).is(200).has("status", "accepted");
    }

    @Test
    void compressedBodiesAreReadUpToALimit() throws IOException {
        ChannelApi channel = open(TO_TRAINING).with("Content-Encoding", "gzip");
        channel.deliver(gzip(RUN.formatted(9001, "success").getBytes(StandardCharsets.UTF_8)))
                .is(200)
                .has("status", "accepted");
        channel.deliver(gzip(new byte[64 * 1024 * 1024]))
                .isProblem(422, "unreadable-delivery")
                .has("errors[0].code", "too-large-inflated");
        channel.deliver("{}").isProblem(422, "unreadable-delivery").has("errors[0].code", "malformed-gzip");
        open().with("Content-Encoding", "br")
                .deliver("{}")
                .isProblem(422, "unreadable-delivery")
                .has("errors[0].code", "unknown-encoding");
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    @Test
    void aBodyOverTheLimitIsRefusedUnread() {
        open().deliver(new byte[50 * 1024 * 1024]).isProblem(413, "payload-too-large");
    }

    @Test
    void anAddressThatNobodyHasIsUnknownAndNotRepeated() {
        Answer answer = new Answer(RestAssured.given().body("{}").post("/in/no-such-secret-address"));
        answer.isProblem(404, "not-found").has("detail", "No channel has this address.");
        assertThat(answer.text()).doesNotContain("no-such-secret-address");
    }

    @Test
    void aDisabledChannelTellsItsSendersToStop() {
        ChannelApi channel = open(TO_TRAINING);
        channel.post("/disablement", "{\"reason\": \"it moved\"}").is(201).has("enabled", false);
        channel.deliver(RUN.formatted(9001, "success")).isProblem(410, "channel-disabled");
        assertThat(api.request().delete(channel.path() + "/disablement").statusCode())
                .isEqualTo(200);
        channel.deliver(RUN.formatted(9001, "success")).is(200).has("status", "accepted");
    }

    @Test
    void aPathBehindTheAddressIsOverlookedAndOptionsAnswersTheHandshake() {
        ChannelApi channel = open(TO_TRAINING);
        RestAssured.replaceFiltersWith(List.of());
        Answer answer = new Answer(RestAssured.given()
                .body(RUN.formatted(9001, "success"))
                .post(channel.url() + "/api/v1/lineage?env=prod"));
        answer.is(200).has("status", "accepted");
        var options = RestAssured.given()
                .header("WebHook-Request-Origin", "eventgrid.azure.net")
                .options(channel.url());
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.header("WebHook-Allowed-Origin")).isEqualTo("eventgrid.azure.net");
        assertThat(options.header("Allow")).isEqualTo("OPTIONS, POST");
    }

    @Test
    void aFullInboxTakesNoMore() {
        ChannelApi channel = open();
        for (int i = 0; i < 500; i++) {
            RestAssured.given()
                    .noFilters()
                    .body("nothing that anybody knows " + i)
                    .post(channel.url());
        }
        Answer refused = channel.deliver("one more");
        refused.isProblem(429, "inbox-full");
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        assertThat(api.where("limit", 200)
                        .get(channel.path() + "/inbox")
                        .is(200)
                        .hasNext())
                .isTrue();
    }
}
