package dev.tollgate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.dev.Await;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** A project in which there is one of each: evidence, a decision, a condition, a loop that waits for a person. */
final class OneOfEach {

    private final String path;
    private final Map<String, String> values;

    private OneOfEach(String path, Map<String, String> values) {
        this.path = path;
        this.values = values;
    }

    /** Finds the project as an earlier call left it, or makes it. */
    static OneOfEach inAProject(String key) {
        String path = "/v1/projects/" + key;
        var world = new OneOfEach(path, Map.of());
        if (RestAssured.get(path).statusCode() == 404) {
            world.make();
        }
        world.awaitSealed(key);
        String subscription = subscription(key);
        String address = address(key);
        return new OneOfEach(
                path,
                Map.ofEntries(
                        Map.entry("project", key),
                        Map.entry("item", "plan.baseline"),
                        Map.entry("gate", "plan"),
                        Map.entry("evidence", world.first("/items/plan.baseline/evidence")),
                        Map.entry("decision", world.first("/gates/plan/decisions")),
                        Map.entry("condition", world.first("/conditions")),
                        Map.entry("waiver", world.first("/waivers")),
                        Map.entry("loop", world.first("/loops")),
                        Map.entry("subscription", subscription),
                        Map.entry("delivery", delivery(subscription)),
                        Map.entry("channel", key),
                        Map.entry("address", address),
                        Map.entry("arrival", arrival(key, address))));
    }

    /** Of a channel that takes whatever comes; found again, it gets another address. */
    private static String address(String key) {
        boolean known = RestAssured.get("/v1/channels/" + key).statusCode() == 200;
        Response answer = known
                ? RestAssured.given()
                        .contentType(ContentType.JSON)
                        .body(Map.of())
                        .post("/v1/channels/%s/secrets".formatted(key))
                : RestAssured.given()
                        .contentType(ContentType.JSON)
                        .body(Map.of(
                                "key", key, "name", key, "projects", List.of(key), "auth", Map.of("mode", "URL_TOKEN")))
                        .post("/v1/channels");
        created(answer);
        return answer.jsonPath().getString("url").substring("/in/".length());
    }

    /** Something that nobody recognises. */
    private static String arrival(String key, String address) {
        RestAssured.given().contentType("application/json").body("{}").post("/in/{address}", address);
        return RestAssured.get("/v1/channels/%s/inbox".formatted(key))
                .jsonPath()
                .getString("items[0].id");
    }

    /** One that nobody answers to, paused once that is known, so that it stays as it is. */
    private static String subscription(String key) {
        String known = RestAssured.get("/v1/subscriptions")
                .jsonPath()
                .getString("items.find { it.name == '%s' }.id".formatted(key));
        if (known != null) {
            return known;
        }
        Response created = RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "name",
                        key,
                        "url",
                        "http://127.0.0.1:1024/nobody",
                        "projects",
                        List.of(key),
                        "start",
                        "BEGINNING"))
                .post("/v1/subscriptions");
        created(created);
        String id = created.jsonPath().getString("id");
        Await.until(() -> delivery(id) != null);
        created(RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "seen"))
                .post("/v1/subscriptions/%s/pause".formatted(id)));
        Await.until(
                () -> RestAssured.get("/v1/platform/events?limit=1000").jsonPath().getList("items.position").stream()
                        .noneMatch(Objects::isNull));
        return id;
    }

    private static String delivery(String subscription) {
        return RestAssured.get("/v1/subscriptions/%s/deliveries".formatted(subscription))
                .jsonPath()
                .getString("items[0].position");
    }

    /** What to put into the path for a parameter: something that exists, or else the contract's example. */
    String valueOf(String parameter, Contract.Operation operation) {
        return values.getOrDefault(
                parameter,
                operation.parameters().stream()
                        .filter(p -> p.node().path("name").asText().equals(parameter))
                        .map(p -> p.node().path("example").asText())
                        .findFirst()
                        .orElseThrow());
    }

    private void make() {
        created(RestAssured.given()
                .body(Map.of(
                        "name", "One of each",
                        "owner", "quality",
                        "riskTier", "LOW",
                        "taskType", "REGRESSION"))
                .contentType(ContentType.JSON)
                .put(path));
        satisfy("PLAN");
        post(
                "",
                "/gates/plan/decisions",
                Map.of(
                        "outcome", "CONDITIONAL_GO",
                        "rationale", "good enough",
                        "conditions",
                                List.of(Map.of(
                                        "title", "tidy up",
                                        "owner", "quality",
                                        "dueAt",
                                                Instant.now()
                                                        .plus(Duration.ofDays(30))
                                                        .toString()))));
        satisfy("DATA");
        post("", "/gates/data/decisions", Map.of("outcome", "GO", "rationale", "ready"));
        watched();
        post(
                "dev-bob",
                "/items/model.evaluation/waivers",
                Map.of(
                        "reason", "too few customers",
                        "compensation", "a person looks",
                        "expiresAt", Instant.now().plus(Duration.ofDays(30)).toString()));
        post("dev-ci", "/loops", Map.of("from", "MODEL", "to", "DATA", "trigger", "FEATURE_DRIFT", "reason", "drift"));
    }

    /** By another checklist than its own. */
    private void watched() {
        Response set = RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of("checklist", "dsml-strict", "version", 1))
                .put(path + "/shadow");
        assertThat(set.statusCode()).as(set.asString()).isEqualTo(200);
    }

    /** Until a checkpoint covers all of it, and the answers about the log stay as they are. */
    private void awaitSealed(String key) {
        int last = RestAssured.get(path).jsonPath().getInt("version");
        Await.until("a checkpoint", () -> proof(key, last).statusCode() != 409);
        Response proof = proof(key, last);
        assertThat(proof.statusCode()).as(proof.asString()).isEqualTo(200);
    }

    private static Response proof(String key, int seq) {
        return RestAssured.given()
                .queryParam("project", key)
                .queryParam("seq", seq)
                .get("/v1/log/proof");
    }

    private void satisfy(String phase) {
        List<String> items = RestAssured.given()
                .queryParam("phase", phase)
                .get(path + "/items")
                .jsonPath()
                .getList("items.item");
        post(
                "dev-ci",
                "/evidence",
                Map.of(
                        "evidence",
                        items.stream()
                                .map(item -> Map.of(
                                        "item",
                                        item,
                                        "outcome",
                                        "PASS",
                                        "run",
                                        UUID.randomUUID().toString()))
                                .toList()));
    }

    private void post(String token, String where, Map<String, Object> body) {
        var request = RestAssured.given().contentType(ContentType.JSON).body(body);
        created((token.isEmpty() ? request : request.header("Authorization", "Bearer " + token)).post(path + where));
    }

    private String first(String list) {
        return RestAssured.get(path + list).jsonPath().getString("items[0].id");
    }

    private static void created(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(201);
    }
}
