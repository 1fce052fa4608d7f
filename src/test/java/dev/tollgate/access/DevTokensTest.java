package dev.tollgate.access;

import static io.restassured.RestAssured.given;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.EmbeddedPostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class DevTokensTest {

    private static final String GATEKEEPER = """
            ["read", "project:write", "evidence:write", "evidence:invalidate", "item:review", "waiver:request", "waiver:grant", "gate:decide", "loop:propose", "loop:confirm"]""";

    private static final String ADMIN = GATEKEEPER
            .replace("\"gate:decide\"", "\"gate:decide\", \"gate:validate\", \"gate:override\"")
            .replace("]", ", \"subscription:manage\", \"checklist:manage\", \"channel:manage\"]");

    @Test
    void withoutATokenTheCallerIsTheDeveloper() {
        assertThatJson(given().get("/v1/me").asString()).isEqualTo("""
                        {"id": "developer", "kind": "PERSON", "roles": ["admin", "compliance", "contributor", "data-owner", "executive", "gatekeeper", "head-of-risk",
                         "lead-data-scientist", "model-owner", "product-owner", "reader", "security", "service-owner", "sponsor", "sre",
                         "validator"], "permissions": %s}
                        """.formatted(ADMIN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "bob"})
    void twoTokensAreGatekeepers(String name) {
        assertThatJson(me("dev-" + name)).isEqualTo("""
                        {"id": "%s", "kind": "PERSON", "roles": ["contributor", "gatekeeper"], "permissions": %s}
                        """.formatted(name, GATEKEEPER));
    }

    @Test
    void oneTokenIsAMachine() {
        assertThatJson(me("dev-ci")).isEqualTo("""
                        {"id": "ci", "kind": "MACHINE", "roles": ["pipeline"],
                         "permissions": ["read", "project:write", "evidence:write", "loop:propose"]}
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer dev-mallory", "Bearer ", "Basic ZGV2LWFsaWNlOg==", "dev-alice"})
    void anythingElseIsRefused(String authorization) {
        assertThat(given().header("Authorization", authorization).get("/v1/me").statusCode())
                .isEqualTo(401);
    }

    private static String me(String token) {
        return given().auth().oauth2(token).get("/v1/me").asString();
    }
}
