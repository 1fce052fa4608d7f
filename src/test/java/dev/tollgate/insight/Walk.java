package dev.tollgate.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A project on its way, driven from outside by the people and the machine of the test profile. */
record Walk(String key) {

    static final String ALICE = "dev-alice";
    static final String BOB = "dev-bob";
    static final String CI = "dev-ci";

    static Walk begin(String key, String riskTier) {
        var walk = new Walk(key);
        assertThat(as(ALICE).body(profile(riskTier)).put(walk.path()).statusCode())
                .isEqualTo(201);
        return walk;
    }

    static Map<String, Object> profile(String riskTier) {
        return Map.of("name", "A walk", "owner", "quality", "riskTier", riskTier, "taskType", "REGRESSION");
    }

    static RequestSpecification as(String token) {
        return RestAssured.given().auth().oauth2(token).contentType(ContentType.JSON);
    }

    String path() {
        return "/v1/projects/" + key;
    }

    JsonPath get(String where) {
        Response answer = RestAssured.get(path() + where);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return answer.jsonPath();
    }

    Response ask(String token, String where, Map<String, ?> body) {
        return as(token).body(body).post(path() + where);
    }

    /** @return the answer of a write that was carried out */
    JsonPath post(String token, String where, Map<String, ?> body) {
        Response answer = ask(token, where, body);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        return answer.jsonPath();
    }

    /** Passing evidence for each item of the gate's phase, in one call. */
    Walk satisfy(String gate) {
        List<String> items =
                get("/items?phase=" + gate.toUpperCase(Locale.ROOT)).getList("items.item");
        post(CI, "/evidence", evidence(items.stream()));
        return this;
    }

    static Map<String, Object> evidence(Stream<String> items) {
        return Map.of(
                "evidence",
                items.map(item -> Map.of("item", item, "outcome", "PASS")).toList());
    }

    JsonPath go(String gate) {
        return decide(gate, Map.of("outcome", "GO", "rationale", "All criteria are met."));
    }

    JsonPath decide(String gate, Map<String, ?> decision) {
        return post(ALICE, "/gates/%s/decisions".formatted(gate), decision);
    }

    static Map<String, Object> conditionalGo(String item) {
        return Map.of(
                "outcome",
                "CONDITIONAL_GO",
                "rationale",
                "Good enough for now.",
                "conditions",
                List.of(Map.of(
                        "title",
                        "tidy up",
                        "owner",
                        "quality",
                        "item",
                        item,
                        "dueAt",
                        Instant.now().plus(Duration.ofDays(30)).toString())));
    }

    static Map<String, Object> hold() {
        return Map.of(
                "outcome",
                "HOLD",
                "rationale",
                "The budget is open.",
                "reviewOn",
                LocalDate.now(ZoneOffset.UTC).plusDays(30).toString());
    }

    static Map<String, Object> recycle(String item) {
        return Map.of("outcome", "RECYCLE", "rationale", "Not convincing.", "reopen", List.of(item));
    }

    static Map<String, Object> kill() {
        return Map.of("outcome", "KILL", "rationale", "Nobody needs it.");
    }

    Walk pass(String... gates) {
        Stream.of(gates).forEach(gate -> satisfy(gate).go(gate));
        return this;
    }

    Walk toLive() {
        return pass("plan", "data", "model", "deploy");
    }

    static Map<String, Object> conceptDrift() {
        return Map.of("from", "DEPLOY", "to", "MODEL", "trigger", "CONCEPT_DRIFT", "reason", "The mix has changed.");
    }

    /** How many events of each type the project's log has. */
    Map<String, Double> events() {
        return get("/events?limit=200").getList("items.type", String.class).stream()
                .map(type -> type.replaceFirst("^dev\\.tollgate\\.", "").replaceFirst("\\.v1$", ""))
                .collect(Collectors.groupingBy(type -> type, Collectors.summingDouble(type -> 1)));
    }
}
