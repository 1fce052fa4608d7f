package dev.tollgate.insight.coverage;

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

/** An auditor asks what a project can show for a framework. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class CoverageStoryTest {

    private static final String ALL = "Rule 1";

    private final ProjectApi churn = Api.of(getClass()).project(Api.unique("churn"));

    @BeforeEach
    void aNewProject() {
        churn.create("LOW").is(201);
    }

    @Test
    void aSmallFrameworkIsThereWhole() {
        churn.as(CI).pass("data.labeling");
        String evidence = churn.item("data.labeling").value("evidence.id");

        churn.get("/frameworks/aws-responsible-ai-lens").is(200).isJson("""
                {"project": "%s", "framework": "aws-responsible-ai-lens",
                 "title": "AWS Well-Architected: Responsible AI Lens", "version": "as read 2026-08", "complete": false,
                 "checklist": "dsml:1",
                 "statement": "This supports conformity with the framework and does not establish it: the pairing of clauses with items and gates is a judgement.",
                 "count": {"supported": 1, "partly": 0, "open": 2, "notApplicable": 0, "notCovered": 0},
                 "clauses": [
                   {"clause": "RAIDP02-BP03", "support": "SUPPORTED", "verified": true, "restsOn": [
                     {"item": "data.labeling", "title": "<text>", "support": "SUPPORTED", "state": "SATISFIED",
                      "evidence": "%s", "verified": true}]},
                   {"clause": "RAIGT01-BP02", "support": "OPEN", "verified": true, "restsOn": [
                     {"item": "<text>", "title": "<text>", "support": "OPEN", "state": "NOT_STARTED", "verified": true}]},
                   {"clause": "RAIRC01-BP01", "support": "OPEN", "verified": true, "restsOn": [
                     {"item": "plan.success-metrics", "title": "<text>", "support": "OPEN", "state": "NOT_STARTED",
                      "verified": true}]}]}
                """.formatted(churn.key(), evidence));
    }

    @Test
    void aClauseThatAGateGoesWithStandsOnItsDecision() {
        // Given a clause with which two items and a gate go
        assertThat(clause(churn.get("/frameworks/rules-of-ml"), ALL)).isEqualTo("OPEN");
        churn.as(CI).satisfy("PLAN");
        assertThat(clause(churn.get("/frameworks/rules-of-ml"), ALL)).isEqualTo("PARTLY");
        String before = churn.get("/gates/plan").value("readySince");

        // When
        churn.as(ALICE).go("plan").is(201);

        // Then
        Answer now = churn.get("/frameworks/rules-of-ml").is(200);
        String decision = churn.gate("plan").value("lastDecision.id");
        assertThat(clause(now, ALL)).isEqualTo("SUPPORTED");
        assertThat(now.value("clauses.find { it.clause == '%s' }.restsOn.find { it.gate == 'plan' }.decision"
                        .formatted(ALL)))
                .isEqualTo(decision);
        assertThat(clause(churn.where("asOf", before).get("/frameworks/rules-of-ml"), ALL))
                .as("as it stood then")
                .isEqualTo("PARTLY");
    }

    @Test
    void clausesWithWhichNothingGoesAreNamedAndInTheFrameworksOrder() {
        Answer rules = churn.get("/frameworks/rules-of-ml").is(200);

        assertThat(rules.list("clauses.clause"))
                .hasSize(43)
                .startsWith("Rule 1", "Rule 2", "Rule 3")
                .endsWith("Rule 42", "Rule 43");
        assertThat(clause(rules, "Rule 7")).isEqualTo("NOT_COVERED");
        rules.has("complete", true).has("count.notCovered", 11);
    }

    @Test
    void aReportAndASpreadsheetSayTheSame() {
        churn.as(CI).pass("data.labeling");

        String page = churn.with("Accept", "text/markdown")
                .get("/frameworks/aws-responsible-ai-lens")
                .is(200)
                .text();
        String sheet = churn.with("Accept", "text/csv")
                .get("/frameworks/aws-responsible-ai-lens")
                .is(200)
                .text();

        assertThat(page)
                .startsWith("# AWS Well-Architected: Responsible AI Lens\n")
                .contains("does not establish it")
                .containsPattern("\\| RAIDP02-BP03 \\| SUPPORTED \\| data.labeling SATISFIED `[0-9a-f-]{36}` \\|");
        assertThat(sheet.lines())
                .hasSize(4)
                .anyMatch(
                        line -> line.matches(
                                "aws-responsible-ai-lens,as read 2026-08,RAIDP02-BP03,SUPPORTED,data.labeling,,SATISFIED,[0-9a-f-]{36},,true"));
    }

    @Test
    void aFrameworkThatIsNotThereIsToldWithThoseThatAre() {
        Answer answer = churn.get("/frameworks/iso-9001").isProblem(404, "not-found");

        assertThat(answer.list("allowed")).contains("iso-42001");
    }

    private static String clause(Answer answer, String clause) {
        return answer.is(200).value("clauses.find { it.clause == '%s' }.support".formatted(clause));
    }
}
