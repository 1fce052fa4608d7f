package dev.tollgate.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pipeline posts the report of its tool as it is, for an item, with its own token. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class NativeEvidenceStoryTest {

    private static final String JUNIT = """
            <testsuite name="churn" tests="3" failures="%d" errors="0" skipped="0" time="2.5" timestamp="2026-03-02T10:00:00">
              <testcase classname="tests.test_model" name="test_recall" time="1.0"/>
            </testsuite>""";

    /** The form that curl says it sends is none. */
    private static final RestAssuredConfig BYTES = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig()
                    .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.BINARY)
                    .appendDefaultContentCharsetToContentTypeIfUndefined(false));

    private final Api api = Api.of(getClass());
    private ProjectApi project;

    @BeforeEach
    void aProject() {
        project = api.newProject("native", "LOW");
    }

    private Answer post(String mediaType, String query, String body) {
        return new Answer(api.request()
                .config(BYTES)
                .contentType(mediaType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(project.path() + "/items/model.pre-deployment-testing/evidence" + query));
    }

    @Test
    void aReportIsEvidenceAndIsKeptAsItWas() {
        Answer receipt = post("application/xml", "", JUNIT.formatted(0)).is(201).has("outcome", "PASS");
        String evidence = "/evidence/" + receipt.value("id");
        project.get(evidence)
                .is(200)
                .has("source", "junit")
                .has("data.delivery.format", "junit.report")
                .hasNo("data.delivery.channel");
        Answer payload = project.get(evidence + "/payload").is(200);
        assertThat(payload.text()).isEqualTo(JUNIT.formatted(0));
        assertThat(payload.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(post("application/xml", "", JUNIT.formatted(0)).is(201).header("Idempotency-Replayed"))
                .isEqualTo("true");
        post("text/xml", "", JUNIT.formatted(1)).is(201).has("outcome", "FAIL");
        assertThat(project.item("model.pre-deployment-testing").value("state")).isEqualTo("FAILED");
        project.verifies();
    }

    @Test
    void whatCurlSendsWithoutAMediaTypeIsRecognisedToo() {
        post("application/x-www-form-urlencoded", "", "{\"uncommitted\": {\"modified\": [\"a.csv\"]}}")
                .is(201)
                .has("outcome", "FAIL");
        post("text/plain", "?as=dvc.data-status", "{}").is(201).has("outcome", "PASS");
        post("text/plain", "?as=dvc.data-status&dryRun=true", "{\"unchanged\": [\"a.csv\"]}")
                .is(201)
                .hasNo("id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | '' | what is this | unknown-format",
                "text/plain | ?as=no.such | {} | unknown-format",
                "application/xml | '' | <a><b></a> | malformed-xml",
                "text/plain | '' | {\"zen\": \"Keep it simple.\", \"hook_id\": 7} | no-evidence",
            })
    void whatIsNoReportIsRefusedAndNothingIsRecorded(String mediaType, String query, String body, String code) {
        post(mediaType, query, body).isProblem(422, "unreadable-delivery").has("errors[0].code", code);
        assertThat(project.version()).isEqualTo(1);
    }

    @Test
    void jsonIsStillWhatTheContractSays() {
        post("application/json", "", "{\"outcome\": \"PASS\"}").is(201).has("outcome", "PASS");
        post("application/json", "", "{\"uncommitted\": {}}").isProblem(400, "invalid-request");
    }
}
