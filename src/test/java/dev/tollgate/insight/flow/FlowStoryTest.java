package dev.tollgate.insight.flow;

import static dev.tollgate.http.Person.ALICE;
import static dev.tollgate.http.Person.CI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.Answer;
import dev.tollgate.http.Api;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.http.ProjectApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody with a dashboard asks how work flows. Other stories have projects of their own in every answer. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class FlowStoryTest {

    private final Api api = Api.of(getClass());

    @Test
    void withoutAWordItIsTheLastNinetyDaysOfEverybody() {
        Answer flow = api.get("/v1/flow").is(200);

        assertThat(flow.list("metrics.collect { it.key }"))
                .containsExactlyElementsOf(
                        Arrays.stream(Metric.values()).map(Metric::label).toList());
        assertThat(Instant.parse(flow.value("to")))
                .isEqualTo(Instant.parse(flow.value("measuredAt")).plusNanos(1_000));
        assertThat(Instant.parse(flow.value("from")))
                .isEqualTo(Instant.parse(flow.value("measuredAt")).minus(Duration.ofDays(90)));
        flow.hasNo("by").hasNo("groups").hasNo("groupsOmitted");
    }

    @Test
    void anOwnerSeesItsOwnNumbers() {
        // Given a project that passed one gate at the first attempt
        String owner = Api.unique("owner");
        ProjectApi churn = api.project(owner);
        churn.put("""
                {"name": "Churn", "owner": "%s", "riskTier": "LOW", "taskType": "REGRESSION"}
                """.formatted(owner)).is(201);
        churn.as(CI).satisfy("PLAN");
        churn.as(ALICE).go("plan").is(201);

        // When
        Answer flow = api.where("by", "OWNER").get("/v1/flow").is(200);

        // Then
        flow.has("by", "\"OWNER\"");
        int index = flow.list("groups.key").indexOf(owner);
        flow.has("groups[%d].projects".formatted(index), 1);
        String metrics = "groups[%d].metrics.".formatted(index);
        flow.has(metrics + "firstPassYield", """
                {"unit": "RATIO", "numerator": 1, "denominator": 1, "value": 1}""")
                .has(metrics + "decisionLatency", """
                        {"unit": "SECONDS", "n": 1, "p50": "<number>", "p85": "<number>"}""")
                .has(metrics + "workInProgress", """
                        {"unit": "COUNT", "value": 1}""")
                .has(metrics + "evidenceAutomationRate", """
                        {"unit": "RATIO", "numerator": 9, "denominator": 9, "value": 1}""")
                .has(metrics + "sunkTime", """
                        {"unit": "SECONDS", "n": 0}""")
                .has(metrics + "rolledThroughputYield", """
                        {"unit": "RATIO"}""");
    }

    @Test
    void tiersAndGatesAreAllThereAndChecklistsByTheirVersion() {
        api.newProject("churn", "LOW");

        assertThat(api.where("by", "TIER").get("/v1/flow").is(200).list("groups.key"))
                .containsExactly("LOW", "MEDIUM", "HIGH");
        assertThat(api.where("by", "GATE").get("/v1/flow").is(200).list("groups.key"))
                .containsExactly("plan", "data", "model", "deploy");
        assertThat(api.where("by", "CHECKLIST").get("/v1/flow").is(200).list("groups.key"))
                .contains("dsml:1");
    }

    @Test
    void aSpreadsheetGetsOneMetricALine() {
        Answer csv = api.with("Accept", "text/csv")
                .where("by", "GATE")
                .get("/v1/flow")
                .is(200);

        List<String> lines = csv.text().lines().toList();
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(lines).hasSize(1 + 5 * Metric.values().length);
        assertThat(lines.getFirst()).isEqualTo("group,metric,unit,n,value,p50,p85,numerator,denominator");
        assertThat(lines).anyMatch(line -> line.matches("plan,firstPassYield,RATIO,,[0-9.]*,,,[0-9]+,[0-9.]+"));
    }

    @Test
    void aDateIsItsFirstMomentAndAProjectThatCameLaterDoesNotCount() {
        api.newProject("churn", "LOW");

        Answer flow = api.where("from", "2020-01-01")
                .where("to", "2020-02-01T00:00:00+01:00")
                .get("/v1/flow")
                .is(200);

        flow.has("from", "\"2020-01-01T00:00:00Z\"")
                .has("to", "\"2020-01-31T23:00:00Z\"")
                .has("measuredAt", "\"2020-01-31T23:00:00Z\"")
                .has("projects", 0)
                .has("metrics.notApplicableRate", """
                        {"unit": "RATIO", "numerator": 0, "denominator": 0}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from       | 2026-02-30 | bad-time
            to         | yesterday  | bad-time
            from       | 2999-01-01 | in-future
            to         | 1999-01-01 | bad-order
            by         | tier       | not-allowed
            """)
    void aWindowThatIsNoneIsRefused(String parameter, String value, String code) {
        Api asked = code.equals("bad-order") ? api.where("from", "2000-01-01") : api;

        asked.where(parameter, value)
                .get("/v1/flow")
                .isProblem(400, "invalid-request")
                .has("errors[0].parameter", "\"%s\"".formatted(parameter))
                .has("errors[0].code", "\"%s\"".formatted(code));
    }

    @Test
    void oneParameterTwiceIsRefused() {
        for (String parameter : List.of("from", "to", "by")) {
            String value = parameter.equals("by") ? "TIER" : "2026-01-01";
            api.where(parameter, value)
                    .where(parameter, value)
                    .get("/v1/flow")
                    .isProblem(400, "invalid-request")
                    .has("errors[0].code", "\"repeated\"");
        }
    }
}
