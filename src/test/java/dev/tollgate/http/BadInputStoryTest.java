package dev.tollgate.http;

import static dev.tollgate.http.ProjectApi.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a request is named, with its place and what would be right; and nothing is stored. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class BadInputStoryTest {

    private static final String EVIDENCE = "/items/plan.baseline/evidence";
    private static final String DECISIONS = "/gates/plan/decisions";

    private static final String CONDITION = "{\"title\": \"t\", \"owner\": \"o\", \"dueAt\": \"2099-01-01T00:00:00Z\"}";

    /** @param places pointers or parameter names that the problem must name, by spaces; empty for the body as a whole */
    record Bad(String what, String path, String body, String places, List<String> allowed) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static Bad bad(String what, String path, String body, String places, String... allowed) {
        return new Bad(what, path, body, places, List.of(allowed));
    }

    private static Bad evidence(String what, String members, String places, String... allowed) {
        return bad(what, EVIDENCE, "{\"outcome\": \"PASS\"%s}".formatted(members), places, allowed);
    }

    private final Api api = Api.of(getClass());
    private ProjectApi churn;

    @BeforeEach
    void aProject() {
        churn = api.newProject("bad", "LOW");
        churn.pass("plan.baseline");
    }

    @AfterEach
    void nothingWasStored() {
        assertThat(churn.version()).isEqualTo(3);
        churn.get("/loops").isJson("{\"items\": []}");
        churn.verifies();
    }

    static Stream<Bad> evidence() {
        return Stream.of(
                evidence(
                        "a field that is not there",
                        ", \"colour\": 1",
                        "/colour",
                        "outcome summary source run url author observedAt subject metrics data".split(" ")),
                evidence(
                        "a field that is not there, deeper",
                        ", \"subject\": {\"name\": \"m\", \"size\": 1}",
                        "/subject/size"),
                evidence("two errors at once", ", \"colour\": 1, \"run\": \"\"", "/colour /run"),
                bad("no outcome", EVIDENCE, "{}", "/outcome"),
                bad("null for an outcome", EVIDENCE, "{\"outcome\": null}", "/outcome"),
                bad(
                        "an outcome in small letters",
                        EVIDENCE,
                        "{\"outcome\": \"pass\"}",
                        "/outcome",
                        "PASS",
                        "FAIL",
                        "INCONCLUSIVE"),
                bad("an outcome by number", EVIDENCE, "{\"outcome\": 0}", "/outcome"),
                bad("a list for the body", EVIDENCE, "[]", ""),
                bad("a text for the body", EVIDENCE, "\"PASS\"", ""),
                bad("null for the body", EVIDENCE, "null", ""),
                evidence("NaN", ", \"metrics\": {\"auc\": NaN}", "/metrics/auc"),
                evidence("Infinity", ", \"metrics\": {\"auc\": Infinity}", "/metrics/auc"),
                evidence("-Infinity", ", \"metrics\": {\"auc\": -Infinity}", "/metrics/auc"),
                evidence("a number beyond a double", ", \"metrics\": {\"auc\": 1e999}", "/metrics/auc"),
                evidence("NaN as a text", ", \"metrics\": {\"auc\": \"NaN\"}", "/metrics/auc"),
                evidence("a number as a text", ", \"metrics\": {\"auc\": \"0.8\"}", "/metrics/auc"),
                evidence("null for a metric", ", \"metrics\": {\"auc\": null}", "/metrics/auc"),
                evidence("a metric without a name", ", \"metrics\": {\"\": 1}", "/metrics/"),
                evidence("a list of metrics", ", \"metrics\": [1]", "/metrics"),
                evidence("NaN deep in data", ", \"data\": {\"a\": [1, {\"b\": NaN}]}", "/data/a/1/b"),
                evidence("1e999 deep in data", ", \"data\": {\"a\": [1, {\"b\": 1e999}]}", "/data/a/1/b"),
                evidence("data that is no object", ", \"data\": 1", "/data"),
                evidence("a time without a zone", ", \"observedAt\": \"2026-01-01T00:00:00\"", "/observedAt"),
                evidence("a day that is not", ", \"observedAt\": \"2026-02-30T00:00:00Z\"", "/observedAt"),
                evidence("a time as a number", ", \"observedAt\": 1767225600", "/observedAt"),
                evidence("a summary that is too long", ", \"summary\": \"%s\"".formatted("s".repeat(2001)), "/summary"),
                evidence("a source that is too long", ", \"source\": \"%s\"".formatted("s".repeat(101)), "/source"),
                evidence("a run that is too long", ", \"run\": \"%s\"".formatted("r".repeat(201)), "/run"),
                evidence("no source in it", ", \"source\": \"\"", "/source"),
                evidence("a URL of another kind", ", \"url\": \"ftp://ci.example/1\"", "/url"),
                evidence("a URL that runs scripts", ", \"url\": \"javascript:alert(1)\"", "/url"),
                evidence("a subject without a name", ", \"subject\": {\"version\": \"1\"}", "/subject/name"),
                evidence(
                        "a digest that is none",
                        ", \"subject\": {\"name\": \"m\", \"digest\": \"sha256:XYZ\"}",
                        "/subject/digest"),
                evidence("a character that no text has", ", \"summary\": \"a\\u0000b\"", "/summary"),
                evidence("such a character in data", ", \"data\": {\"a\": \"\\u0000\"}", "/data/a"),
                evidence("half of a character", ", \"summary\": \"\\ud83d\"", "/summary"),
                evidence(
                        "65 levels",
                        ", \"data\": " + "{\"a\":".repeat(64) + "1" + "}".repeat(64),
                        "/data" + "/a".repeat(63)));
    }

    static Stream<Bad> everythingElse() {
        return Stream.of(
                bad("an item of a batch without an outcome", "/evidence", """
                        {"evidence": [{"item": "plan.roadmap", "outcome": "PASS"}, {"item": "plan.baseline"}]}""", "/evidence/1/outcome"),
                bad("null in a batch", "/evidence", """
                        {"evidence": [{"item": "plan.roadmap", "outcome": "PASS"}, null]}""", "/evidence/1"),
                bad("an error behind a null in a batch", "/evidence", """
                        {"evidence": [null, {"item": "plan.roadmap"}]}""", "/evidence/0 /evidence/1/outcome"),
                bad("a key with spaces", "/evidence", """
                        {"evidence": [{"item": "plan.roadmap", "outcome": "PASS", "key": "a b"}]}""", "/evidence/0/key"),
                bad(
                        "a review without a word",
                        "/items/plan.roadmap/reviews",
                        "{\"verdict\": \"ACCEPT\", \"comment\": \" \"}",
                        "/comment"),
                bad("a verdict that is none", "/items/plan.roadmap/reviews", """
                        {"verdict": "MAYBE", "comment": "hm"}""", "/verdict", "ACCEPT", "REJECT"),
                bad(
                        "an outcome of a decision that is none",
                        DECISIONS,
                        """
                        {"outcome": "GOO", "rationale": "r"}""",
                        "/outcome",
                        "GO",
                        "CONDITIONAL_GO",
                        "HOLD",
                        "RECYCLE",
                        "KILL"),
                bad("a decision without a rationale", DECISIONS, "{\"outcome\": \"KILL\"}", "/rationale"),
                bad(
                        "a rationale that is too long",
                        DECISIONS,
                        "{\"outcome\": \"KILL\", \"rationale\": \"%s\"}".formatted("r".repeat(4001)),
                        "/rationale"),
                bad("a digest of a snapshot that is none", DECISIONS, """
                        {"outcome": "KILL", "rationale": "r", "snapshotDigest": "abc"}""", "/snapshotDigest"),
                bad("a day to come back that is none", DECISIONS, """
                        {"outcome": "HOLD", "rationale": "r", "reviewOn": "tomorrow"}""", "/reviewOn"),
                bad(
                        "a condition without an owner and a day",
                        DECISIONS,
                        """
                        {"outcome": "CONDITIONAL_GO", "rationale": "r", "conditions": [{"title": "t"}]}""",
                        "/conditions/0/owner /conditions/0/dueAt"),
                bad(
                        "too many conditions",
                        DECISIONS,
                        """
                        {"outcome": "CONDITIONAL_GO", "rationale": "r", "conditions": [%s]}""".formatted(CONDITION + (", " + CONDITION).repeat(20)),
                        "/conditions"),
                bad("a phase that is none", "/loops", """
                        {"from": "MODEL", "to": "ATA", "trigger": "RETRAINING", "reason": "r"}""", "/to", "PLAN", "DATA", "MODEL", "DEPLOY"),
                bad("a signal that is no object", "/loops", """
                        {"from": "MODEL", "to": "DATA", "trigger": "RETRAINING", "reason": "r", "signal": "drift"}""", "/signal"),
                bad("a reason that is too long", "/loops", """
                        {"from": "MODEL", "to": "DATA", "trigger": "RETRAINING", "reason": "%s"}""".formatted("r".repeat(4001)), "/reason"),
                bad("a parameter that is not there", EVIDENCE + "?force=true", PASS, "force", "dryRun"),
                bad("a parameter that almost is", EVIDENCE + "?dryrun=true", PASS, "dryrun", "dryRun"),
                bad("a dry run that is not yes or no", EVIDENCE + "?dryRun=1", PASS, "dryRun", "true", "false"),
                bad("a dry run without a value", EVIDENCE + "?dryRun", PASS, "dryRun"),
                bad("a dry run with nothing for a value", EVIDENCE + "?dryRun=", PASS, "dryRun"));
    }

    @ParameterizedTest
    @MethodSource({"evidence", "everythingElse"})
    void whatIsWrongIsNamed(Bad bad) {
        // When
        Answer answer = churn.api().post(churn.path() + bad.path(), bad.body());

        // Then
        answer.isProblem(400, "invalid-request");
        String kind = bad.places().isEmpty() || bad.places().startsWith("/") ? "pointer" : "parameter";
        assertThat(answer.list("errors." + kind))
                .containsExactlyInAnyOrder(bad.places().split(" "));
        assertThat(answer.list("errors.detail"))
                .allSatisfy(detail -> assertThat(detail).isNotBlank());
        if (!bad.allowed().isEmpty()) {
            assertThat(answer.list("errors[0].allowed")).containsExactlyElementsOf(bad.allowed());
        }
        assertThat(answer.value("detail")).doesNotContain("Exception", "dev.tollgate", "jackson");
    }

    static Stream<Bad> projects() {
        String profile = "{\"name\": \"N\", \"owner\": \"o\", \"riskTier\": \"LOW\", \"taskType\": \"REGRESSION\"%s}";
        return Stream.of(
                bad("no name", "", profile.formatted("").replace("\"N\"", "\"\""), "/name"),
                bad("a blank name", "", profile.formatted("").replace("\"N\"", "\" \\t\""), "/name"),
                bad(
                        "a name that is too long",
                        "",
                        profile.formatted("").replace("\"N\"", "\"%s\"".formatted("n".repeat(201))),
                        "/name"),
                bad("an owner by number", "", profile.formatted("").replace("\"o\"", "7"), "/owner"),
                bad("no tier and no task", "", "{\"name\": \"N\", \"owner\": \"o\"}", "/riskTier /taskType"),
                bad(
                        "a tier that is none",
                        "",
                        profile.formatted("").replace("LOW", "LOWEST"),
                        "/riskTier",
                        "LOW",
                        "MEDIUM",
                        "HIGH"),
                bad(
                        "a label with a bad name",
                        "",
                        profile.formatted(", \"labels\": {\"Domain\": \"crm\"}"),
                        "/labels/Domain"),
                bad(
                        "a label that is no text",
                        "",
                        profile.formatted(", \"labels\": {\"domain\": 1}"),
                        "/labels/domain"),
                bad(
                        "a label that is too long",
                        "",
                        profile.formatted(", \"labels\": {\"d\": \"%s\"}".formatted("v".repeat(201))),
                        "/labels/d"),
                bad("too many labels", "", profile.formatted(", \"labels\": {%s}".formatted(labels(21))), "/labels"),
                bad("the key in the body, too", "", profile.formatted(", \"key\": \"churn\""), "/key"));
    }

    private static String labels(int n) {
        return IntStream.range(0, n).mapToObj("\"l%d\": \"\""::formatted).collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @MethodSource("projects")
    void aProjectIsNeitherCreatedNorChanged(Bad bad) {
        // Given
        ProjectApi none = api.project(Api.unique("none"));

        // When
        for (ProjectApi project : List.of(none, churn)) {
            Answer answer = project.put(bad.body()).isProblem(400, "invalid-request");
            assertThat(answer.list("errors.pointer"))
                    .containsExactlyInAnyOrder(bad.places().split(" "));
            if (!bad.allowed().isEmpty()) {
                assertThat(answer.list("errors[0].allowed")).containsExactlyElementsOf(bad.allowed());
            }
        }

        // Then
        none.get().isProblem(404, "not-found");
    }
}
