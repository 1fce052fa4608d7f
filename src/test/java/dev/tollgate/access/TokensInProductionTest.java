package dev.tollgate.access;

import static io.restassured.RestAssured.given;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.Packaged;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service as it is packaged: no fixed identities, only tokens that its issuer signed. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
@TestProfile(TokensInProductionTest.Production.class)
class TokensInProductionTest {

    public static class Production implements QuarkusTestProfile {

        @Override
        public String getConfigProfile() {
            return "prod";
        }

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.oidc.public-key",
                    TestIssuer.publicKey(),
                    "quarkus.management.enabled",
                    "false",
                    "tollgate.log.key",
                    Packaged.LOG_KEY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer dev-alice", "Bearer dev-ci", "Bearer a.b.c"})
    void whatWorksInDevModeDoesNotWorkHere(String authorization) {
        Response response = authorization.isEmpty()
                ? given().get("/v1/me")
                : given().header("Authorization", authorization).get("/v1/me");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(response.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void aTokenOfTheIssuerNamesThePersonAndItsRoles() {
        String token = TestIssuer.sign(Jwt.claims()
                .subject("7f3a")
                .claim("preferred_username", "carol")
                .claim("roles", List.of("reader")));

        assertThatJson(me(token).asString())
                .isEqualTo("{\"id\":\"carol\",\"kind\":\"PERSON\",\"roles\":[\"reader\"],\"permissions\":[\"read\"]}");
    }

    @Test
    void theRolePipelineMakesAMachineAndTheSubjectIsItsNameWhereThereIsNoOther() {
        String token = TestIssuer.sign(Jwt.claims().subject("repo:churn:main").claim("roles", List.of("pipeline")));

        assertThatJson(me(token).asString()).isEqualTo("""
                        {"id": "repo:churn:main", "kind": "MACHINE", "roles": ["pipeline"],
                         "permissions": ["read", "project:write", "evidence:write", "loop:propose"]}
                        """);
    }

    @Test
    void aTokenWithoutThePermissionIsForbidden() {
        String reader = TestIssuer.sign(Jwt.claims().subject("carol").claim("roles", List.of("reader")));
        String gatekeeper = TestIssuer.sign(Jwt.claims().subject("gina").claim("roles", List.of("gatekeeper")));

        assertThat(given().auth().oauth2(reader).get("/test/decide").statusCode())
                .isEqualTo(403);
        assertThat(given().auth().oauth2(gatekeeper).get("/test/decide").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenThatIsExpiredOrNamesNobodyIsRefused() {
        JwtClaimsBuilder expired =
                Jwt.claims().subject("carol").issuedAt(1_000_000).expiresAt(1_000_060);
        JwtClaimsBuilder nobody = Jwt.claims().claim("roles", List.of("reader"));
        JwtClaimsBuilder twoLines = Jwt.claims().subject("carol\nperson:bob");

        assertThat(me(TestIssuer.sign(expired)).statusCode()).isEqualTo(401);
        assertThat(me(TestIssuer.sign(nobody)).statusCode()).isEqualTo(401);
        assertThat(me(TestIssuer.sign(twoLines)).statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        assertThat(me(TestIssuer.forge(Jwt.claims().subject("carol"))).statusCode())
                .isEqualTo(401);
    }

    private static Response me(String token) {
        return given().auth().oauth2(token).get("/v1/me");
    }
}
