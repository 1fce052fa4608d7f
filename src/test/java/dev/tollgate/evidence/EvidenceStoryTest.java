package dev.tollgate.evidence;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CI;
import static dev.tollgate.http.ProjectApi.FAIL;
import static dev.tollgate.http.ProjectApi.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pipelines post what they ran, and items move. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class EvidenceStoryTest {

    private static final String BASELINE = """
            {"outcome": "PASS", "summary": "majority class", "source": "github-actions", "run": "r-17", "url": "https://ci.example/17",
             "observedAt": "2026-01-19T14:00:00.123456Z",
             "subject": {"name": "churn", "version": "m2", "digest": "sha256:%s"},
             "metrics": {"auc": 0.661, "n": 41290600}, "data": {"method": "rule", "folds": [1, 2.5], "note": null}}
            """.formatted("0f".repeat(32));

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProject() {
        churn = api.newProject("churn", "LOW");
    }

    @Test
    void evidenceSatisfiesItsItemAndTheReceiptSaysSo() throws Exception {
        // When
        Answer receipt = churn.as(CI).evidence("plan.baseline", BASELINE).is(201);

        // Then
        receipt.isJson("""
                {"id": "<id>", "project": "%s", "item": "plan.baseline", "outcome": "PASS", "status": "IN_FORCE",
                 "itemState": "SATISFIED", "seq": 2, "hash": "<hash>", "payloadDigest": "%s",
                 "observedAt": "2026-01-19T14:00:00.123456Z", "receivedAt": "<time>"}
                """.formatted(churn.key(), sha256(BASELINE.getBytes(StandardCharsets.UTF_8))));
        assertThat(receipt.header("Location")).isEqualTo(churn.path() + "/evidence/" + receipt.value("id"));
        assertThat(receipt.hasHeader("Idempotency-Replayed")).isFalse();
        assertThat(churn.eventsAfter(1)).containsExactly("evidence.recorded", "item.state-changed");
        churn.item("plan.baseline").has("state", "SATISFIED").has("evidence", """
                        {"id": "%s", "outcome": "PASS", "observedAt": "2026-01-19T14:00:00.123456Z",
                         "postedBy": {"id": "ci", "kind": "MACHINE"}}
                        """.formatted(receipt.value("id")));
        churn.verifies();
    }

    @Test
    void whatWasPostedIsShownAgain() {
        // Given
        Answer receipt = churn.as(CI).evidence("plan.baseline", BASELINE).is(201);

        // Then whole by its id, and without data in lists
        String shown = """
                {"id": "%s", "item": "plan.baseline", "outcome": "PASS", "status": "IN_FORCE", "summary": "majority class",
                 "source": "github-actions", "run": "r-17", "url": "https://ci.example/17",
                 "subject": {"name": "churn", "version": "m2", "digest": "sha256:%s"}, "metrics": {"auc": 0.661, "n": 41290600},
                 "observedAt": "2026-01-19T14:00:00.123456Z", "receivedAt": "%s", "postedBy": {"id": "ci", "kind": "MACHINE"},
                 "payloadDigest": "%s", "seq": 2%%s}
                """.formatted(
                receipt.value("id"), "0f".repeat(32), receipt.value("receivedAt"), receipt.value("payloadDigest"));
        String data = ", \"data\": {\"method\": \"rule\", \"folds\": [1, 2.5], \"note\": null}";
        String list = "{\"items\": [%s]}".formatted(shown.formatted(""));
        churn.get("/evidence/" + receipt.value("id")).is(200).isJson(shown.formatted(data));
        churn.get("/evidence").is(200).isJson(list);
        churn.get("/items/plan.baseline/evidence").is(200).isJson(list);
    }

    @Test
    void theLeastThatCanBeSaidIsAnOutcome() {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);

        Answer receipt = churn.as(ALICE).pass("plan.stakeholders");

        assertThat(Instant.parse(receipt.value("observedAt"))).isBetween(before, Instant.now());
        churn.get("/evidence/" + receipt.value("id")).isJson("""
                {"id": "<id>", "item": "plan.stakeholders", "outcome": "PASS", "status": "IN_FORCE", "source": "alice",
                 "observedAt": "<time>", "receivedAt": "<time>", "postedBy": {"id": "alice", "kind": "PERSON"},
                 "payloadDigest": "<digest>", "seq": 2}
                """);
    }

    @Test
    void eachOutcomeMovesTheItemItsOwnWay() {
        churn.evidence("plan.baseline", FAIL).is(201).has("itemState", "FAILED");
        churn.evidence("plan.baseline", "{\"outcome\": \"INCONCLUSIVE\"}")
                .is(201)
                .has("itemState", "IN_REVIEW");
        churn.evidence("plan.baseline", PASS).is(201).has("itemState", "SATISFIED");

        churn.item("plan.baseline").has("state", "SATISFIED");
        assertThat(churn.get("/items/plan.baseline/evidence").list("items.status"))
                .containsExactly("IN_FORCE", "SUPERSEDED", "SUPERSEDED");
        churn.verifies();
    }

    @Test
    void thePayloadIsKeptByteForByte() throws Exception {
        // Given a body with odd white space, escapes, characters of four bytes, and numbers written in their own way
        byte[] body =
                " {\r\n\t\"outcome\" :  \"PASS\",\"data\":{\"b\":1e2,\"a\":1.50,\"é\":\"\\u00e9 \uD83D\uDE80 e\u0301\",\"deep\":[[ ]]} }\n\n"
                        .getBytes(StandardCharsets.UTF_8);

        // When
        Answer receipt = churn.api()
                .post(churn.path() + "/items/plan.baseline/evidence", body)
                .is(201);

        // Then
        Answer payload =
                churn.get("/evidence/%s/payload".formatted(receipt.value("id"))).is(200);
        assertThat(payload.bytes()).isEqualTo(body);
        receipt.has("payloadDigest", sha256(body));
        assertThat(payload.header("Content-Type")).startsWith("application/json");
        churn.get("/events").has("items[1].data.payloadDigest", sha256(body));
        churn.verifies();
    }

    @Test
    void aLateArrivalIsKeptAndChangesNothing() {
        // Given
        churn.evidence("plan.baseline", at("PASS", "2026-03-02T00:00:00Z")).is(201);

        // When an older observation arrives
        Answer late = churn.evidence("plan.baseline", at("FAIL", "2026-03-01T00:00:00Z"))
                .is(201);

        // Then
        late.has("status", "SUPERSEDED").has("itemState", "SATISFIED").has("outcome", "FAIL");
        assertThat(churn.eventsAfter(3)).containsExactly("evidence.recorded");
        churn.item("plan.baseline").has("state", "SATISFIED").has("evidence.outcome", "PASS");
        assertThat(churn.where("status", "SUPERSEDED").get("/evidence").list("items.id"))
                .containsExactly(late.value("id"));

        // And of two observed at the same moment, the one that arrives later counts
        churn.evidence("plan.baseline", at("FAIL", "2026-03-02T00:00:00Z"))
                .has("status", "IN_FORCE")
                .has("itemState", "FAILED");
        churn.verifies();
    }

    @Test
    void aClockThatIsALittleAheadIsForgiven() {
        String soon = Instant.now().plusSeconds(290).toString();

        churn.evidence("plan.baseline", at("PASS", soon)).is(201);
    }

    @Test
    void evidenceForAPhaseThatIsNotOpenIsKeptAndTheGateOrderHolds() {
        // When a pipeline runs ahead
        churn.as(CI).satisfy("MODEL");

        // Then
        churn.item("model.evaluation").has("state", "SATISFIED");
        churn.get().has("phase", "PLAN");
        churn.gate("model").has("state", "READY").has("ready", true).has("current", false);
        churn.go("model").isProblem(409, "gate-not-open").has("current", "plan");
        churn.check("model").isProblem(409, "gate-blocked");
    }

    @Test
    void aKilledProjectTakesNoEvidenceAndKeepsWhatItHas() {
        // Given
        String id = churn.pass("plan.baseline").value("id");
        churn.kill("plan").is(201);
        long version = churn.version();

        // Then
        churn.evidence("plan.baseline", PASS).isProblem(409, "project-closed").has("state", "KILLED");
        churn.invalidate(id).isProblem(409, "project-closed");
        assertThat(churn.version()).isEqualTo(version);
        churn.get("/evidence/" + id).is(200).has("status", "IN_FORCE");
        churn.verifies();
    }

    @Test
    void evidenceIsFoundInItsOwnProjectOnly() {
        String id = churn.pass("plan.baseline").value("id");
        ProjectApi other = api.newProject("other", "LOW");

        other.get("/evidence/" + id).isProblem(404, "not-found");
        other.get("/evidence/%s/payload".formatted(id)).isProblem(404, "not-found");
        other.invalidate(id).isProblem(404, "not-found");
        churn.get("/evidence/" + id).has("status", "IN_FORCE");
    }

    private static String at(String outcome, String observedAt) {
        return "{\"outcome\": \"%s\", \"observedAt\": \"%s\"}".formatted(outcome, observedAt);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return "sha256:"
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** Jackson writes such names as bytes that are no UTF-8, unless it is asked for text. */
    @Test
    void namesBeyondTheBasicPlaneStayWhatTheyAre() {
        ProjectApi churn = api.newProject("emoji", "LOW");
        String data = "{\"\ud83d\ude00\": {\"\ud83d\udc4d\": 1}, \"text\": \"\ud83d\ude80\"}";
        String id = churn.evidence(
                        "data.eda",
                        "{\"outcome\": \"PASS\", \"metrics\": {\"\ud83d\udcc8\": 2}, \"data\": %s}".formatted(data))
                .is(201)
                .value("id");
        churn.get("/evidence/" + id).is(200).has("data", data).has("metrics", "{\"\ud83d\udcc8\": 2.0}");
        churn.where("types", "evidence.recorded").get("/events").is(200).has("items[0].data.report.data", data);
        churn.verifies();
    }
}
