package dev.tollgate.platform;

import static dev.tollgate.platform.Exchange.assertProblem;
import static dev.tollgate.platform.Exchange.given;
import static dev.tollgate.platform.Exchange.json;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever fails, and wherever: the answer is a problem. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ProblemAnswersTest {

    @ParameterizedTest
    @ValueSource(strings = {"/nope", "/v1/nope", "/q/nope", "/docs/nope", "/test/nope"})
    void anUnknownPathIsNotFound(String path) {
        assertProblem(given().get(path), """
                {"type": "/problems/not-found", "title": "Nothing is here", "status": 404, "code": "not-found",
                 "detail": "Nothing is at %1$s. GET / lists the main URLs.", "instance": "%1$s", "traceId": "${json-unit.regex}[0-9a-f]{32}"}
                """.formatted(path));
    }

    @Test
    void aBrowserGetsAProblemForAnUnknownPathToo() {
        assertThat(given().accept("text/html").get("/nope").contentType()).isEqualTo("application/problem+json");
    }

    @Test
    void aMethodThatThePathLacksIsNamedWithThoseThatItHas() {
        Response response = given().delete("/test/things/a");

        assertProblem(response, """
                {"type": "/problems/method-not-allowed", "title": "The method is not allowed here", "status": 405, "code": "method-not-allowed",
                 "detail": "DELETE is not allowed here, only GET, HEAD, OPTIONS, PUT.", "instance": "/test/things/a", "traceId": "${json-unit.any-string}"}
                """);
        assertThat(response.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, PUT");
    }

    @Test
    void aMediaTypeThatNobodyMakesIsNotAcceptable() {
        assertProblem(given().accept("image/png").get("/test/things/a"), """
                {"type": "/problems/not-acceptable", "title": "No representation matches Accept", "status": 406, "code": "not-acceptable",
                 "detail": "There is no representation as image/png here.", "instance": "/test/things/a", "traceId": "${json-unit.any-string}"}
                """);
    }

    @Test
    void aBodyOfAnotherMediaTypeIsUnsupported() {
        assertProblem(given().contentType("text/csv").body("name\na\n").post("/test/things"), """
                {"type": "/problems/unsupported-media-type", "title": "The body's media type is not supported", "status": 415, "code": "unsupported-media-type",
                 "detail": "Bodies of type text/csv; charset=ISO-8859-1 are not read here; send application/json.", "instance": "/test/things", "traceId": "${json-unit.any-string}"}
                """);
    }

    @Test
    void aBodyIsReportedWithEveryPlaceThatIsWrong() {
        assertProblem(
                json("{\"name\":\"far too long a name\",\"phase\":\"TRAIN\",\"color\":\"red\"}")
                        .post("/test/things"),
                """
                {"type": "/problems/invalid-request", "title": "The request is not valid", "status": 400, "code": "invalid-request",
                 "detail": "there is no field 'color' here (and 2 more)", "instance": "/test/things", "traceId": "${json-unit.any-string}",
                 "errors": [
                   {"pointer": "/color", "code": "unknown-field", "detail": "there is no field 'color' here", "allowed": ["name", "phase"]},
                   {"pointer": "/phase", "code": "not-allowed", "detail": "phase must be one of PLAN, DATA, MODEL, DEPLOY", "allowed": ["PLAN", "DATA", "MODEL", "DEPLOY"]},
                   {"pointer": "/name", "code": "bad-length", "detail": "name size must be between 1 and 10"}]}
                """);
    }

    @Test
    void anUnknownParameterIsReportedWithThoseThatExist() {
        assertThatJson(given().get("/test/numbers?limt=3").asString())
                .node("errors")
                .isEqualTo("""
                        [{"parameter": "limt", "code": "unknown-parameter", "detail": "there is no query parameter 'limt' here",
                          "allowed": ["limit", "cursor", "phase", "until"]}]
                        """);
    }

    @Test
    void anEnumParameterIsReportedWithItsValues() {
        String expected = """
                [{"parameter": "phase", "code": "not-allowed", "detail": "phase must be one of PLAN, DATA, MODEL, DEPLOY",
                  "allowed": ["PLAN", "DATA", "MODEL", "DEPLOY"]}]
                """;

        Response query = given().get("/test/numbers?phase=PLAN&phase=train");
        Response path = given().accept("*/*").get("/test/phases/train");

        assertThat(query.statusCode()).isEqualTo(400);
        assertThatJson(query.asString()).node("errors").isEqualTo(expected);
        assertThat(path.statusCode()).isEqualTo(400);
        assertThatJson(path.asString()).node("errors").isEqualTo(expected);
    }

    @Test
    void aConstraintOnAParameterNamesTheParameter() {
        Response response = given().get("/test/things/A1");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThatJson(response.asString())
                .node("errors")
                .isEqualTo(
                        "[{\"parameter\": \"name\", \"code\": \"bad-format\", \"detail\": \"name must match \\\"[a-z]+\\\"\"}]");
    }

    @Test
    void textThatTheDatabaseCannotHoldIsRefusedInPathAndQuery() {
        assertThat(given().urlEncodingEnabled(false).get("/test/things/a%00").statusCode())
                .isEqualTo(400);
        assertThat(given().urlEncodingEnabled(false)
                        .get("/test/numbers?until=%00")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aTokenThatNobodyKnowsIsUnauthenticated() {
        Response response = given().header("Authorization", "Bearer nobody").get("/v1/me");

        assertProblem(response, """
                {"type": "/problems/unauthenticated", "title": "Credentials are missing or not valid", "status": 401, "code": "unauthenticated",
                 "detail": "The bearer token is expired, malformed or not meant for this service.", "instance": "/v1/me", "traceId": "${json-unit.any-string}"}
                """);
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void aMissingPermissionIsNamed() {
        assertProblem(given().header("Authorization", "Bearer dev-ci").get("/test/decide"), """
                {"type": "/problems/forbidden", "title": "The caller lacks a permission", "status": 403, "code": "forbidden",
                 "detail": "This needs the permission gate:decide, which none of your roles holds.", "instance": "/test/decide",
                 "traceId": "${json-unit.any-string}", "permission": "gate:decide"}
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/test/defect", "/test/broken-answer"})
    void aDefectTellsNothingOfTheInside(String path) {
        Response response = given().get(path);

        assertProblem(response, """
                {"type": "/problems/internal-error", "title": "Something went wrong in the service", "status": 500, "code": "internal-error",
                 "detail": "The request failed for a reason that is not its own. It was logged under traceId.", "instance": "%s",
                 "traceId": "${json-unit.any-string}"}
                """.formatted(path));
    }

    @Test
    void aDatabaseThatCannotBeReachedIsUnavailable() {
        Response response = given().get("/test/outage");

        assertProblem(response, """
                {"type": "/problems/unavailable", "title": "The service cannot answer now", "status": 503, "code": "unavailable",
                 "detail": "The database cannot be reached at the moment.", "instance": "/test/outage", "traceId": "${json-unit.any-string}"}
                """);
        assertThat(response.header("Retry-After")).isEqualTo("5");
    }

    @Test
    void aProblemOfAFeatureCarriesItsMembers() {
        assertProblem(given().get("/test/refused"), """
                {"type": "/problems/gate-blocked", "title": "The gate does not stand passed", "status": 409, "code": "gate-blocked",
                 "detail": "Not yet.", "instance": "/test/refused", "traceId": "${json-unit.any-string}", "unmet": [{"name": "plan", "phase": "PLAN"}]}
                """);
    }

    @Test
    void theTraceIdIsTheCallersOwn() {
        String trace = "0af7651916cd43dd8448eb211c80319c";

        Response response = given().header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .get("/nope");

        assertThatJson(response.asString()).node("traceId").isEqualTo(trace);
    }
}
