package dev.tollgate.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Projects are found again, among many. Each test lists the projects of an owner of its own. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ProjectListTest {

    private final Api api = Api.of(getClass());
    private final String owner = Api.unique("owner");

    @Test
    void filtersAreOrWithinANameAndAndBetweenNames() {
        // Given
        ProjectApi low = project("a", "LOW", "{}");
        ProjectApi medium = project("b", "MEDIUM", "{}");
        ProjectApi high = project("c", "HIGH", "{}");

        // Then
        assertThat(listed(mine())).containsExactly(low.key(), medium.key(), high.key());
        assertThat(listed(mine().where("riskTier", "LOW").where("riskTier", "HIGH")))
                .containsExactly(low.key(), high.key());
        assertThat(listed(mine().where("phase", "PLAN").where("riskTier", "LOW")))
                .containsExactly(low.key());
        assertThat(listed(mine().where("state", "LIVE").where("riskTier", "LOW")))
                .isEmpty();
        assertThat(listed(mine().where("owner", "somebody-else"))).hasSize(3);
    }

    @Test
    void thePhaseAndStateAreThoseOfNow() {
        // Given
        ProjectApi further = project("a", "LOW", "{}").passed("plan");
        ProjectApi killed = project("b", "LOW", "{}");
        killed.kill("plan").is(201);

        // Then
        assertThat(listed(mine().where("phase", "DATA"))).containsExactly(further.key());
        assertThat(listed(mine().where("state", "KILLED"))).containsExactly(killed.key());
    }

    @Test
    void aListShowsAProjectAsTheProjectItselfDoes() {
        ProjectApi project = project("a", "LOW", "{\"domain\": \"crm\"}").passed("plan", "data");

        mine().get("/v1/projects")
                .is(200)
                .isJson("{\"items\": [%s]}"
                        .formatted(project.get()
                                .text()
                                .replace("\"primaryDirection\":\"MAX\",\"affectsPersons\":true,\"policy\":{},", "")));
    }

    @Test
    void everyLabelAskedForMustBeThere() {
        // Given
        ProjectApi both = project("a", "LOW", "{\"domain\": \"crm\", \"tier\": \"gold:plus\"}");
        ProjectApi one = project("b", "LOW", "{\"domain\": \"crm\"}");
        project("c", "LOW", "{\"domain\": \"sales\"}");

        // Then
        assertThat(listed(mine().where("label", "domain:crm"))).containsExactly(both.key(), one.key());
        assertThat(listed(mine().where("label", "domain:crm").where("label", "tier:gold:plus")))
                .containsExactly(both.key());
        assertThat(listed(mine().where("label", "domain:crm' OR true --"))).isEmpty();
        mine().where("label", "domain")
                .get("/v1/projects")
                .isProblem(400, "invalid-request")
                .has("errors[0].parameter", "label");
    }

    @Test
    void aPartOfTheKeyOrOfTheNameIsEnough() {
        // Given
        ProjectApi project = project("a", "LOW", "{}");
        project.put("""
                {"name": "100%% Größe_X", "owner": "%s", "riskTier": "LOW", "taskType": "REGRESSION"}
                """.formatted(owner)).is(200);

        // Then whatever the case, and letter by letter
        assertThat(listed(mine().where("q", project.key().substring(2, 9)))).containsExactly(project.key());
        assertThat(listed(mine().where("q", "GRÖße"))).containsExactly(project.key());
        assertThat(listed(mine().where("q", "0% g"))).containsExactly(project.key());
        assertThat(listed(mine().where("q", "%_"))).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutGapsOrRepeats() {
        // Given
        List<String> keys = new ArrayList<>();
        for (String name : List.of("e", "b", "d", "a", "c")) {
            keys.add(project(name, "LOW", "{}").key());
        }

        // When
        List<List<String>> pages = new ArrayList<>();
        Answer page = mine().where("limit", 2).get("/v1/projects").is(200);
        pages.add(page.list("items.key"));
        while (page.hasNext()) {
            assertThat(page.header("Link")).isEqualTo("<%s>; rel=\"next\"".formatted(page.value("next")));
            page = api.next(page).is(200);
            pages.add(page.list("items.key"));
        }

        // Then
        assertThat(pages).extracting(List::size).containsExactly(2, 2, 1);
        assertThat(pages.stream().flatMap(List::stream))
                .containsExactlyElementsOf(keys.stream().sorted().toList());
        assertThat(page.hasHeader("Link")).isFalse();
    }

    @Test
    void aCursorOfOtherFiltersIsRefused() {
        // Given
        project("a", "LOW", "{}");
        project("b", "LOW", "{}");
        String next = mine().where("limit", 1).get("/v1/projects").value("next");

        // Then
        follow(next.replace("owner=" + owner, "owner=other"))
                .isProblem(400, "invalid-request")
                .has("errors[0].parameter", "cursor");
        follow(next.replaceAll("cursor=.*", "cursor=AAAA")).isProblem(400, "invalid-request");
        follow(next).is(200);
    }

    private Answer follow(String next) {
        return new Answer(api.request().urlEncodingEnabled(false).get(next));
    }

    private Api mine() {
        return api.where("owner", owner);
    }

    private static List<String> listed(Api asked) {
        return asked.get("/v1/projects").is(200).list("items.key");
    }

    private ProjectApi project(String prefix, String riskTier, String labels) {
        ProjectApi project = api.project(Api.unique(prefix));
        project.put("""
                {"name": "Project %s", "owner": "%s", "riskTier": "%s", "taskType": "REGRESSION", "labels": %s}
                """.formatted(prefix, owner, riskTier, labels)).is(201);
        return project;
    }
}
