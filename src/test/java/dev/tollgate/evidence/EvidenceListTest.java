package dev.tollgate.evidence;

import static dev.tollgate.http.ProjectApi.FAIL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Evidence is found again: of a project, of an item, newest first. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class EvidenceListTest {

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProject() {
        churn = api.newProject("churn", "LOW");
    }

    @Test
    void filtersAreOrWithinANameAndAndBetweenNames() {
        // Given
        churn.evidence("plan.baseline", FAIL).is(201);
        churn.evidence("plan.ml-task", "{\"outcome\": \"PASS\", \"source\": \"dvc\"}")
                .is(201);
        churn.evidence("data.eda", "{\"outcome\": \"PASS\", \"source\": \"dvc\"}")
                .is(201);

        // Then
        assertThat(items(churn)).containsExactly("data.eda", "plan.ml-task", "plan.baseline");
        assertThat(items(churn.where("item", "plan.baseline").where("item", "data.eda")))
                .containsExactly("data.eda", "plan.baseline");
        assertThat(items(churn.where("source", "dvc").where("item", "data.eda")))
                .containsExactly("data.eda");
        assertThat(items(churn.where("outcome", "FAIL"))).containsExactly("plan.baseline");
        assertThat(items(churn.where("outcome", "FAIL").where("source", "dvc"))).isEmpty();
        assertThat(items(churn.where("status", "SUPERSEDED"))).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutGapsWhileMoreArrives() {
        // Given
        List<String> posted = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            posted.addFirst(churn.pass("plan.baseline").value("id"));
        }

        // When
        Answer page =
                churn.where("limit", 3).get("/items/plan.baseline/evidence").is(200);
        List<String> seen = new ArrayList<>(page.list("items.id"));
        churn.pass("plan.baseline");
        while (page.hasNext()) {
            page = api.next(page).is(200);
            seen.addAll(page.list("items.id"));
        }

        // Then
        assertThat(seen).containsExactlyElementsOf(posted);
    }

    @Test
    void anItemThatIsNotThereIsNotAnEmptyList() {
        churn.get("/items/plan.basline/evidence").isProblem(404, "not-found").has("allowed[2]", "plan.baseline");
    }

    private static List<String> items(ProjectApi asked) {
        return asked.get("/evidence").is(200).list("items.item");
    }
}
