package dev.tollgate.evidence;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.BOB;
import static dev.tollgate.http.ProjectApi.FAIL;
import static dev.tollgate.http.ProjectApi.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pipeline that does not know whether its post arrived simply posts again. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class IdempotencyStoryTest {

    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String RUN = """
            {"outcome": "PASS", "source": "mlflow", "run": "run 1", "subject": {"name": "m", "digest": "sha256:%s"}}
            """.formatted("ab".repeat(32));

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProject() {
        churn = api.newProject("churn", "LOW");
    }

    @Test
    void theSamePostAgainIsAnsweredAsTheFirstTime() {
        // Given
        ProjectApi keyed = churn.with("Idempotency-Key", "delivery/42~");
        Answer first = keyed.evidence("plan.baseline", PASS).is(201);

        // When
        Answer second = keyed.evidence("plan.baseline", PASS).is(201);

        // Then
        assertThat(second.bytes()).isEqualTo(first.bytes());
        assertThat(second.header(REPLAYED)).isEqualTo("true");
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(first.hasHeader(REPLAYED)).isFalse();
        assertThat(churn.eventsAfter(1)).containsExactly("evidence.recorded", "item.state-changed");
    }

    @Test
    void theFirstAnswerIsGivenWhateverHasHappenedSince() {
        // Given
        ProjectApi keyed = churn.with("Idempotency-Key", "k");
        Answer first = keyed.evidence("plan.baseline", PASS).is(201);
        churn.evidence("plan.baseline", FAIL).is(201);
        churn.invalidate(first.value("id")).is(201);
        long version = churn.version();

        // When
        Answer again = keyed.evidence("plan.baseline", PASS).is(201);

        // Then
        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(churn.version()).isEqualTo(version);
        churn.item("plan.baseline").has("state", "FAILED");
    }

    @Test
    void theSameKeyWithOtherContentIsRefused() {
        // Given
        ProjectApi keyed = churn.with("Idempotency-Key", "k");
        String id = keyed.evidence("plan.baseline", PASS).is(201).value("id");

        // Then
        keyed.evidence("plan.baseline", FAIL)
                .isProblem(422, "idempotency-mismatch")
                .has("evidence", id);
        keyed.evidence("plan.baseline", " " + PASS).isProblem(422, "idempotency-mismatch");
        keyed.evidence("plan.ml-task", PASS).isProblem(422, "idempotency-mismatch");
        assertThat(churn.version()).isEqualTo(3);
    }

    @Test
    void aKeyBelongsToItsSourceAndItsProject() {
        ProjectApi keyed = churn.with("Idempotency-Key", "k");
        ProjectApi elsewhere = api.newProject("elsewhere", "LOW").with("Idempotency-Key", "k");

        keyed.as(ALICE).evidence("plan.baseline", PASS).is(201);

        assertThat(keyed.as(BOB).evidence("plan.baseline", PASS).is(201).hasHeader(REPLAYED))
                .isFalse();
        assertThat(elsewhere.as(ALICE).evidence("plan.baseline", PASS).is(201).hasHeader(REPLAYED))
                .isFalse();
        assertThat(churn.get("/evidence").list("items.source")).containsExactly("bob", "alice");
    }

    @Test
    void theRunOfAToolReportsOnceForAnItemAndASubject() {
        // Given
        Answer first = churn.evidence("model.evaluation", RUN).is(201);

        // When the same is posted again, then it is the same evidence
        Answer again = churn.evidence("model.evaluation", RUN).is(201);
        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(again.header(REPLAYED)).isEqualTo("true");

        // When the run says something else of it, then that is refused
        churn.evidence("model.evaluation", RUN.replace("PASS", "FAIL")).isProblem(422, "idempotency-mismatch");

        // And another item, subject, run or source is other evidence
        churn.evidence("model.model-card", RUN).is(201);
        churn.evidence("model.evaluation", RUN.replace("ab", "cd")).is(201);
        churn.evidence("model.evaluation", RUN.replace("run 1", "run 2")).is(201);
        churn.evidence("model.evaluation", RUN.replace("mlflow", "wandb")).is(201);
        assertThat(churn.get("/evidence").list("items.id")).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void aKeyIsStrongerThanARun() {
        churn.with("Idempotency-Key", "first").evidence("model.evaluation", RUN).is(201);

        Answer other = churn.with("Idempotency-Key", "second")
                .evidence("model.evaluation", RUN)
                .is(201);

        assertThat(other.hasHeader(REPLAYED)).isFalse();
    }

    @Test
    void withoutAKeyOrARunEveryPostIsNew() {
        String first = churn.pass("plan.baseline").value("id");
        String second = churn.pass("plan.baseline").value("id");

        assertThat(second).isNotEqualTo(first);
        assertThat(churn.eventsAfter(3)).containsExactly("evidence.recorded");
    }

    @Test
    void aDryRunUsesNoKeyUpAndKnowsAReplay() {
        // Given a dry run with the key
        ProjectApi keyed = churn.with("Idempotency-Key", "k");
        keyed.dryRun().evidence("plan.baseline", FAIL).is(201);

        // Then the key is still free
        Answer first = keyed.evidence("plan.baseline", PASS).is(201);

        // And a dry run of the same post is a replay, and of another one is refused
        Answer dry = keyed.dryRun().evidence("plan.baseline", PASS).is(201);
        assertThat(dry.header(REPLAYED)).isEqualTo("true");
        assertThat(dry.bytes()).isEqualTo(first.bytes());
        keyed.dryRun().evidence("plan.baseline", FAIL).isProblem(422, "idempotency-mismatch");
    }

    @Test
    void aKeyOfOtherCharactersOrTooLongIsRefused() {
        for (String key : new String[] {"two words", "ä", "k".repeat(256)}) {
            churn.with("Idempotency-Key", key)
                    .evidence("plan.baseline", PASS)
                    .isProblem(400, "invalid-request")
                    .has("errors[0].header", "Idempotency-Key");
        }
        churn.with("Idempotency-Key", "k".repeat(255))
                .evidence("plan.baseline", PASS)
                .is(201);
    }
}
