package dev.tollgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;

/** What one caller does with one project: {@code churn.as(ALICE).go("plan")}. */
public final class ProjectApi {

    public static final String PASS = """
            {"outcome": "PASS"}""";
    public static final String FAIL = """
            {"outcome": "FAIL"}""";

    private final Api api;
    private final String key;

    ProjectApi(Api api, String key) {
        this.api = api;
        this.key = key;
    }

    public String key() {
        return key;
    }

    public String path() {
        return "/v1/projects/" + key;
    }

    public Api api() {
        return api;
    }

    public ProjectApi as(Person caller) {
        return new ProjectApi(api.as(caller), key);
    }

    public ProjectApi with(String header, String value) {
        return new ProjectApi(api.with(header, value), key);
    }

    public ProjectApi where(String parameter, Object value) {
        return new ProjectApi(api.where(parameter, value), key);
    }

    public ProjectApi dryRun() {
        return where("dryRun", true);
    }

    public Answer create(String riskTier) {
        return put("""
                {"name": "Churn classifier", "owner": "growth", "riskTier": "%s", "taskType": "BINARY_CLASSIFICATION"}
                """.formatted(riskTier));
    }

    public Answer put(String body) {
        return api.put(path(), body);
    }

    public Answer get() {
        return api.get(path());
    }

    public Answer get(String below) {
        return api.get(path() + below);
    }

    public Answer post(String below, String body) {
        return api.post(path() + below, body);
    }

    public Answer evidence(String item, String body) {
        return post("/items/%s/evidence".formatted(item), body);
    }

    public Answer pass(String item) {
        return evidence(item, PASS).is(201);
    }

    public Answer batch(String... entries) {
        return post("/evidence", "{\"evidence\": [%s]}".formatted(String.join(", ", entries)));
    }

    /** Passing evidence for every item of a phase, in one post. */
    public ProjectApi satisfy(String phase) {
        return satisfy(where("phase", phase).get("/items").is(200).list("items.item"));
    }

    public ProjectApi satisfy(List<String> items) {
        batch(items.stream()
                        .map("{\"item\": \"%s\", \"outcome\": \"PASS\"}"::formatted)
                        .toArray(String[]::new))
                .is(201);
        return this;
    }

    public Answer invalidate(String evidence) {
        return post("/evidence/%s/invalidation".formatted(evidence), "{\"reason\": \"wrong data\"}");
    }

    public Answer review(String item, String verdict) {
        return post("/items/%s/reviews".formatted(item), """
                {"verdict": "%s", "comment": "read it all"}
                """.formatted(verdict));
    }

    public Answer item(String item) {
        return get("/items/" + item).is(200);
    }

    public Answer gate(String gate) {
        return get("/gates/" + gate).is(200);
    }

    public Answer check(String gate) {
        return get("/gates/%s/check".formatted(gate));
    }

    public Answer decide(String gate, String body) {
        return post("/gates/%s/decisions".formatted(gate), body);
    }

    public Answer go(String gate) {
        return decide(gate, "{\"outcome\": \"GO\", \"rationale\": \"all there\"}");
    }

    public Answer kill(String gate) {
        return decide(gate, "{\"outcome\": \"KILL\", \"rationale\": \"no value\"}");
    }

    public Answer vote(String gate, String decision, String ballot) {
        return post("/gates/%s/decisions/%s/votes".formatted(gate, decision), """
                {"vote": "%s", "comment": "seen"}
                """.formatted(ballot));
    }

    public Answer loop(String from, String to, String trigger) {
        return post("/loops", """
                {"from": "%s", "to": "%s", "trigger": "%s", "reason": "it drifts"}
                """.formatted(from, to, trigger));
    }

    public Answer settle(String loop, String verdict) {
        return post("/loops/%s/confirmation".formatted(loop), """
                {"verdict": "%s", "rationale": "looked at it"}
                """.formatted(verdict));
    }

    /** Through these gates, one after the other, with everything that they need. */
    public ProjectApi passed(String... gates) {
        for (String gate : gates) {
            satisfy(gate.toUpperCase(Locale.ROOT));
            go(gate).is(201);
        }
        return this;
    }

    /** How many events the project's log has. */
    public long version() {
        return get().is(200).number("version");
    }

    /** The types of the events behind this one, in order, without the prefix and version that all of them share. */
    public List<String> eventsAfter(long seq) {
        return where("after", seq).where("limit", 200).get("/events").is(200).list("items.type").stream()
                .map(type -> type.replaceAll("^dev\\.tollgate\\.|\\.v1$", ""))
                .toList();
    }

    /** The log is whole, and every table says what the log says. */
    public ProjectApi verifies() {
        Answer answer = get("/events/verification").is(200);
        assertThat(answer.text()).contains("\"valid\":true").doesNotContain("\"valid\":false");
        return this;
    }
}
