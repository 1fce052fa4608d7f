package dev.tollgate.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Much evidence in one post, all of it or none. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class EvidenceBatchStoryTest {

    private static final String TASK = """
            {"item": "plan.ml-task", "outcome": "PASS", "key": "a"}""";
    private static final String BASELINE = """
            {"item": "plan.baseline", "outcome": "FAIL", "key": "b"}""";
    private static final String ROADMAP = """
            {"item": "plan.roadmap", "outcome": "PASS"}""";

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProject() {
        churn = api.newProject("churn", "LOW");
    }

    @Test
    void eachEntryHasItsReceiptInTheSameOrder() {
        Answer receipts = churn.batch(TASK, BASELINE, ROADMAP).is(201);

        receipts.isJson("{\"items\": [%s, %s, %s]}"
                .formatted(
                        receipt("plan.ml-task", "PASS", "SATISFIED", 2),
                        receipt("plan.baseline", "FAIL", "FAILED", 4),
                        receipt("plan.roadmap", "PASS", "SATISFIED", 6)));
        churn.verifies();
    }

    private String receipt(String item, String outcome, String state, int seq) {
        return """
                {"id": "<id>", "project": "%s", "item": "%s", "outcome": "%s", "status": "IN_FORCE", "itemState": "%s",
                 "seq": %d, "hash": "<hash>", "payloadDigest": "<digest>", "observedAt": "<time>", "receivedAt": "<time>"}
                """.formatted(churn.key(), item, outcome, state, seq);
    }

    @Test
    void aHundredAreTakenAndNoMoreNorNone() {
        churn.batch(copies(101)).isProblem(400, "invalid-request").has("errors[0].pointer", "/evidence");
        churn.batch().isProblem(400, "invalid-request").has("errors[0].pointer", "/evidence");
        assertThat(churn.version()).isEqualTo(1);

        assertThat(churn.batch(copies(100)).is(201).list("items.id"))
                .hasSize(100)
                .doesNotHaveDuplicates();
        assertThat(churn.version()).isEqualTo(102);
        churn.verifies();
    }

    private static String[] copies(int n) {
        return Collections.nCopies(n, ROADMAP).toArray(String[]::new);
    }

    @Test
    void oneEntryThatIsRefusedRefusesAll() {
        String ahead = ", \"observedAt\": \"%s\"}".formatted(Instant.now().plusSeconds(330));
        churn.batch(TASK, BASELINE, ROADMAP.replace("plan.roadmap", "plan.raodmap"))
                .isProblem(404, "not-found")
                .has("errors[0].pointer", "/evidence/2");
        churn.batch(TASK, ROADMAP.replace("}", ahead))
                .isProblem(422, "observed-in-future")
                .has("errors[0].pointer", "/evidence/1/observedAt");
        churn.batch(TASK, BASELINE, ROADMAP.replace("PASS", "PASSED"))
                .isProblem(400, "invalid-request")
                .has("errors[0].pointer", "/evidence/2/outcome");

        assertThat(churn.version()).isEqualTo(1);
        churn.item("plan.ml-task").has("state", "NOT_STARTED");
        churn.get("/evidence").isJson("{\"items\": []}");
    }

    @Test
    void aKilledProjectTakesNoBatch() {
        churn.kill("plan").is(201);
        long version = churn.version();

        churn.batch(TASK, ROADMAP).isProblem(409, "project-closed").has("errors[0].pointer", "/evidence/0");

        assertThat(churn.version()).isEqualTo(version);
    }

    @Test
    void theSameBatchAgainIsAnsweredAsTheFirstTime() {
        // Given
        Answer first = churn.batch(TASK, BASELINE).is(201);

        // When
        Answer again = churn.batch(TASK, BASELINE).is(201);

        // Then
        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(churn.version()).isEqualTo(5);
    }

    @Test
    void whatIsNewInARepeatedBatchIsRecorded() {
        // Given
        Answer first = churn.batch(TASK).is(201);

        // When
        Answer more = churn.batch(TASK, BASELINE, TASK).is(201);

        // Then
        assertThat(more.hasHeader("Idempotency-Replayed")).isFalse();
        assertThat(more.value("items[0]")).isEqualTo(first.value("items[0]"));
        assertThat(more.value("items[2]")).isEqualTo(first.value("items[0]"));
        assertThat(churn.get("/evidence").list("items.item")).containsExactly("plan.baseline", "plan.ml-task");
    }

    @Test
    void aKeyUsedTwiceInOneBatchIsOnePieceOfEvidence() {
        // When
        Answer receipts = churn.batch(TASK, TASK).is(201);

        // Then
        assertThat(receipts.value("items[1].id")).isEqualTo(receipts.value("items[0].id"));
        assertThat(churn.version()).isEqualTo(3);

        // And with other content it refuses the batch
        churn.batch(BASELINE, BASELINE.replace("FAIL", "PASS"))
                .isProblem(422, "idempotency-mismatch")
                .has("errors[0].pointer", "/evidence/1");
        assertThat(churn.version()).isEqualTo(3);
    }

    @Test
    void aKeyInABatchIsTheSameKeyAsInASinglePost() {
        // Given
        String id = churn.with("Idempotency-Key", "k")
                .evidence("plan.ml-task", "{\"outcome\":\"PASS\"}")
                .is(201)
                .value("id");

        // Then the bytes differ, so this is other content under the same key
        churn.batch("{\"item\":\"plan.ml-task\",\"outcome\":\"PASS\",\"key\":\"k\"}")
                .isProblem(422, "idempotency-mismatch")
                .has("evidence", id);
    }

    @Test
    void thePayloadOfAnEntryIsItsOwnBytes() {
        // Given
        String entry =
                "{ \"outcome\":\"PASS\" ,\r\n \"item\" : \"plan.roadmap\",\t\"data\": {\"é\": [ \"}]\\\"\", 1.50 ] } }";

        // When
        Answer receipts = churn.batch(TASK, entry, BASELINE).is(201);

        // Then
        String id = receipts.value("items[1].id");
        assertThat(churn.get("/evidence/%s/payload".formatted(id)).bytes())
                .isEqualTo(entry.getBytes(StandardCharsets.UTF_8));
        churn.get("/evidence/" + id).has("data", "{\"é\": [\"}]\\\"\", 1.50]}");
        churn.verifies();
    }
}
