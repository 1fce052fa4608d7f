package dev.tollgate.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.lifecycle.Answer;
import dev.tollgate.lifecycle.Answer.No;
import dev.tollgate.lifecycle.Answer.Reading;
import dev.tollgate.lifecycle.Answer.Unanswerable;
import dev.tollgate.lifecycle.Answer.Yes;
import dev.tollgate.lifecycle.Variables;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CelTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String EVIDENCE = """
            {
              "metrics": {"auc": 0.8, "folds": 5, "nothing": null},
              "kpis": [{"name": "churn", "baseline": 3.2}, {"name": "cost", "baseline": 10}, {"name": "stock"}],
              "sources": ["crm", "billing"],
              "commit": "51aa0de", "owner": "", "at": "2026-04-22T09:00:00Z", "took": "36h",
              "immutable": true, "count": 7, "cv": {"auc": {"std": 0.006}}
            }""";

    private static final String PROJECT = """
            {"targets": {"auc": 0.7}, "primaryMetric": "auc", "approvedSources": ["crm", "billing"], "policy": {"minFolds": 3}}
            """;

    private static final String ITEMS = """
            {"data.ingestion": {"state": "satisfied", "evidence": {"outputVersion": "raw@41"}}, "data.eda": {"state": "failed"}}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evidence.metrics.auc >= 0.8",
                "evidence.metrics.folds >= 3 && evidence.metrics.folds == 5 && 4 < evidence.metrics.folds",
                "evidence.metrics['auc'] >= project.targets['auc']",
                "evidence.metrics[project.primaryMetric] >= project.targets[project.primaryMetric]",
                "evidence.metrics['auc'] - project.targets['auc'] < 0.2",
                "evidence.metrics.folds + 1 == 6 && 2 * evidence.metrics.folds == 10 && 10 / evidence.metrics.folds == 2",
                "evidence.metrics.folds > 3 ? evidence.count * 2 - 1 > 12 : false",
                "-evidence.count < 0",
                "int(evidence.count) % 2 == 1",
                "double(size(evidence.kpis)) + evidence.count == 10",
                "size(evidence.kpis) + 1 == 4",
                "double(evidence.count) + 1 > 7",
                "[1, 2].all(x, x + 1 > 1)",
                "evidence.kpis.map(k, k.name).exists(n, n == 'cost')",
                "evidence.kpis.filter(k, has(k.baseline)).map(k, k.baseline + 1).all(b, b - 1 > 3)",
                "evidence.kpis.exists_one(k, k.name == 'churn')",
                "'crm' in evidence.sources && !('erp' in evidence.sources) && evidence.count in [6, 7]",
                "'auc' in evidence.metrics && 'data.eda' in items",
                "evidence.sources == ['crm', 'billing'] && evidence.sources == project.approvedSources",
                "evidence.cv[project.primaryMetric].std <= 0.02",
                "items['data.ingestion'].evidence.outputVersion == 'raw@41'",
                "timestamp(evidence.at) < now && now - timestamp(evidence.at) < duration('48h')",
                "duration(evidence.took) > duration('1h30m')",
                "evidence.commit.matches('^[0-9a-f]{7,40}$')",
                "timestamp(evidence.at).getFullYear() == 2026",
                "has(evidence.commit) && !has(evidence.nothing) && !has(evidence.metrics.nothing)",
                "evidence.kpis[0].name == 'churn' && evidence.kpis[int(evidence.count) - 6].name == 'cost'",
                "{'a': evidence.count}['a'] == 7",
                "evidence.immutable",
                "type(evidence.count) == double",
                "evidence.all(field, field != 'unknown')",
                "true || evidence.unknown > 3",
                "evidence.unknown > 3 || true",
            })
    void givenATrueExpression_whenAsked_thenYes(String cel) {
        assertThat(ask(cel)).isEqualTo(new Yes());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            evidence.metrics.auc >= 0.9                                   => evidence.metrics.auc=0.8
            evidence.metrics.folds >= project.policy.minFolds + 3         => evidence.metrics.folds=5 project.policy.minFolds=3
            evidence.owner != ''                                          => evidence.owner=
            evidence.kpis.all(k, k.name == 'churn')                       => evidence.kpis[0].name=churn evidence.kpis[1].name=cost
            evidence.sources.all(s, s == 'crm')                           => evidence.sources[0]=crm evidence.sources[1]=billing
            'erp' in evidence.sources                                     => evidence.sources=[crm, billing]
            evidence.sources.all(s, s in evidence.sources && s == 'crm')  => evidence.sources[0]=crm evidence.sources[1]=billing
            size(evidence.sources) > 2                                    => evidence.sources=[crm, billing]
            items['data.eda'].state == 'satisfied'                        => items['data.eda'].state=failed
            evidence.metrics[project.primaryMetric] > 1.0                 => project.primaryMetric=auc evidence.metrics.auc=0.8
            evidence.count > 3 && evidence.count < 7                      => evidence.count=7
            has(evidence.dpia)                                            =>
            evidence.kpis.filter(k, has(k.baseline)).all(k, k.baseline > 5) => evidence.kpis[0].baseline=3.2
            """)
    void givenAFalseExpression_whenAsked_thenTheAnswerShowsWhatItRead(String cel, String readings) {
        assertThat(ask(cel))
                .isInstanceOfSatisfying(
                        No.class, no -> assertThat(shown(no)).isEqualTo(readings == null ? "" : readings));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            evidence.metrics.f1 > 3                                    => evidence.metrics.f1
            evidence.metrics.nothing > 3                               => evidence.metrics.nothing
            evidence.robustness.maxDrop <= 0.03                        => evidence.robustness.maxDrop
            evidence.metrics[project.primaryMetric + '_test'] > 0.5    => evidence.metrics.auc_test
            evidence.runs[project.primaryMetric].std > 0.5             => evidence.runs
            evidence.kpis.all(k, k.baseline > 1)                       => evidence.kpis[2].baseline
            evidence.kpis.filter(k, k.name == 'stock').all(k, k.baseline > 1) => evidence.kpis[2].baseline
            evidence.runs['a'].std > 1                                 => evidence.runs.a.std
            evidence.kpis[7].name == 'x'                               => evidence.kpis[7].name
            evidence['data-set'].rows > 1                              => evidence['data-set'].rows
            items['data.profiling'].evidence.columns > 1               => items['data.profiling'].evidence.columns
            items['data.eda'].evidence.outputVersion == 'x'            => items['data.eda'].evidence.outputVersion
            has(evidence.dpia.completed)                               => evidence.dpia.completed
            (evidence.a > 1 || true) && evidence.b > 1                 => evidence.b
            has(evidence.a) || evidence.b                              => evidence.b
            false || evidence.a                                        => evidence.a
            !project.affectsPersons || evidence.fairness.air > 0.8     => project.affectsPersons
            """)
    void givenAMissingField_whenAsked_thenItsPathIsNamed(String cel, String path) {
        assertThat(ask(cel))
                .isInstanceOfSatisfying(
                        Unanswerable.class, a -> assertThat(a.missing()).contains(path));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            evidence.commit > 3                       => evidence.commit is text, which > does not take here
            evidence.commit > evidence.count          => evidence.commit is text and evidence.count is a number, which > does not take here
            evidence.count.startsWith('t')            => evidence.count is a number, which startsWith does not take here
            size(evidence.count) > 1                  => evidence.count is a number, which size does not take here
            !evidence.commit                          => evidence.commit is text, which ! does not take here
            evidence.immutable + 1 > 3                => evidence.immutable is true or false, which + does not take here
            evidence.metrics.auc.mean > 1             => evidence.metrics.auc is a number and has no field mean
            has(evidence.commit.sha)                  => evidence.commit is text and has no field sha
            evidence.kpis.name == 'x'                 => evidence.kpis is a list and has no field name
            evidence.metrics[0] > 1                   => evidence.metrics is an object and has no element [0]
            evidence.kpis[0.5].name == 'x'            => evidence.kpis has no element 0.5: an index is a whole number
            evidence.commit                           => evidence.commit is text, not true or false
            has(evidence.dpia) ? true : evidence.commit => the answer is text, not true or false
            evidence.immutable && evidence.commit     => evidence.commit is text, not true or false
            evidence.commit ? true : false            => evidence.commit is text, not true or false
            evidence.sources.all(s, s > 3)            => evidence.sources[1] is text, which > does not take here
            evidence.kpis.all(k, k > 3)               => evidence.kpis[2] is an object, which > does not take here
            evidence.commit.all(c, true)              => evidence.commit is text, not a list
            'a' in evidence.count                     => evidence.count is a number, which in does not take here
            timestamp(evidence.commit) < now          => evidence.commit is '51aa0de', which is no time such as 2026-01-31T00:00:00Z
            duration(evidence.commit) < duration('1h') => evidence.commit is '51aa0de', which is no duration such as 48h
            int(evidence.commit) < 3                  => evidence.commit is '51aa0de', which is no number
            evidence.count / (evidence.count - 7) > 1 => divides by zero
            evidence.commit / 2 > 1                   => divides text by a number
            1 / (size(evidence.kpis) - 3) > 1         => divides by zero
            """)
    void givenAWrongType_whenAsked_thenTheReasonIsPlain(String cel, String reason) {
        assertThat(ask(cel)).isInstanceOfSatisfying(Unanswerable.class, a -> {
            assertThat(a.reason()).isEqualTo(reason);
            assertThat(a.missing()).isEmpty();
        });
    }

    @Test
    void givenAGuardThatHolds_whenTheEvidenceHasNoData_thenThereIsNoAnswer() {
        String guarded = "project.primaryMetric == 'auc' || evidence.fairness.air >= 0.8";

        assertThat(ask(guarded)).isEqualTo(new Yes());
        assertThat(ask(guarded, Map.of()))
                .isEqualTo(new Unanswerable(
                        "there is no data in the evidence", java.util.Optional.of("evidence.fairness.air")));
        assertThat(ask(guarded, Map.of("outcome", "PASS", "source", "ci", "observedAt", "2026-04-22T09:00:00Z")))
                .isInstanceOf(Unanswerable.class);
        assertThat(ask("true || size(evidence) > 0", Map.of()))
                .isEqualTo(new Unanswerable("there is no data in the evidence", java.util.Optional.of("evidence")));
    }

    @Test
    void givenAFieldOfEveryReport_whenItIsWhatIsAskedFor_thenItCountsAsData() {
        assertThat(ask("evidence.outcome in ['continue', 'retire']", Map.of("outcome", "continue")))
                .isEqualTo(new Yes());
        assertThat(ask("project.primaryMetric == 'auc'", Map.of())).isEqualTo(new Yes());
    }

    @Test
    void givenLoopsWithinLoops_whenTheyTakeTooLong_thenItGivesUp() {
        Map<String, Object> evidence = Map.of("rows", Collections.nCopies(1_000, 1));

        assertThat(ask("evidence.rows.all(a, evidence.rows.all(b, evidence.rows.all(c, a + b + c > 0)))", evidence))
                .isEqualTo(new Unanswerable("gave up after 100000 steps", java.util.Optional.empty()));
        assertThat(ask("evidence.rows.all(a, a == 1)", evidence)).isEqualTo(new Yes());
    }

    @Test
    void givenManyReadings_whenTheAnswerIsNo_thenTheLastDozenIsShownAndLongOnesAreCut() {
        Map<String, Object> evidence = Map.of(
                "numbers", IntStream.rangeClosed(1, 40).boxed().toList(),
                "text", "x".repeat(1_000),
                "list", Collections.nCopies(50, "y"));

        No numbers = (No) ask("evidence.numbers.all(n, n < 30)", evidence);
        assertThat(numbers.readings()).hasSize(12);
        assertThat(numbers.readings().getLast()).isEqualTo(new Reading("evidence.numbers[29]", 30));
        No text = (No) ask("evidence.text == 'x'", evidence);
        assertThat(text.readings()).containsExactly(new Reading("evidence.text", "x".repeat(120) + "…"));
        No list = (No) ask("size(evidence.list) == 3", evidence);
        assertThat(list.readings())
                .containsExactly(new Reading("evidence.list", List.of("y", "y", "y", "y", "y", "y", "… and 44 more")));
    }

    @Test
    void givenNow_whenCompiled_thenItIsKnownToReadTheClock() {
        assertThat(Question.CHECK
                        .compile("now > timestamp('2026-01-01T00:00:00Z')")
                        .readsClock())
                .isTrue();
        assertThat(Question.CHECK
                        .compile("evidence.kpis.all(k, timestamp(k.due) > now)")
                        .readsClock())
                .isTrue();
        assertThat(Question.CHECK.compile("evidence.now == 'now'").readsClock()).isFalse();
    }

    @Test
    void eachQuestionReadsItsOwnVariables() {
        Variables all = new Variables(
                json(EVIDENCE),
                json(ITEMS),
                json(PROJECT),
                Map.of("kind", "data-drift", "psi", 0.31),
                Instant.parse("2026-04-23T09:00:00Z"));

        assertThat(Question.SIGNAL
                        .compile("signal.psi > 0.2 && project.primaryMetric == 'auc'")
                        .answer(all))
                .isEqualTo(new Yes());
        assertThat(Question.SIGNAL.compile("signal.psi > 0.4").answer(all))
                .isEqualTo(new No(List.of(new Reading("signal.psi", 0.31))));
        assertThat(Question.SCOPE.compile("project.primaryMetric in ['auc']").answer(all))
                .isEqualTo(new Yes());
        assertThat(Question.PITFALL
                        .compile("items['data.eda'].state != 'satisfied'")
                        .answer(all))
                .isEqualTo(new Yes());
    }

    @Test
    void oneExpressionAnswersManyThreads() throws Exception {
        var expression = Question.CHECK.compile("evidence.rows.all(r, r.n == evidence.n)");
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Callable<Answer>> asked = IntStream.range(0, 200)
                    .<Callable<Answer>>mapToObj(n -> () -> expression.answer(variables(Map.of(
                            "n", n, "rows", List.of(Map.of("n", n), Map.of("n", n % 2 == 0 ? n : -n))))))
                    .toList();
            var answers = threads.invokeAll(asked);
            for (int n = 0; n < 200; n++) {
                Answer expected = n % 2 == 0
                        ? new Yes()
                        : new No(List.of(
                                new Reading("evidence.rows[0].n", n),
                                new Reading("evidence.n", n),
                                new Reading("evidence.rows[1].n", -n)));
                assertThat(answers.get(n).get()).isEqualTo(expected);
            }
        }
    }

    private static String shown(No no) {
        return String.join(
                " ", no.readings().stream().map(r -> r.path() + "=" + r.value()).toList());
    }

    private static Answer ask(String cel) {
        return ask(cel, json(EVIDENCE));
    }

    private static Answer ask(String cel, Map<String, Object> evidence) {
        return Question.CHECK.compile(cel).answer(variables(evidence));
    }

    private static Variables variables(Map<String, Object> evidence) {
        return new Variables(
                new HashMap<>(evidence), json(ITEMS), json(PROJECT), Map.of(), Instant.parse("2026-04-23T09:00:00Z"));
    }

    static Map<String, Object> json(String text) {
        try {
            return JSON.readValue(text, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
