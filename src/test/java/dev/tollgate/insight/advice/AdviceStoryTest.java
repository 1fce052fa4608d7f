package dev.tollgate.insight.advice;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody asks what usually goes wrong, and whether it does here. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class AdviceStoryTest {

    private final ProjectApi churn = Api.of(getClass()).project(Api.unique("churn"));

    @BeforeEach
    void aNewProject() {
        churn.create("LOW").is(201);
    }

    @Test
    void aNewProjectHasNoObjectiveYetAndTheRestIsNotAskedYet() {
        churn.get("/advice").is(200).isJson("""
                {"items": [
                  {"id": "unclear-business-objective", "title": "Unclear business objective",
                   "impact": "Misaligned outcomes", "remedy": "Write SMART goals and measurable KPIs", "note": "<text>",
                   "status": "FOUND",
                   "because": [{"path": "items['plan.business-objective'].state", "value": "not-started"}]},
                  {"id": "unversioned-data-models", "title": "Unversioned data/models",
                   "impact": "Non-reproducible results", "remedy": "Use DVC/MLflow registry", "note": "<text>",
                   "status": "NOT_YET", "because": [], "reason": "asked from phase DATA on"},
                  {"id": "over-tuned-model", "title": "Over-tuned model",
                   "impact": "Overfitting / poor generalization",
                   "remedy": "Use cross-validation and baseline comparison", "note": "<text>",
                   "status": "NOT_YET", "because": [], "reason": "asked from phase MODEL on"},
                  {"id": "manual-deployment", "title": "Manual deployment",
                   "impact": "High risk of errors", "remedy": "Automate CI/CD pipeline", "note": "<text>",
                   "status": "NOT_YET", "because": [], "reason": "asked from phase DEPLOY on"},
                  {"id": "no-drift-monitoring", "title": "No drift monitoring",
                   "impact": "Model silently degrades",
                   "remedy": "Implement data + concept drift detection", "note": "<text>",
                   "status": "NOT_YET", "because": [], "reason": "asked from phase DEPLOY on"},
                  {"id": "missing-rollback", "title": "Missing rollback",
                   "impact": "Unrecoverable failure", "remedy": "Use canary/blue-green strategy", "note": "<text>",
                   "status": "NOT_YET", "because": [], "reason": "asked from phase DEPLOY on"}]}
                """);
    }

    @Test
    void whatIsNotThereIsNeverClear() {
        churn.as(CI).pass("plan.business-objective");

        churn.get("/advice")
                .is(200)
                .has("items[0].status", "\"NOT_ASSESSABLE\"")
                .has("items[0].missing", "\"items['plan.business-objective'].evidence.kpis\"")
                .has("items[0].because", "[]");
    }

    @Test
    void aVersionThatMovesIsFoundAndANamedOneIsClear() {
        churn.as(CI).satisfy("PLAN").as(ALICE).go("plan").is(201);
        churn.as(CI).evidence("data.ingestion", """
                {"outcome": "PASS", "subject": {"name": "churn", "version": "2026-03-01", "digest": "sha256:%s"}}
                """.formatted("a".repeat(64))).is(201);
        assertThat(status("unversioned-data-models")).isEqualTo("CLEAR");

        churn.as(CI).evidence("data.profiling", """
                {"outcome": "PASS", "subject": {"name": "churn", "version": "latest", "digest": "sha256:%s"}}
                """.formatted("b".repeat(64))).is(201);

        Answer advice = churn.get("/advice").is(200).has("items[1].status", "\"FOUND\"");
        assertThat(advice.list("items[1].because.value")).contains("latest");
    }

    @Test
    void aPhaseThatALoopLedBackFromStaysReachedAndThePastStaysAsItWas() {
        churn.as(CI).satisfy("PLAN").as(ALICE).go("plan").is(201);
        churn.as(CI).satisfy("DATA").as(ALICE).go("data").is(201);
        String before = churn.get().value("updatedAt");
        assertThat(status("over-tuned-model")).isNotEqualTo("NOT_YET");

        churn.as(ALICE).loop("MODEL", "DATA", "FEATURE_DRIFT").is(201);

        assertThat(churn.get().value("phase")).isEqualTo("DATA");
        assertThat(status("over-tuned-model")).isNotEqualTo("NOT_YET");
        churn.where("asOf", before).get("/advice").is(200).has("items[3].status", "\"NOT_YET\"");
    }

    private String status(String pitfall) {
        return churn.get("/advice").is(200).value("items.find { it.id == '%s' }.status".formatted(pitfall));
    }
}
