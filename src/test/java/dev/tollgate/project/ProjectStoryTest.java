package dev.tollgate.project;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** A project is created, changed, and kept from being changed by mistake. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ProjectStoryTest {

    private static final String CHURN = """
            {"name": "Churn classifier", "owner": "growth", "description": "who leaves next month", "riskTier": "MEDIUM",
             "taskType": "BINARY_CLASSIFICATION", "checklist": "dsml", "labels": {"domain": "crm", "team.lead": "Zoë"}}
            """;

    private final Api api = Api.of(getClass());
    private final ProjectApi churn = api.project(Api.unique("churn"));

    @Test
    void aPutCreatesTheProjectAndAGetShowsTheSame() {
        // When
        Answer created = churn.as(ALICE).put(CHURN).is(201);

        // Then
        created.isJson("""
                {"key": "%s", "id": "<id>", "name": "Churn classifier", "owner": "growth",
                 "description": "who leaves next month", "riskTier": "MEDIUM", "taskType": "BINARY_CLASSIFICATION",
                 "checklist": "dsml", "checklistVersion": 1, "labels": {"domain": "crm", "team.lead": "Zoë"},
                 "primaryDirection": "MAX", "affectsPersons": true, "policy": {},
                 "phase": "PLAN", "state": "ACTIVE", "iteration": 1, "version": 1, "createdAt": "<time>", "updatedAt": "<time>"}
                """.formatted(churn.key()));
        assertThat(created.header("Location")).isEqualTo(churn.path());
        Answer shown = churn.get().is(200);
        assertThat(shown.bytes()).isEqualTo(created.bytes());
        assertThat(shown.header("ETag")).isEqualTo(created.header("ETag")).startsWith("\"");
        assertThat(churn.eventsAfter(0)).containsExactly("project.created");
        churn.get("/events").has("items[0].actor", "person:alice");
        churn.verifies();
    }

    @Test
    void whatIsNotSaidHasADefaultAndIsLeftOutOfTheAnswer() {
        churn.create("LOW").is(201).has("checklist", "dsml").has("labels", "{}").hasNo("description");
    }

    @Test
    void puttingTheSameAgainChangesNothingAndIsNoEvent() {
        // Given
        Answer created = churn.put(CHURN).is(201);

        // When
        Answer again = churn.put(CHURN).is(200);

        // Then
        assertThat(again.bytes()).isEqualTo(created.bytes());
        assertThat(again.header("ETag")).isEqualTo(created.header("ETag"));
        assertThat(again.hasHeader("Location")).isFalse();
        assertThat(churn.eventsAfter(0)).hasSize(1);
    }

    @Test
    void aPutReplacesTheWholeProfileInOneEvent() {
        // Given
        Answer created = churn.put(CHURN).is(201);

        // When
        Answer changed = churn.put("""
                        {"name": "Churn", "owner": "growth", "riskTier": "HIGH", "taskType": "RANKING", "labels": {"domain": "sales"}}
                        """).is(200);

        // Then
        changed.has("name", "Churn")
                .has("riskTier", "HIGH")
                .has("taskType", "RANKING")
                .has("version", 2);
        changed.has("labels", "{\"domain\": \"sales\"}").hasNo("description").has("id", created.value("id"));
        assertThat(changed.header("ETag")).isNotEqualTo(created.header("ETag"));
        assertThat(churn.eventsAfter(1)).containsExactly("project.updated");
        churn.verifies();
    }

    @Test
    void ifMatchKeepsOneEditorFromOverwritingAnother() {
        // Given an editor who has read the project, and another one who has changed it since
        String read = churn.put(CHURN).is(201).header("ETag");
        String current = churn.put(CHURN.replace("growth", "sales")).is(200).header("ETag");
        String edit = CHURN.replace("Churn", "Chern");

        // When the first one writes, then it is refused and nothing is written
        churn.with("If-Match", read).put(edit).isProblem(412, "precondition-failed");
        assertThat(churn.version()).isEqualTo(2);

        // When it has read again, then it may write; and a list of tags will do
        Answer written =
                churn.with("If-Match", "\"none\", " + current).put(edit).is(200);
        written.has("version", 3);
        churn.with("If-Match", "W/" + written.header("ETag")).put(CHURN).isProblem(412, "precondition-failed");
        churn.with("If-Match", "*").put(CHURN).is(200).has("version", 4);
    }

    @Test
    void ifMatchOnAProjectThatIsNotThereCreatesNone() {
        churn.with("If-Match", "*").put(CHURN).isProblem(412, "precondition-failed");

        churn.get().isProblem(404, "not-found");
    }

    @Test
    void ifNoneMatchStarCreatesAndNeverChanges() {
        churn.with("If-None-Match", "*").put(CHURN).is(201);
        churn.with("If-None-Match", "*").put(CHURN.replace("growth", "sales")).isProblem(412, "precondition-failed");

        churn.get().has("owner", "growth").has("version", 1);
    }

    @Test
    void theChecklistIsPinnedAtTheCreation() {
        // Given
        churn.put(CHURN.replace("\"dsml\"", "\"dsml-strict\"")).is(201).has("checklist", "dsml-strict");

        // Then it is kept where a later put does not name one, and does not become another
        churn.create("MEDIUM").is(200).has("checklist", "dsml-strict");
        churn.put(CHURN).isProblem(422, "checklist-pinned").has("errors", """
                        [{"pointer": "/checklist", "code": "checklist-pinned", "detail": "<text>", "allowed": ["dsml-strict"]}]""");
        assertThat(churn.version()).isEqualTo(2);
    }

    @Test
    void aChecklistThatIsNotThereIsRefusedWithTheOnesThatAre() {
        Answer refused = churn.put(CHURN.replace("\"dsml\"", "\"dsmol\""));

        refused.isProblem(422, "unknown-checklist").has("errors[0].pointer", "/checklist");
        // Other tests publish their own.
        assertThat(refused.list("errors[0].allowed")).startsWith("dsml", "dsml-strict");

        churn.get().isProblem(404, "not-found");
    }

    @Test
    void aMachineMayCreateAProjectToo() {
        churn.as(CI).put(CHURN).is(201);

        churn.as(CI).get("/events").has("items[0].actor", "machine:ci");
    }

    @Test
    void aProjectThatIsKilledKeepsItsProfile() {
        // Given
        churn.create("LOW").is(201);
        churn.kill("plan").is(201);
        long version = churn.version();

        // Then
        churn.put(CHURN).isProblem(409, "project-closed").has("state", "KILLED");
        churn.get().is(200).hasNo("description").has("version", version);
    }
}
