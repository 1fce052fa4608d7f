package dev.tollgate.platform;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;

/** What the HTTP tests of this package say about requests and answers. */
final class Exchange {

    private Exchange() {}

    /** A request as curl sends it: any representation, no token. */
    static RequestSpecification given() {
        return RestAssured.given().accept("*/*");
    }

    /** A JSON body, sent exactly as written. */
    static RequestSpecification json(String body) {
        return json(body.getBytes(StandardCharsets.UTF_8));
    }

    static RequestSpecification json(byte[] body) {
        return given().contentType("application/json").body(body);
    }

    /** The answer is this problem and nothing besides; {@code expected} is the whole JSON, with the trace id left to be any. */
    static void assertProblem(Response response, String expected) {
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(response.asString()).endsWith("}\n");
        assertThatJson(response.asString()).isEqualTo(expected);
        assertThatJson(response.asString()).node("status").isEqualTo(response.statusCode());
    }
}
