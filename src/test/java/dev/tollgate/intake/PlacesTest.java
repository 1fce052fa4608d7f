package dev.tollgate.intake;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private static final Reading READING = new Reading(
            "report",
            "key",
            Verdict.PASS,
            Optional.of("all good"),
            Optional.of(new Subject("churn", Optional.of("4"), Optional.of("sha256:" + "a".repeat(64)))),
            Map.of("failures", 0.0, "latency.p99", 88.5),
            Optional.of("https://ci.example.com/1"),
            Optional.of("1"),
            Optional.empty(),
            Optional.of(Instant.parse("2026-03-02T10:00:00Z")),
            Optional.empty(),
            Optional.empty(),
            Map.of("branch", "main"),
            Map.of("params", Map.of("folds", "5")),
            List.of(),
            new Fields(Bodies.read("""
                    {"run": {"state": "done", "steps": [1, 2], "nothing": null}, "a/b": true}""".getBytes(StandardCharsets.UTF_8)).root()),
            new byte[0]);

    private static Map<String, Object> found(Map<String, String> pointers) {
        return new Places(pointers).of(READING);
    }

    @Test
    void aPointerLeadsIntoTheReport() {
        assertThatJson(found(Map.of("state", "/run/state", "steps", "/run/steps", "flag", "/a~1b")))
                .isEqualTo("{\"state\": \"done\", \"steps\": [1, 2], \"flag\": true}");
    }

    @Test
    void whereNothingIsThereIsNoField() {
        assertThat(found(Map.of("a", "/run/nothing", "b", "/metrics/failures", "c", "read:/metrics/errors")))
                .isEmpty();
    }

    @Test
    void behindReadStandsWhatWasReadOfTheReport() {
        assertThatJson(found(Map.of(
                        "digest", "read:/subject/digest",
                        "failed", "read:/metrics/failures",
                        "folds", "read:/data/params/folds",
                        "branch", "read:/facets/branch",
                        "when", "read:/finishedAt",
                        "payload", "read:/digest")))
                .isEqualTo("""
                        {"digest": "sha256:%s", "failed": 0.0, "folds": "5", "branch": "main", "when": "2026-03-02T10:00:00Z",
                         "payload": "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
                        """.formatted("a".repeat(64)));
    }

    @Test
    void dotsLeadIntoFieldsOfFields() {
        assertThatJson(found(Map.of(
                        "latencyMs.p99", "read:/metrics/latency.p99",
                        "cv.auc.folds", "read:/data/params/folds",
                        "cv.auc.steps", "/run/steps",
                        "run", "/run",
                        "run.url", "read:/url")))
                .isEqualTo("""
                        {"latencyMs": {"p99": 88.5}, "cv": {"auc": {"folds": "5", "steps": [1, 2]}},
                         "run": {"state": "done", "steps": [1, 2], "nothing": null, "url": "https://ci.example.com/1"}}
                        """);
    }

    @Test
    void aFieldBelowAPlainValueTakesItsPlace() {
        assertThatJson(found(Map.of("run", "/run/state", "run.url", "read:/url")))
                .isEqualTo("{\"run\": {\"url\": \"https://ci.example.com/1\"}}");
    }
}
