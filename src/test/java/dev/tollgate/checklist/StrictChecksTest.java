package dev.tollgate.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.checklist.ChecklistDocument.Check;
import dev.tollgate.checklist.ChecklistDocument.Item;
import dev.tollgate.checklist.Mutants.Mutant;
import dev.tollgate.expression.Question;
import dev.tollgate.lifecycle.Answer;
import dev.tollgate.lifecycle.Answer.No;
import dev.tollgate.lifecycle.Answer.Reading;
import dev.tollgate.lifecycle.Answer.Unanswerable;
import dev.tollgate.lifecycle.Answer.Yes;
import dev.tollgate.lifecycle.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the strict checklist asks, asked of good evidence and of evidence with one thing wrong. */
class StrictChecksTest {

    static Stream<Item> items() {
        return StrictExamples.checklist().items().stream();
    }

    @ParameterizedTest
    @MethodSource("items")
    void givenTheExample_whenChecked_thenEveryCheckPasses(Item item) {
        assertThat(item.checks())
                .isNotEmpty()
                .allSatisfy(
                        check -> assertThat(ask(check, item.exampleEvidence())).isEqualTo(new Yes()));
    }

    @ParameterizedTest
    @MethodSource("items")
    void givenNothing_whenChecked_thenNothingPasses(Item item) {
        Map<String, Object> nothing = Map.of("outcome", "PASS", "observedAt", "2026-08-20T12:00:00Z");

        assertThat(item.checks()).allSatisfy(check -> {
            assertThat(ask(check, Map.of())).isInstanceOf(Unanswerable.class);
            if (!check.name().equals("outcome")) {
                assertThat(ask(check, nothing)).isInstanceOf(Unanswerable.class);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("items")
    void givenEvidenceThatLacksSomething_whenChecked_thenEveryAnswerSaysWhy(Item item) {
        List<Mutant> mutants = Mutants.lacking(item.exampleEvidence()).toList();

        assertThat(mutants).hasSizeGreaterThan(1);
        assertThat(unexplained(item, mutants)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("items")
    void givenEvidenceOfAWrongType_whenChecked_thenEveryAnswerSaysWhy(Item item) {
        List<Mutant> mutants = Mutants.mistyped(item.exampleEvidence()).toList();

        assertThat(mutants).hasSizeGreaterThan(6);
        assertThat(unexplained(item, mutants)).isEmpty();
    }

    private static List<String> unexplained(Item item, List<Mutant> mutants) {
        return mutants.stream()
                .flatMap(mutant -> item.checks().stream().flatMap(check -> {
                    Answer answer = ask(check, mutant.evidence());
                    return says(answer)
                            ? Stream.empty()
                            : Stream.of("%s, %s: %s".formatted(check.name(), mutant.what(), answer));
                }))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("items")
    void givenAProjectOfWhichNothingIsKnown_whenChecked_thenNoAnswerFails(Item item) {
        Variables lonely = new Variables(item.exampleEvidence(), Map.of(), Map.of(), Map.of(), StrictExamples.NOW);

        assertThat(item.checks())
                .allSatisfy(check ->
                        assertThat(says(check.expression().answer(lonely))).isTrue());
    }

    private static boolean says(Answer answer) {
        return switch (answer) {
            case Yes yes -> true;
            case No no -> !no.readings().isEmpty();
            case Unanswerable unanswerable ->
                unanswerable.missing().isPresent()
                        || Stream.of("evidence.", "items[", "project.").anyMatch(unanswerable.reason()::startsWith)
                        || unanswerable.reason().equals("divides by zero");
        };
    }

    @Test
    void aFailedCheckShowsTheNumbers() {
        Map<String, Object> evidence =
                with("model.evaluation", "metrics", Map.of("auc", 0.788, "pr_auc", 0.37, "ece", 0.028));
        evidence.put("trainMetrics", Map.of("auc", 0.902));

        assertThat(failed("model.evaluation", evidence)).containsExactly("targets", "overfit");
        assertThat(ask(check("model.evaluation", "targets"), evidence))
                .isEqualTo(new No(List.of(
                        new Reading("project.targets[0].name", "auc"),
                        new Reading("project.targets[0].direction", "max"),
                        new Reading("evidence.metrics.auc", 0.788),
                        new Reading("project.targets[0].value", 0.8))));
    }

    @Test
    void aMissingFieldIsNamedByItsPath() {
        Map<String, Object> withoutEce = with("model.evaluation", "metrics", Map.of("auc", 0.823, "pr_auc", 0.41));
        assertThat(ask(check("model.evaluation", "calibration"), withoutEce))
                .isEqualTo(new Unanswerable("evidence.metrics.ece is missing", Optional.of("evidence.metrics.ece")));

        Map<String, Object> others = new HashMap<>(StrictExamples.items());
        others.remove("data.ingestion");
        Variables variables = new Variables(
                StrictExamples.evidence("data.profiling"),
                others,
                StrictExamples.project(),
                Map.of(),
                StrictExamples.NOW);
        assertThat(check("data.profiling", "same-data").expression().answer(variables))
                .isEqualTo(new Unanswerable(
                        "items['data.ingestion'].evidence.outputVersion is missing",
                        Optional.of("items['data.ingestion'].evidence.outputVersion")));
    }

    @Test
    void theShadowRunIsAskedForAtHighAndWhereThePolicySaysSo() {
        Map<String, Object> without = with("model.pre-deployment-testing", "shadow", Map.of());
        Check shadow = check("model.pre-deployment-testing", "shadow");
        Map<String, Object> policy = new HashMap<>(StrictExamples.checklist().policyDefaults());
        policy.put("requireShadow", true);

        assertThat(ask(shadow, without)).isEqualTo(new Yes());
        assertThat(ask(shadow, without, "tier", "high")).isInstanceOf(Unanswerable.class);
        assertThat(ask(shadow, without, "policy", policy)).isInstanceOf(Unanswerable.class);
        assertThat(ask(shadow, StrictExamples.evidence("model.pre-deployment-testing"), "tier", "high"))
                .isEqualTo(new Yes());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            data.labeling unsupervised {"taskType": "clustering"}                                 => true
            data.labeling unsupervised {"taskType": "forecasting"}                                => false
            data.feature-selection embedded-in-learner {}                                         => true
            data.feature-selection end-to-end {"policy": {"endToEnd": true}}                      => true
            data.feature-engineering end-to-end {"policy": {"endToEnd": false}}                   => false
            model.hyperparameter-tuning no-free-hyperparameters {"policy": {"noFreeHyperparameters": true}} => true
            plan.infrastructure-tooling inherited-platform {"policy": {"inheritedPlatform": true}} => true
            deploy.retraining frozen-model {"policy": {"frozenModel": true}}                      => true
            data.observability-plan never-deployed {"policy": {"neverDeployed": true}}            => true
            data.labeling self-supervised {"policy": {"selfSupervised": true}}                    => true
            """)
    void scopeRulesLookAtTheProject(String rule, boolean applies) {
        String[] parts = rule.split(" ", 3);
        var scope = StrictExamples.item(parts[0]).notApplicable().stream()
                .filter(r -> r.id().equals(parts[1]))
                .findFirst()
                .orElseThrow();
        Variables variables = new Variables(Map.of(), Map.of(), Json.object(parts[2]), Map.of(), StrictExamples.NOW);

        assertThat(scope.expression().answer(variables).isYes()).isEqualTo(applies);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            MODEL DATA {"features": [{"psi": 0.31, "nCurrent": 21000}], "consecutiveWindows": 3}                          => true
            MODEL DATA {"features": [{"psi": 0.05, "nCurrent": 21000}, {"psi": 0.31, "nCurrent": 21000}], "consecutiveWindows": 4} => true
            MODEL DATA {"features": [{"psi": 0.31, "nCurrent": 21000}], "consecutiveWindows": 2}                          => false
            MODEL DATA {"features": [{"psi": 0.31, "nCurrent": 900}], "consecutiveWindows": 3}                            => false
            MODEL DATA {"features": [{"psi": 0.2, "nCurrent": 21000}], "consecutiveWindows": 3}                           => false
            MODEL DATA {"features": [], "consecutiveWindows": 3}                                                          => false
            MODEL DATA {"consecutiveWindows": 3}                                                                          => false
            DEPLOY MODEL {"reference": 0.592, "current": 0.530, "consecutiveWindows": 2}                                  => true
            DEPLOY MODEL {"reference": 0.592, "current": 0.530, "consecutiveWindows": 1}                                  => false
            DEPLOY MODEL {"reference": 0.592, "current": 0.550, "consecutiveWindows": 2}                                  => false
            DEPLOY MODEL {"reference": 0, "current": 0.550, "consecutiveWindows": 2}                                      => false
            DEPLOY PLAN {"liveDays": 60, "baseline": 6.0, "planned": 4.5, "actual": 5.9}                                  => true
            DEPLOY PLAN {"liveDays": 60, "baseline": 3.2, "planned": 2.88, "actual": 2.97}                                => false
            DEPLOY PLAN {"liveDays": 20, "baseline": 6.0, "planned": 4.5, "actual": 5.9}                                  => false
            DEPLOY PLAN {"liveDays": 60, "baseline": 6.0, "planned": 6.0, "actual": 6.1}                                  => false
            """)
    void signalsFireOrNot(String signal, boolean fires) {
        String[] parts = signal.split(" ", 3);
        for (ChecklistDocument document :
                List.of(StrictExamples.checklist(), ChecklistReader.read(ContentFiles.read("checklists/dsml.yaml")))) {
            var rule = document.rules().loops().stream()
                    .filter(l ->
                            l.from().name().equals(parts[0]) && l.to().name().equals(parts[1]))
                    .findFirst()
                    .flatMap(l -> l.signal())
                    .orElseThrow();
            Map<String, Object> measured = new HashMap<>(Json.object(parts[2]));
            measured.put("kind", rule.kind());
            Map<String, Object> project = StrictExamples.project();
            project.put("policy", document.policyDefaults());

            assertThat(rule.when()
                            .answer(new Variables(Map.of(), Map.of(), project, measured, StrictExamples.NOW))
                            .isYes())
                    .isEqualTo(fires);
        }
    }

    @Test
    void forAMetricThatFallsWithQualityTheOtherDirectionCounts() {
        var rule = StrictExamples.checklist().rules().loops().get(1).signal().orElseThrow();
        Map<String, Object> project = StrictExamples.project();
        project.put("primaryDirection", "min");
        Map<String, Object> worse =
                Map.of("kind", "performance", "reference", 0.17, "current", 0.19, "consecutiveWindows", 2);

        assertThat(rule.when().answer(new Variables(Map.of(), Map.of(), project, worse, StrictExamples.NOW)))
                .isEqualTo(new Yes());
    }

    @Test
    void thePitfallsAreAskedInTheSameLanguage() {
        var pitfalls = new ReferenceReader(Set.of("deploy.serving"))
                .pitfalls(ContentFiles.read("reference/pitfalls.yaml"))
                .items();
        List<String> found = new ArrayList<>();
        for (var pitfall : pitfalls) {
            Answer answer = Question.PITFALL.compile(pitfall.rule()).answer(StrictExamples.variables(Map.of()));
            assertThat(answer).as(pitfall.id()).isNotInstanceOf(Unanswerable.class);
            if (answer.isYes()) {
                found.add(pitfall.id());
            }
        }
        assertThat(pitfalls).hasSize(6);
        assertThat(found).isEmpty();
    }

    private static List<String> failed(String item, Map<String, Object> evidence) {
        return StrictExamples.item(item).checks().stream()
                .filter(c -> !ask(c, evidence).isYes())
                .map(Check::name)
                .toList();
    }

    private static Check check(String item, String name) {
        return StrictExamples.item(item).checks().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> with(String item, String field, Object value) {
        Map<String, Object> evidence = new HashMap<>(StrictExamples.evidence(item));
        evidence.put(field, value);
        return evidence;
    }

    private static Answer ask(Check check, Map<String, Object> evidence) {
        return check.expression().answer(StrictExamples.variables(evidence));
    }

    private static Answer ask(Check check, Map<String, Object> evidence, String field, Object value) {
        Map<String, Object> project = StrictExamples.project();
        project.put(field, value);
        return check.expression()
                .answer(new Variables(evidence, StrictExamples.items(), project, Map.of(), StrictExamples.NOW));
    }
}
