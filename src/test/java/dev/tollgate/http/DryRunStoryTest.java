package dev.tollgate.http;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.BOB;
import static dev.tollgate.http.Person.CI;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every write can be tried: the answer is the one that the write would have, without what only a write gives, and nothing is stored. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class DryRunStoryTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the record gives to a write, and to nothing that is only tried. */
    private static final List<String> OF_THE_RECORD = List.of("seq", "hash", "id", "conditions");

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProjectThatIsReady() {
        churn = api.newProject("dry", "MEDIUM");
        churn.as(CI).satisfy("PLAN");
    }

    @Test
    void aProjectIsCreatedAndChanged() {
        ProjectApi none = api.project(Api.unique("none"));

        none.dryRun().create("LOW").is(201).hasNo("id");
        none.get().isProblem(404, "not-found");
        tried(churn, project -> project.put("""
                {"name": "Other", "owner": "growth", "riskTier": "HIGH", "taskType": "RANKING"}"""));
        assertThat(none.dryRun().create("LOW").hasHeader("Location")).isFalse();
        none.create("LOW").is(201);
    }

    @Test
    void evidenceIsPosted() {
        tried(churn.as(CI), project -> project.pass("plan.baseline"));
        tried(churn.as(CI), project -> project.evidence("data.eda", ProjectApi.FAIL));
        tried(
                churn.as(CI),
                project -> project.batch(
                        "{\"item\": \"data.eda\", \"outcome\": \"PASS\"}",
                        "{\"item\": \"data.cleaning\", \"outcome\": \"PASS\"}"));
        assertThat(churn.dryRun().pass("plan.baseline").hasHeader("Location")).isFalse();
    }

    @Test
    void evidenceIsInvalidated() {
        String id = churn.pass("plan.baseline").value("id");

        tried(churn, project -> project.invalidate(id));
    }

    @Test
    void anItemIsReviewed() {
        tried(churn, project -> project.review("plan.baseline", "REJECT"));
    }

    @Test
    void aGateIsDecidedAndVotedOn() {
        tried(churn.as(ALICE), project -> project.go("plan"));
        String id = churn.gate("plan").value("openDecision.id");
        tried(churn.as(BOB), project -> project.vote("plan", id, "APPROVE"));
    }

    @Test
    void aConditionIsOpenedAndClosed() {
        ProjectApi low = api.newProject("dry", "LOW").satisfy("PLAN");
        tried(low, project -> project.decide("plan", """
                {"outcome": "CONDITIONAL_GO", "rationale": "nearly", "conditions": [
                  {"title": "tidy up", "owner": "growth", "dueAt": "%s"}]}
                """.formatted(Instant.now().plusSeconds(86_400))));
        String id = low.get("/conditions").value("items[0].id");
        tried(low, project -> project.post("/conditions/%s/closure".formatted(id), "{\"comment\": \"done\"}"));
    }

    @Test
    void aLoopIsProposedAndConfirmed() {
        ProjectApi low = api.newProject("dry", "LOW").passed("plan", "data");
        tried(low.as(CI), project -> project.loop("MODEL", "DATA", "RETRAINING"));
        String id = low.get("/loops").value("items[0].id");
        tried(low.as(ALICE), project -> project.settle(id, "CONFIRM"));
    }

    @Test
    void whatWouldBeRefusedIsRefused() {
        churn.evidence("plan.baseline", ProjectApi.FAIL).is(201);
        long version = churn.version();

        Answer dry = churn.as(ALICE).dryRun().go("plan").isProblem(409, "gate-not-ready");
        assertThat(dry.hasHeader("Tollgate-Dry-Run")).isFalse();
        churn.dryRun().evidence("plan.nothing", ProjectApi.PASS).isProblem(404, "not-found");
        churn.dryRun().evidence("plan.baseline", "{}").isProblem(400, "invalid-request");
        churn.as(CI).dryRun().go("plan").isProblem(403, "forbidden");

        assertThat(churn.version()).isEqualTo(version);
    }

    @Test
    void dryRunFalseIsAWrite() {
        long version = churn.version();

        assertThat(churn.where("dryRun", false).pass("data.eda").hasHeader("Tollgate-Dry-Run"))
                .isFalse();

        assertThat(churn.version()).isGreaterThan(version);
    }

    /** Tries the write and then does it: the answers agree, and only the second left a trace. */
    private static void tried(ProjectApi project, Function<ProjectApi, Answer> write) {
        long version = project.version();
        Answer dry = write.apply(project.dryRun());
        assertThat(dry.header("Tollgate-Dry-Run")).isEqualTo("true");
        assertThat(project.version()).isEqualTo(version);

        Answer real = write.apply(project);
        assertThat(real.hasHeader("Tollgate-Dry-Run")).isFalse();
        assertThat(project.version()).isGreaterThan(version);
        assertThat(dry.status()).isEqualTo(real.status());
        assertThatJson(dry.text()).isEqualTo(without(json(real), json(dry)).toString());
        project.verifies();
    }

    /** The real answer, as the dry one must be: without what is of the record, and at any time. */
    private static JsonNode without(JsonNode real, JsonNode dry) {
        if (real instanceof ObjectNode object && dry instanceof ObjectNode dryObject) {
            assertThat(dryObject.has("seq") || dryObject.has("hash")).isFalse();
            object.remove(
                    OF_THE_RECORD.stream().filter(name -> !dryObject.has(name)).toList());
            object.properties().forEach(field -> {
                if (field.getKey().endsWith("At")) {
                    object.put(field.getKey(), "${json-unit.any-string}");
                } else if (dryObject.has(field.getKey())) {
                    without(field.getValue(), dryObject.get(field.getKey()));
                }
            });
        } else if (real.isArray() && real.size() == dry.size()) {
            for (int i = 0; i < real.size(); i++) {
                without(real.get(i), dry.get(i));
            }
        }
        return real;
    }

    private static JsonNode json(Answer answer) {
        try {
            return JSON.readTree(answer.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
