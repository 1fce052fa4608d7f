package dev.tollgate.http;

import static dev.tollgate.http.ProjectApi.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong before anybody looks at their fields: names, sizes, media types, syntax. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class BadRequestStoryTest {

    private static final int ONE_MEBIBYTE = 1024 * 1024;

    private final Api api = Api.of(getClass());
    private ProjectApi churn;
    private String evidence;

    @BeforeEach
    void aProject() {
        churn = api.newProject("bad", "LOW");
        evidence = churn.path() + "/items/plan.baseline/evidence";
    }

    @AfterEach
    void nothingWasStored() {
        assertThat(churn.version()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"outcome\": \"PASS\"",
                "{\"outcome\": \"PASS\",}",
                "{\"outcome\": 'PASS'}",
                "{outcome: \"PASS\"}",
                "{\"outcome\": \"PASS\"} x",
                "{\"outcome\": \"PASS\"}{}",
                "{\"outcome\": \"PASS\"} // done",
                "{\"outcome\": \"FAIL\", \"outcome\": \"PASS\"}",
                "{\"outcome\": \"PASS\", \"data\": {\"a\": 1, \"a\": 2}}",
                "{\"outcome\": \"PA\nSS\"}",
                "{\"outcome\": \"PASS\", \"metrics\": {\"a\": 01}}",
                "outcome=PASS",
                "   "
            })
    void whatIsNotJsonIsRefused(String body) {
        churn.api().post(evidence, body).isProblem(400, "invalid-request").has("errors[0].pointer", "\"\"");
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        byte[] latin1 = "{\"outcome\": \"PASS\", \"summary\": \"Größe\"}".getBytes(StandardCharsets.ISO_8859_1);

        churn.api().post(evidence, latin1).isProblem(400, "invalid-request").has("errors[0].code", "not-utf-8");
    }

    @Test
    void aBodyOverOneMebibyteIsRefused() {
        churn.api().post(evidence, body(ONE_MEBIBYTE + 1)).isProblem(413, "payload-too-large");
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aBodyOverOneMebibyteThatDoesNotSayHowLongItIsIsRefusedToo(HttpClient.Version version) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d%s".formatted(RestAssured.port, evidence)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body(ONE_MEBIBYTE + 1))));
        if (!api.authorization().isEmpty()) {
            request.header("Authorization", api.authorization());
        }
        try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
            HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(413);
            assertThat(response.body()).contains("/problems/payload-too-large");
        }
    }

    @Test
    void aBodyOfOneMebibyteIsTaken() {
        churn.where("dryRun", true).api().post(evidence, body(ONE_MEBIBYTE)).is(201);
    }

    private static byte[] body(int length) {
        String start = "{\"outcome\": \"PASS\"";
        String end = "}";
        return (start + " ".repeat(length - start.length() - end.length()) + end).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "application/json-patch+json",
                "application/vnd.tollgate+json"
            })
    void anotherMediaTypeIsRefused(String type) {
        // Where evidence is posted for one item, tools send what they have; everything else takes JSON.
        new Answer(api.request().contentType(type).body(PASS).post(churn.path() + "/evidence"))
                .isProblem(415, "unsupported-media-type");
    }

    @ParameterizedTest
    @CsvSource({
        "Churn, invalid-slug",
        "-churn, invalid-slug",
        "churn-, invalid-slug",
        "churn_eu, invalid-slug",
        "churn.eu, invalid-slug",
        "%20, invalid-slug",
        "ch%C3%BCrn, invalid-slug",
        "a012345678901234567890123456789012345678901234567890123456789012x, invalid-slug"
    })
    void aKeyThatIsNoSlugIsRefused(String key, String code) {
        Answer read = new Answer(api.request().urlEncodingEnabled(false).get("/v1/projects/" + key));
        Answer written = new Answer(api.request()
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{\"name\": \"N\", \"owner\": \"o\", \"riskTier\": \"LOW\", \"taskType\": \"REGRESSION\"}")
                .put("/v1/projects/" + key));

        for (Answer answer : new Answer[] {read, written}) {
            answer.isProblem(400, "invalid-request")
                    .has("errors[0].parameter", "project")
                    .has("errors[0].code", code);
        }
    }

    @Test
    void namesThatAreNotThereAreNamedWithThoseThatAre() {
        churn.evidence("plan.basline", PASS).isProblem(404, "not-found").has("allowed[2]", "plan.baseline");
        churn.evidence("PLAN.BASELINE", PASS).isProblem(404, "not-found");
        churn.go("plans").isProblem(404, "not-found").has("allowed[0]", "plan");
        churn.vote("plan", "00000000-0000-7000-8000-000000000000", "APPROVE").isProblem(404, "not-found");
        churn.settle("00000000-0000-7000-8000-000000000000", "CONFIRM").isProblem(404, "not-found");
        api.project("no-such-project").evidence("plan.baseline", PASS).isProblem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/evidence?status=FORCE           | status | IN_FORCE,SUPERSEDED,INVALIDATED",
                "/evidence?outcome=PASS&outcome=x | outcome| PASS,FAIL,INCONCLUSIVE",
                "/evidence?limit=0                | limit  |",
                "/evidence?limit=201              | limit  |",
                "/evidence?limit=ten              | limit  |",
                "/evidence?cursor=!               | cursor |",
                "/evidence?page=2                 | page   | item,outcome,status,source,limit,cursor",
                "/items?phase=plan                | phase  | PLAN,DATA,MODEL,DEPLOY",
                "/events?after=-1                 | after  |",
                "/events?after=x                  | after  |",
                "/events?types=evidence           | types  |",
                "/conditions?state=open           | state  | OPEN,OVERDUE,CLOSED",
                "/gates?state=READY               | state  |",
            })
    void aParameterThatIsWrongIsNamed(String path, String parameter, String allowed) {
        Answer answer = new Answer(api.request().urlEncodingEnabled(false).get(churn.path() + path.strip()))
                .isProblem(400, "invalid-request")
                .has("errors[0].parameter", parameter.strip());
        if (allowed != null) {
            assertThat(answer.list("errors[0].allowed"))
                    .containsExactlyInAnyOrder(allowed.strip().split(","));
        }
    }

    @Test
    void aTimeFarAheadIsRefusedWithTheLatestThatIsTaken() {
        Instant ahead = Instant.now().plusSeconds(330);

        Answer answer = churn.evidence(
                        "plan.baseline", "{\"outcome\": \"PASS\", \"observedAt\": \"%s\"}".formatted(ahead))
                .isProblem(422, "observed-in-future")
                .has("errors[0].pointer", "/observedAt");

        String latest = answer.value("errors[0].detail").replaceAll(".* ", "");
        assertThat(Instant.parse(latest)).isBefore(ahead).isAfter(Instant.now().plusSeconds(240));
    }
}
