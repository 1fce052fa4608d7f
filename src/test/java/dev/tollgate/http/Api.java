package dev.tollgate.http;

import dev.tollgate.access.TestIssuer;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One caller's way to the service: {@code api.as(ALICE).get("/v1/projects")}. Knows nothing that is not in the contract, so that the same
 * story is told of the service inside the JVM of the tests and of the packaged jar; they differ only in how a caller proves who it is.
 */
public final class Api {

    private static final Map<Person, String> SIGNED = new ConcurrentHashMap<>();

    private record Pair(String name, Object value) {}

    private final boolean packaged;
    private final Person caller;
    private final List<Pair> headers;
    private final List<Pair> query;

    private Api(boolean packaged, Person caller, List<Pair> headers, List<Pair> query) {
        this.packaged = packaged;
        this.caller = caller;
        this.headers = headers;
        this.query = query;
    }

    /** For this test class; the caller is the developer until {@link #as} says otherwise. */
    public static Api of(Class<?> test) {
        boolean packaged = test.isAnnotationPresent(QuarkusIntegrationTest.class);
        return new Api(packaged, Person.DEVELOPER, List.of(), List.of());
    }

    public Api as(Person other) {
        return new Api(packaged, other, headers, query);
    }

    /** The same caller, sending one more header with every request. */
    public Api with(String header, String value) {
        return new Api(packaged, caller, plus(headers, header, value), query);
    }

    /** The same caller, sending one more query parameter with every request. */
    public Api where(String parameter, Object value) {
        return new Api(packaged, caller, headers, plus(query, parameter, value));
    }

    private static List<Pair> plus(List<Pair> pairs, String name, Object value) {
        List<Pair> more = new ArrayList<>(pairs);
        more.add(new Pair(name, value));
        return more;
    }

    public Answer get(String path) {
        return new Answer(request().get(path));
    }

    /** The page behind this one, by the link that it gave. */
    public Answer next(Answer page) {
        return new Answer(request().urlEncodingEnabled(false).get(page.value("next")));
    }

    public Answer put(String path, String body) {
        return new Answer(json().body(body).put(path));
    }

    public Answer post(String path, String body) {
        return new Answer(json().body(body).post(path));
    }

    /** Sends a body of this media type. */
    public Answer put(String path, String mediaType, String body) {
        return new Answer(request()
                .contentType(mediaType)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .put(path));
    }

    /** Sends exactly these bytes. */
    public Answer post(String path, byte[] body) {
        return new Answer(json().body(body).post(path));
    }

    private RequestSpecification json() {
        return request().contentType("application/json");
    }

    /** Any method, and nothing set but who calls, for what a well-behaved client would not send. */
    public RequestSpecification request() {
        RequestSpecification request = RestAssured.given();
        if (!authorization().isEmpty()) {
            request.header("Authorization", authorization());
        }
        headers.forEach(header -> request.header(header.name(), header.value()));
        query.forEach(parameter -> request.queryParam(parameter.name(), parameter.value()));
        return request;
    }

    /** The value of the Authorization header; empty where the caller needs none. */
    public String authorization() {
        if (packaged) {
            return "Bearer " + SIGNED.computeIfAbsent(caller, Api::signed);
        }
        return caller.equals(Person.DEVELOPER) ? "" : "Bearer " + caller.devToken();
    }

    private static String signed(Person person) {
        return TestIssuer.sign(Jwt.claims()
                .subject("subject of " + person.id())
                .claim("preferred_username", person.id())
                .claim("roles", person.sortedRoles()));
    }

    /** A project that may or may not be there. */
    public ProjectApi project(String key) {
        return new ProjectApi(this, key);
    }

    /** A key that no other test uses. */
    public static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 13);
    }

    /** A new project of this tier, with a key that no other test uses. */
    public ProjectApi newProject(String name, String riskTier) {
        ProjectApi project = project(unique(name));
        project.create(riskTier).is(201);
        return project;
    }
}
