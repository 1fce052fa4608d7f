package dev.tollgate.insight.advice;

import static dev.tollgate.insight.advice.AdviceJson.Status.CLEAR;
import static dev.tollgate.insight.advice.AdviceJson.Status.FOUND;
import static dev.tollgate.insight.advice.AdviceJson.Status.NOT_ASSESSABLE;
import static dev.tollgate.insight.advice.AdviceJson.Status.NOT_YET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.checklist.Checklists;
import dev.tollgate.checklist.ReferenceContent;
import dev.tollgate.checklist.ReferenceContent.Pitfall;
import dev.tollgate.http.EmbeddedPostgresResource;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Variables;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All six rules: on the checklist's own example of a project they are clear, and each fault in it is found by the rule that is for it. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class PitfallsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @Inject
    Checklists checklists;

    @Inject
    ReferenceContent reference;

    private final Map<String, Map<String, Object>> evidence = new HashMap<>();
    private final Map<String, ItemState> states = new HashMap<>();
    private final Map<String, String> producers = new HashMap<>();
    private final Map<String, Object> project = new HashMap<>();
    private Phase reached = Phase.DEPLOY;

    @BeforeEach
    void theExampleProject() {
        ChecklistDocument strict = checklists.builtIn().stream()
                .filter(checklist -> checklist.id().equals("dsml-strict"))
                .findFirst()
                .orElseThrow();
        for (ChecklistDocument.Item item : strict.items()) {
            evidence.put(item.id(), new HashMap<>(item.exampleEvidence()));
            states.put(item.id(), ItemState.SATISFIED);
            producers.put(item.id(), "pipeline");
        }
        project.put("primaryMetric", "auc");
        project.put("primaryDirection", "max");
        project.put("policy", strict.policyDefaults());
        project.put("targetsLockedAt", "2020-01-19T15:00:00Z");
        project.put("evidence", List.of(subject("data.ingestion", "2026-03-01", DIGEST)));
        evidence.get("deploy.monitoring")
                .put("lastDriftReportAt", NOW.minus(Duration.ofDays(1)).toString());
    }

    @Test
    void theExampleIsClear() {
        assertThat(advice().values()).extracting(AdviceJson::status).containsOnly(CLEAR);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unclear-business-objective | plan.business-objective
            over-tuned-model           | model.training-cross-validation
            over-tuned-model           | plan.baseline
            manual-deployment          | deploy.cicd-iac
            missing-rollback           | deploy.rollback
            """)
    void anItemThatIsNotSatisfiedIsFound(String pitfall, String item) {
        states.put(item, ItemState.STALE);

        AdviceJson advice = advice(pitfall);

        assertThat(advice.status()).isEqualTo(FOUND);
        assertThat(advice.because()).anySatisfy(reading -> {
            assertThat(reading.path()).isEqualTo("items['%s'].state".formatted(item));
            assertThat(reading.value()).isEqualTo("stale");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            over-tuned-model    | model.hyperparameter-tuning | selectionSplit           | test
            manual-deployment   | deploy.serving              | servedImageDigest        | sha256:other
            no-drift-monitoring | deploy.monitoring           | referenceDatasetVersion  | another
            no-drift-monitoring | deploy.monitoring           | lastDriftReportAt        | 2026-05-01T00:00:00Z
            missing-rollback    | deploy.strategy             | rollout                  | big-bang
            """)
    void aFieldThatIsWrongIsFound(String pitfall, String item, String field, String value) {
        evidence.get(item).put(field, value);

        AdviceJson advice = advice(pitfall);

        assertThat(advice.status()).isEqualTo(FOUND);
        assertThat(advice.because())
                .anySatisfy(reading -> assertThat(reading.value()).isEqualTo(value));
    }

    @Test
    void aNumberThatIsTooHighIsFound() {
        evidence.get("deploy.cicd-iac").put("manualSteps", 2);
        evidence.get("model.evaluation").put("testLooks", 99);

        assertThat(status("manual-deployment")).isEqualTo(FOUND);
        assertThat(status("over-tuned-model")).isEqualTo(FOUND);
    }

    @Test
    void aPersonWhoDeploysIsFound() {
        producers.put("deploy.serving", "person");

        assertThat(status("manual-deployment")).isEqualTo(FOUND);
    }

    @Test
    void targetsThatMovedAfterTheEvaluationAreFound() {
        project.put("targetsLockedAt", "2030-01-01T00:00:00Z");

        assertThat(status("unclear-business-objective")).isEqualTo(FOUND);
    }

    @Test
    void aVersionThatMovesOrHasTwoContentsIsFound() {
        project.put("evidence", List.of(subject("model.packaging", "latest", DIGEST)));
        assertThat(status("unversioned-data-models")).isEqualTo(FOUND);

        project.put("evidence", List.of(Map.of("item", "data.eda", "subject", "churn", "version", "1")));
        assertThat(status("unversioned-data-models")).isEqualTo(FOUND);

        project.put(
                "evidence",
                List.of(subject("data.eda", "1", DIGEST), subject("data.cleaning", "1", DIGEST.replace('a', 'b'))));
        assertThat(status("unversioned-data-models")).isEqualTo(FOUND);
    }

    @Test
    void optimismCountsWhicheverWayTheMetricIsBetter() {
        evidence.get("model.training-cross-validation").put("cv", Map.of("auc", Map.of("mean", 0.842, "std", 0.006)));
        evidence.get("model.evaluation").put("metrics", Map.of("auc", 0.788));
        assertThat(status("over-tuned-model")).isEqualTo(FOUND);

        project.put("primaryDirection", "min");
        assertThat(status("over-tuned-model")).isEqualTo(CLEAR);

        evidence.get("model.evaluation").put("metrics", Map.of("auc", 0.9));
        assertThat(status("over-tuned-model")).isEqualTo(FOUND);
    }

    @Test
    void whatIsMissingIsNamedAndNeverClear() {
        evidence.get("model.evaluation").remove("testLooks");

        AdviceJson advice = advice("over-tuned-model");

        assertThat(advice.status()).isEqualTo(NOT_ASSESSABLE);
        assertThat(advice.missing()).isEqualTo("items['model.evaluation'].evidence.testLooks");
    }

    @Test
    void withoutAnythingNothingIsClear() {
        evidence.clear();
        project.remove("evidence");

        assertThat(advice().values()).extracting(AdviceJson::status).doesNotContain(CLEAR);
    }

    @Test
    void whatIsNotReachedIsNotAsked() {
        reached = Phase.DATA;
        assertThat(status("over-tuned-model")).isEqualTo(NOT_YET);

        reached = Phase.DEPLOY;
        states.put("deploy.serving", ItemState.FAILED);
        assertThat(List.of(status("manual-deployment"), status("no-drift-monitoring"), status("missing-rollback")))
                .containsOnly(NOT_YET);
    }

    private static Map<String, Object> subject(String item, String version, String digest) {
        return Map.of("item", item, "subject", "churn", "version", version, "digest", digest);
    }

    private AdviceJson.Status status(String pitfall) {
        return advice(pitfall).status();
    }

    private AdviceJson advice(String pitfall) {
        return Optional.ofNullable(advice().get(pitfall)).orElseThrow();
    }

    private Map<String, AdviceJson> advice() {
        Map<String, Object> items = new HashMap<>();
        states.forEach((item, state) -> {
            Map<String, Object> facts = new HashMap<>();
            facts.put("state", state.name().toLowerCase(java.util.Locale.ROOT));
            facts.put("producer", producers.get(item));
            if (evidence.containsKey(item)) {
                facts.put("evidence", evidence.get(item));
            }
            items.put(item, facts);
        });
        var variables = new Variables(Map.of(), items, project, Map.of(), NOW);
        var progress = new PitfallRule.Progress() {
            @Override
            public Phase reached() {
                return reached;
            }

            @Override
            public Optional<ItemState> state(String item) {
                return Optional.ofNullable(states.get(item));
            }
        };
        List<AdviceJson> advice = new ArrayList<>();
        for (Pitfall pitfall : reference.pitfalls().items()) {
            advice.add(PitfallRule.of(pitfall).advise(progress, variables));
        }
        return advice.stream().collect(Collectors.toMap(AdviceJson::id, a -> a));
    }
}
