package dev.tollgate.insight;

import static dev.tollgate.insight.Walk.CI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.ledger.EventNames;
import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ProjectState;
import dev.tollgate.platform.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of series depends on Tollgate's own words and not on what callers send. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class SeriesTest {

    /** What a Prometheus may expect of one replica, whoever calls it. */
    private static final int MOST_SERIES_OF_TOLLGATE = 450;

    private static final int PROJECTS = 50;
    private static final int SOURCES = 300;
    private static final int UNKNOWN_URLS = 150;

    /** What stands for paths outside the contract. */
    private static final List<String> OTHER_PATHS = List.of("root", "NOT_FOUND", "REDIRECTION", "UNKNOWN");

    @ConfigProperty(name = "tollgate.metrics.sources")
    Set<String> sources;

    private static Scrape scrape;

    /** Once: a caller with many names for everything. */
    @BeforeEach
    void manyOfEverything() {
        if (scrape == null) {
            Walk.begin("series-through", "LOW").toLive().post(Walk.ALICE, "/loops", Walk.conceptDrift());
            IntStream.range(0, PROJECTS).forEach(i -> Walk.begin("series-" + i, "LOW"));
            IntStream.range(0, SOURCES).forEach(SeriesTest::report);
            IntStream.range(0, UNKNOWN_URLS).forEach(SeriesTest::stray);
            scrape = Scrape.now();
        }
    }

    private static void report(int i) {
        new Walk("series-" + i % PROJECTS)
                .post(
                        CI,
                        "/items/plan.baseline/evidence",
                        Map.of("outcome", "PASS", "source", "series-source-" + i, "run", "series-run-" + i));
    }

    private static void stray(int i) {
        RestAssured.get("/series-nowhere-" + i);
        RestAssured.get("/v1/series-nowhere-" + i + "/deeper");
        RestAssured.get("/v1/projects/series-absent-" + i);
        new Walk("series-absent-" + i).ask(CI, "/items/series-item-" + i + "/evidence", Map.of("outcome", "PASS"));
    }

    @Test
    void theSeriesOfTollgateAreBoundedByItsEnums() {
        int histogram = 10 + 1 + 2 + 1; // buckets, the last one without end, sum and count, max
        int phases = Phase.values().length;
        int outcomes = EvidenceOutcome.values().length;
        int bound = EventNames.all().size()
                + ProblemType.values().length
                + (sources.size() + 1) * outcomes
                + phases * DecisionOutcome.values().length
                + phases * FirstPass.values().length
                + phases * phases * LoopTrigger.values().length
                + (phases + phases + 1) * histogram
                + phases * ProjectState.values().length
                + phases
                + phases
                + 2
                + 2 * 2 // streams and drops of two feeds
                + 2 * 3 // results and states of webhooks
                + 3 * 3 // tools that are answered, and what they were told
                + 3;

        assertThat(bound).isLessThan(MOST_SERIES_OF_TOLLGATE);
        assertThat(scrape.startingWith("tollgate_")).hasSizeBetween(100, bound);
    }

    @Test
    void sourcesOfEvidenceThatNobodyConfiguredShareOneSeries() {
        Set<String> seen = scrape.startingWith("tollgate_evidence_received_total").stream()
                .map(series -> series.labels().get("source"))
                .collect(Collectors.toSet());

        assertThat(seen).contains("other");
        assertThat(sources)
                .hasSize(11)
                .containsAll(
                        seen.stream().filter(source -> !source.equals("other")).toList());
    }

    @Test
    void requestsAreCountedByRouteAndNotByAddress() throws IOException {
        List<String> routes = Files.readAllLines(Path.of("openapi.yaml")).stream()
                .filter(line -> line.matches("  /\\S*:"))
                .map(line -> line.strip().replaceAll(":$", ""))
                .toList();
        List<String> seen = scrape.startingWith("http_server_requests_seconds_count").stream()
                // A template may say which values it takes: {tile: .+}.
                .map(series -> series.labels().get("uri").replaceAll(":[^}/]*}", "}"))
                // Routes that other tests bring along are no routes of the service.
                .filter(uri -> !uri.startsWith("/test"))
                .distinct()
                .toList();

        assertThat(seen).contains("/v1/projects/{project}", "/v1/projects/{project}/items/{item}/evidence");
        assertThat(seen).filteredOn(uri -> !routes.contains(uri)).isSubsetOf(OTHER_PATHS);
    }

    @Test
    void noLabelNamesAProjectAPersonARunOrAnItem() {
        assertThat(scrape.series())
                .hasSizeGreaterThan(100)
                .allSatisfy(series -> assertThat(series.labels().values())
                        .as(series.name())
                        .doesNotContain(
                                "alice",
                                "bob",
                                "ci",
                                "developer",
                                "person:alice",
                                "machine:ci",
                                "plan.baseline",
                                "dsml")
                        .noneMatch(value -> value.contains("series-")));
    }
}
