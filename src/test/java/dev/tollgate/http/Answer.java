package dev.tollgate.http;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.List;
import java.util.Map;

/** What the service answered, with what a story says about it. */
public final class Answer {

    /** What stands for a value that a test cannot know, in the JSON that it expects. */
    private static final Map<String, String> ANY = Map.of(
            "<id>", "${json-unit.regex}[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            "<time>", "${json-unit.regex}20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?Z",
            "<hash>", "${json-unit.regex}[0-9a-f]{64}",
            "<digest>", "${json-unit.regex}sha256:[0-9a-f]{64}",
            "<text>", "${json-unit.regex}(?s).+",
            "<number>", "${json-unit.any-number}",
            "<object>", "${json-unit.ignore}");

    private final Response response;

    public Answer(Response response) {
        this.response = response;
    }

    public Answer is(int status) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        return this;
    }

    /** A problem of this type, in the form that all problems have. */
    public Answer isProblem(int status, String slug) {
        is(status);
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        return has("type", "/problems/" + slug).has("code", slug).has("status", status);
    }

    /** The whole body is this JSON, in any order of fields; {@code <id>}, {@code <time>} and the like stand for any such value. */
    public Answer isJson(String expected) {
        assertThatJson(text()).withTolerance(0).isEqualTo(filled(expected));
        return this;
    }

    /** At this place of the body stands this JSON, or this text or number. */
    public Answer has(String node, Object expected) {
        assertThatJson(text())
                .withTolerance(0)
                .node(node)
                .isEqualTo(expected instanceof String json ? filled(json) : expected);
        return this;
    }

    public Answer hasNo(String node) {
        assertThatJson(text()).node(node).isAbsent();
        return this;
    }

    private static String filled(String expected) {
        String filled = expected;
        for (Map.Entry<String, String> any : ANY.entrySet()) {
            filled = filled.replace(any.getKey(), any.getValue());
        }
        return filled;
    }

    public String value(String node) {
        return response.jsonPath().getString(node);
    }

    public long number(String node) {
        return response.jsonPath().getLong(node);
    }

    public List<String> list(String node) {
        return response.jsonPath().getList(node, String.class);
    }

    /** Whether more is known to be on the next page; lists that grow without end have a {@code next} all the same. */
    public boolean hasNext() {
        return hasHeader("Link");
    }

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.header(name);
    }

    public boolean hasHeader(String name) {
        return response.headers().hasHeaderWithName(name);
    }

    public String text() {
        return response.asString();
    }

    public byte[] bytes() {
        return response.asByteArray();
    }
}
