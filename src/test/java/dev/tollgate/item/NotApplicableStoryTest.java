package dev.tollgate.item;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CI;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.Person;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What does not apply to a project is said by a rule of its checklist, and by nothing else. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class NotApplicableStoryTest {

    private static final String LABELING = "/items/data.labeling/not-applicable";
    private static final Person DATA_OWNER = new Person("d.owen", Set.of("contributor", "data-owner"));

    private final Api api = Api.of(getClass());
    private ProjectApi segments;

    @BeforeEach
    void aProjectWithoutLabels() {
        segments = api.project(Api.unique("segments"));
        saved("CLUSTERING").is(201);
    }

    private Answer saved(String task) {
        return segments.put("""
                {"name": "Segments", "owner": "crm", "riskTier": "LOW", "taskType": "%s", "checklist": "dsml-strict"}
                """.formatted(task));
    }

    private static String rule(String rule) {
        return "{\"rule\": \"%s\", \"comment\": \"found by clustering\"}".formatted(rule);
    }

    @Test
    void aRuleThatIsTrueTakesTheItemOut() {
        segments.as(DATA_OWNER)
                .post(LABELING, rule("unsupervised"))
                .is(201)
                .has("state", "NOT_APPLICABLE")
                .has("notApplicable.rule", "unsupervised")
                .has("notApplicable.declaredBy", "d.owen");

        segments.item("data.labeling").has("state", "NOT_APPLICABLE");
        segments.verifies();
    }

    @Test
    void itAppliesAgainOnceTheRuleIsNoLongerTrue() {
        segments.as(DATA_OWNER).post(LABELING, rule("unsupervised")).is(201);

        saved("REGRESSION").is(200);

        segments.item("data.labeling").has("state", "NOT_STARTED");
    }

    @Test
    void aRuleThatIsNotTrueIsRefused() {
        saved("FORECASTING").is(200);

        segments.as(ALICE)
                .post(LABELING, rule("unsupervised"))
                .isProblem(422, "rule-not-met")
                .has("errors[0].pointer", "/rule");
        segments.as(ALICE)
                .post(LABELING, rule("boring"))
                .isProblem(422, "rule-not-met")
                .has("errors[0].code", "unknown-rule");
        segments.as(CI).post(LABELING, rule("unsupervised")).isProblem(403, "forbidden");
    }

    @Test
    void someRulesAreForThoseWhoKnow() {
        String selection = "/items/data.feature-selection/not-applicable";

        segments.as(ALICE).post(selection, rule("embedded-in-learner")).isProblem(403, "role-required");
        segments.as(DATA_OWNER)
                .post(selection, rule("embedded-in-learner"))
                .is(201)
                .has("state", "NOT_APPLICABLE");
    }

    @Test
    void aKilledProjectDeclaresNothing() {
        segments.as(new Person("s.ponsor", Set.of("gatekeeper", "sponsor")))
                .kill("plan")
                .is(201);

        segments.as(ALICE).post(LABELING, rule("unsupervised")).isProblem(409, "project-closed");
    }
}
