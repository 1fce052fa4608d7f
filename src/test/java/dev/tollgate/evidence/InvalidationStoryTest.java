package dev.tollgate.evidence;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CI;
import static dev.tollgate.http.ProjectApi.FAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wrong evidence is not deleted: somebody says that it is wrong, and what stood before it stands again. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class InvalidationStoryTest {

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProject() {
        churn = api.newProject("churn", "LOW");
    }

    @Test
    void invalidatingTheOnlyEvidenceLeavesTheItemNotStarted() {
        // Given
        String id = churn.pass("plan.baseline").value("id");

        // When
        Answer said = churn.as(ALICE).invalidate(id).is(201);

        // Then
        said.isJson("""
                {"id": "%s", "item": "plan.baseline", "reason": "wrong data", "invalidatedBy": "alice", "invalidatedAt": "<time>",
                 "itemState": "NOT_STARTED", "seq": 4, "hash": "<hash>"}
                """.formatted(id));
        churn.get("/evidence/" + id).has("status", "INVALIDATED").has("invalidation", """
                        {"reason": "wrong data", "by": "alice", "at": "%s"}""".formatted(
                        said.value("invalidatedAt")));
        churn.item("plan.baseline").has("state", "NOT_STARTED").hasNo("evidence");
        churn.get("/evidence/%s/payload".formatted(id)).is(200);
        churn.verifies();
    }

    @Test
    void theEvidenceBeforeItIsReinstated() {
        // Given
        String first = churn.pass("plan.baseline").value("id");
        String second = churn.pass("plan.baseline").value("id");
        String wrong = churn.evidence("plan.baseline", FAIL).value("id");

        // When
        churn.invalidate(wrong).is(201).has("itemState", "SATISFIED").has("reinstated", second);

        // Then
        churn.item("plan.baseline").has("state", "SATISFIED").has("evidence.id", second);
        assertThat(churn.get("/evidence").list("items.status"))
                .containsExactly("INVALIDATED", "IN_FORCE", "SUPERSEDED");

        // And once more
        churn.invalidate(second).is(201).has("reinstated", first);
        churn.invalidate(first).is(201).hasNo("reinstated").has("itemState", "NOT_STARTED");
        churn.verifies();
    }

    @Test
    void theNewestObservedIsReinstatedAndNotTheLastToArrive() {
        // Given
        String newer =
                churn.evidence("plan.baseline", at("2026-03-02T00:00:00Z")).value("id");
        churn.evidence("plan.baseline", at("2026-03-01T00:00:00Z")).is(201);
        String wrong =
                churn.evidence("plan.baseline", at("2026-03-03T00:00:00Z")).value("id");

        // Then
        churn.invalidate(wrong).is(201).has("reinstated", newer);
        churn.verifies();
    }

    @Test
    void invalidatingWhatIsSupersededMovesNothing() {
        // Given
        String old = churn.evidence("plan.baseline", FAIL).value("id");
        String current = churn.pass("plan.baseline").value("id");
        long version = churn.version();

        // When
        churn.invalidate(old).is(201).has("itemState", "SATISFIED").hasNo("reinstated");

        // Then
        assertThat(churn.eventsAfter(version)).containsExactly("evidence.invalidated");
        churn.item("plan.baseline").has("evidence.id", current);
        churn.verifies();
    }

    @Test
    void whatIsInvalidStaysSo() {
        String id = churn.pass("plan.baseline").value("id");
        churn.invalidate(id).is(201);
        long version = churn.version();

        churn.invalidate(id).isProblem(409, "evidence-already-invalid");

        assertThat(churn.version()).isEqualTo(version);
    }

    @Test
    void aPipelineMayNotTakeEvidenceBack() {
        String id = churn.as(CI).pass("plan.baseline").value("id");

        churn.as(CI).invalidate(id).isProblem(403, "forbidden").has("permission", "evidence:invalidate");

        churn.get("/evidence/" + id).has("status", "IN_FORCE");
    }

    @Test
    void aReadyGateIsReadyNoLonger() {
        // Given
        churn.satisfy("PLAN");
        String newest = churn.pass("plan.roadmap").value("id");
        String before = churn.where("item", "plan.roadmap").get("/evidence").value("items[1].id");

        // When what is not in force goes, then the gate stays ready
        churn.invalidate(before).is(201);
        churn.gate("plan").has("state", "READY");

        // When what is in force goes
        churn.invalidate(newest).is(201);

        // Then
        churn.gate("plan").has("state", "NOT_READY").has("unmet[0].item", "plan.roadmap");
        churn.verifies();
    }

    private static String at(String observedAt) {
        return "{\"outcome\": \"PASS\", \"observedAt\": \"%s\"}".formatted(observedAt);
    }
}
