package dev.tollgate.platform;

import static dev.tollgate.platform.Exchange.given;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What answers outside {@code /v1}: the index, the contract, Swagger UI, the pages of the problems, health. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class PagesTest {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/                     | */*              | application/json",
                "/                     | application/json | application/json",
                "/                     | text/plain       | text/plain;charset=UTF-8",
                "/                     | " + BROWSER + "  | text/html;charset=UTF-8",
                "/problems             | */*              | application/json",
                "/problems             | text/plain       | text/plain;charset=UTF-8",
                "/problems/not-found   | */*              | application/json",
                "/problems/not-found   | " + BROWSER + "  | text/html;charset=UTF-8",
                "/problems/not-found   | text/plain       | text/plain;charset=UTF-8"
            })
    void aPageFitsWhoAsks(String path, String accept, String type) {
        Response response = given().accept(accept).get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.contentType()).isEqualTo(type);
        assertThat(response.asString()).endsWith("\n");
    }

    @Test
    void theIndexLeadsToTheContractAndToSwaggerUi() {
        Response index = given().get("/");

        assertThat(index.header("Link"))
                .isEqualTo("</openapi.yaml>; rel=\"service-desc\", </docs>; rel=\"service-doc\"");
        assertThat(index.jsonPath().getList("links.href"))
                .startsWith("/docs", "/openapi.yaml")
                .contains("/v1/projects", "/problems");
        assertThat(given().get("/docs/").contentType()).startsWith("text/html");
        assertThat(given().get("/docs").statusCode()).isEqualTo(200);
    }

    @Test
    void theContractIsServedByteForByte() throws IOException {
        try (InputStream file = PagesTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            assertThat(given().get("/openapi.yaml").asByteArray()).isEqualTo(file.readAllBytes());
        }
        assertThat(given().get("/q/openapi").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void theTypeOfEveryProblemResolves(ProblemType type) {
        assertThatJson(given().get(type.uri()).asString())
                .isObject()
                .containsOnlyKeys("type", "code", "status", "title", "meaning", "remedy");
        assertThat(given().accept("text/plain").get(type.uri()).asString()).contains("What to do: " + type.remedy());
        assertThat(given().accept(BROWSER).get(type.uri()).asString())
                .contains("<h1>")
                .doesNotContain("`");
    }

    @Test
    void aProblemThatDoesNotExistIsNotFoundAndSaysWhichDo() {
        Response response = given().get("/problems/nope");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.jsonPath().getList("allowed")).hasSize(ProblemType.values().length);
    }

    @Test
    void theServiceIsReadyAndTellsThatTheDatabaseKeepsItsWord() {
        Response ready = given().get("/q/health/ready");

        assertThat(ready.statusCode()).isEqualTo(200);
        assertThatJson(ready.asString()).node("checks").isArray().contains("""
                        {"name": "database keeps what it confirms", "status": "UP",
                         "data": {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}}
                        """);
        assertThat(given().get("/q/metrics").statusCode()).isEqualTo(200);
    }
}
