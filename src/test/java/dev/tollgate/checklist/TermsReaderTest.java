package dev.tollgate.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.expression.MetricBounds;
import dev.tollgate.expression.Question;
import dev.tollgate.lifecycle.Acceptance;
import dev.tollgate.lifecycle.Check;
import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.Checklist.ItemDefinition;
import dev.tollgate.lifecycle.Checklist.SignalRule;
import dev.tollgate.lifecycle.Freshness;
import dev.tollgate.lifecycle.GateDuties;
import dev.tollgate.lifecycle.Governance;
import dev.tollgate.lifecycle.Governance.FieldRef;
import dev.tollgate.lifecycle.Governance.OverrideTerms;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.lifecycle.ScopeRule;
import dev.tollgate.lifecycle.WaiverTerms;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The terms of a checklist, and where a fault in them is said to be. */
class TermsReaderTest {

    /** What the tests add to the item plan.task, the gate of Plan, the loop, and the checklist itself. */
    private static final String OF_ITEM = """
                    checks:
                      - {name: framed, cel: "evidence.kind != ''"}
                      - {metric: pr_auc, atLeast: 0.35}
                      - {name: folds, metric: folds, atLeast: 3, atMost: 10}
                    freshness:
                      text: a year
                      within: {LOW: P365D, HIGH: PT12H}
                      until: LIVE
                      heartbeat: true
                      bindings: [{field: goal.id, item: plan.goal, its: id}]
                    waiver: {text: now and then, longest: P30D, checks: {framed: {LOW: P10D}}}
                    acceptance: PERSON
                    personFrom: HIGH
                    notApplicable:
                      - {id: none, title: No task, when: "project.taskType == 'none'", role: lead}
            """;

    private static final String OF_GATE =
            "      duties: {chair: sponsor, required: {HIGH: [sponsor, board]}, vetoes: [board], validatedFrom: HIGH}\n";
    private static final String OF_LOOP =
            "    signal: {kind: drift, trigger: FEATURE_DRIFT, when: signal.psi > project.policy.psi}\n";
    private static final String OF_CHECKLIST = """
            governance:
              quorum: {LOW: 1, MEDIUM: 1, HIGH: 4}
              waiverApprovers: {HIGH: [chair]}
              killers: [board]
              override: {role: executive, longest: P14D}
              targets: {item: plan.task, field: targets}
            """;

    @Test
    void givenTerms_whenRead_thenTheRulesGoByThem() {
        Checklist rules = read(OF_ITEM, OF_GATE, OF_LOOP, OF_CHECKLIST).rules();

        assertThat(rules.item("plan.task"))
                .isEqualTo(new ItemDefinition(
                        "plan.task",
                        Phase.PLAN,
                        "Task",
                        List.of(
                                new Check("framed", Question.CHECK.compile("evidence.kind != ''")),
                                new Check("pr-auc", new MetricBounds("pr_auc", number("0.35"), Optional.empty())),
                                new Check("folds", new MetricBounds("folds", number("3"), number("10")))),
                        Acceptance.PERSON,
                        Optional.of(RiskTier.HIGH),
                        new Freshness(
                                Map.of(RiskTier.LOW, Duration.ofDays(365), RiskTier.HIGH, Duration.ofHours(12)),
                                Freshness.Until.LIVE,
                                List.of(new Freshness.Binding("goal.id", "plan.goal", "id")),
                                true),
                        new WaiverTerms(
                                Map.of(
                                        RiskTier.LOW, Duration.ofDays(30),
                                        RiskTier.MEDIUM, Duration.ofDays(30),
                                        RiskTier.HIGH, Duration.ofDays(30)),
                                Map.of("framed", Map.of(RiskTier.LOW, Duration.ofDays(10)))),
                        List.of(new ScopeRule(
                                "none",
                                "No task",
                                Question.SCOPE.compile("project.taskType == 'none'"),
                                Optional.of("lead")))));
        assertThat(rules.gate(Phase.PLAN).duties())
                .isEqualTo(new GateDuties(
                        Optional.of("sponsor"),
                        Map.of(RiskTier.HIGH, Set.of("sponsor", "board")),
                        Set.of("board"),
                        Optional.of(RiskTier.HIGH)));
        assertThat(rules.loops().getFirst().signal())
                .hasValue(new SignalRule(
                        "drift",
                        LoopTrigger.FEATURE_DRIFT,
                        Question.SIGNAL.compile("signal.psi > project.policy.psi")));
        assertThat(rules.governance())
                .isEqualTo(new Governance(
                        RiskTier.HIGH,
                        Map.of(RiskTier.LOW, 1, RiskTier.MEDIUM, 1, RiskTier.HIGH, 4),
                        Map.of(RiskTier.HIGH, Set.of("chair")),
                        Set.of("board"),
                        Optional.of(new OverrideTerms("executive", Duration.ofDays(14))),
                        Map.of(),
                        Optional.of(new FieldRef("plan.task", "targets")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void givenTerms_whenShownAndReadAgain_thenTheyAreTheSame() {
        ChecklistDocument document = read(OF_ITEM, OF_GATE, OF_LOOP, OF_CHECKLIST);

        assertThat(ChecklistReader.read(ContentNode.parseJson("shown.json", Json.text(document))))
                .isEqualTo(document);
    }

    @Test
    void givenNoTerms_whenRead_thenNothingIsAsked() {
        Checklist rules = read("", "", "", "").rules();

        assertThat(rules.item("plan.task")).isEqualTo(new ItemDefinition("plan.task", Phase.PLAN, "Task"));
        assertThat(rules.governance()).isEqualTo(Governance.plain(RiskTier.HIGH));
        assertThat(read("", "", "", "governance: {}\n").rules().governance())
                .isEqualTo(Governance.plain(RiskTier.HIGH));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            ITEM => evidence.kind != ''                => evidence.kind !=               => /phases/0/items/1/checks/0/cel => phases[0].items[1].checks[0].cel column 17: is no CEL: mismatched input end
            ITEM => evidence.kind != ''                => evidnce.kind != ''             => /phases/0/items/1/checks/0/cel => phases[0].items[1].checks[0].cel column 1: evidnce is not known here; known here are evidence, items, project, now
            ITEM => evidence.kind != ''                => duration('1d') > duration('1h') => /phases/0/items/1/checks/0/cel => phases[0].items[1].checks[0].cel column 9: '1d' is no duration; CEL knows no days: write duration('24h')
            ITEM => name: framed, cel                  => name: folds, cel               => /phases/0/items/1/checks/2 => phases[0].items[1].checks[2] is the second check named folds: give it a name of its own
            ITEM => name: framed, cel                  => cel                            => /phases/0/items/1/checks/0/name => phases[0].items[1].checks[0].name is missing
            ITEM => metric: pr_auc                     => metric: "%"                    => /phases/0/items/1/checks/1/metric => phases[0].items[1].checks[1].metric has no letter to name the check by: give it a name
            ITEM => metric: pr_auc, atLeast: 0.35      => metric: pr_auc                 => /phases/0/items/1/checks/1 => phases[0].items[1].checks[1] has no bound; give atLeast, atMost or both
            ITEM => atLeast: 0.35                      => atLeast: "high"                => /phases/0/items/1/checks/1/atLeast => phases[0].items[1].checks[1].atLeast must be a number, not high
            ITEM => atLeast: 3, atMost: 10             => atLeast: 10, atMost: 3         => /phases/0/items/1/checks/2 => phases[0].items[1].checks[2] atLeast is above atMost, so no value keeps both
            ITEM => atLeast: 0.35                      => atLeast: 0.35, cel: "true"     => /phases/0/items/1/checks/1/cel => phases[0].items[1].checks[1].cel is no known field; known here are name, metric, atLeast, atMost
            ITEM => PT12H                              => P1M                            => /phases/0/items/1/freshness/within/HIGH => phases[0].items[1].freshness.within.HIGH must be an ISO 8601 duration such as P90D or PT48H, not P1M
            ITEM => PT12H                              => P0D                            => /phases/0/items/1/freshness/within/HIGH => phases[0].items[1].freshness.within.HIGH must be an ISO 8601 duration such as P90D or PT48H, not P0D
            ITEM => PT12H                              => P99999D                        => /phases/0/items/1/freshness/within/HIGH => phases[0].items[1].freshness.within.HIGH must be an ISO 8601 duration such as P90D or PT48H, not P99999D
            ITEM => {LOW: P365D, HIGH: PT12H}          => {}                             => /phases/0/items/1/freshness => phases[0].items[1].freshness has no within, and so no clock that the rest could be about
            ITEM => within: {LOW                       => within: {SMALL                 => /phases/0/items/1/freshness/within/SMALL => phases[0].items[1].freshness.within.SMALL is no known field; known here are LOW, MEDIUM, HIGH
            ITEM => until: LIVE                        => until: LATER                   => /phases/0/items/1/freshness/until => phases[0].items[1].freshness.until must be one of ALWAYS, GATE, LIVE, not LATER
            ITEM => item: plan.goal, its               => item: plan.gaol, its           => /phases/0/items/1/freshness/bindings/0/item => phases[0].items[1].freshness.bindings[0].item names plan.gaol, which is no item of this checklist
            ITEM => field: goal.id                     => field: goal..id                 => /phases/0/items/1/freshness/bindings/0/field => phases[0].items[1].freshness.bindings[0].field must be names joined by dots, such as metrics.auc, not goal..id
            ITEM => {framed: {LOW: P10D}}              => {framd: {LOW: P10D}}           => /phases/0/items/1/waiver/checks/framd => phases[0].items[1].waiver.checks.framd is no known field; known here are framed, pr-auc, folds
            ITEM => text: now and then,                => text: '',                      => /phases/0/items/1/waiver/text => phases[0].items[1].waiver.text must not be empty
            ITEM => acceptance: PERSON                 => acceptance: NOBODY             => /phases/0/items/1/acceptance => phases[0].items[1].acceptance must be one of AUTOMATIC, PERSON, not NOBODY
            ITEM => project.taskType ==                => evidence.taskType ==           => /phases/0/items/1/notApplicable/0/when => phases[0].items[1].notApplicable[0].when column 1: evidence is not known here; known here are project
            GATE => chair: sponsor                     => chair: The Sponsor             => /phases/0/gate/duties/chair => phases[0].gate.duties.chair must be lower-case words joined by hyphens, not The Sponsor
            GATE => [sponsor, board]                   => [board, board]                 => /phases/0/gate/duties/required/HIGH/1 => phases[0].gate.duties.required.HIGH board is there twice
            LOOP => trigger: FEATURE_DRIFT             => trigger: CONCEPT_DRIFT         => /loops/0/signal/trigger => loops[0].signal.trigger must be one of the loop's triggers, not CONCEPT_DRIFT
            LOOP => signal.psi                         => items.psi                      => /loops/0/signal/when => loops[0].signal.when column 1: items is not known here; known here are signal, project, now
            LIST => HIGH: 4                            => HIGH: 10                       => /governance/quorum/HIGH => governance.quorum.HIGH must be at most 9, not 10
            LIST => , HIGH: 4                          => ''                             => /governance/quorum => governance.quorum has no HIGH
            LIST => P14D                               => two weeks                      => /governance/override/longest => governance.override.longest must be an ISO 8601 duration such as P90D or PT48H, not two weeks
            LIST => item: plan.task                    => item: plan.tasks               => /governance/targets/item => governance.targets.item names plan.tasks, which is no item of this checklist
            LIST => killers: [board]                   => killers: board                 => /governance/killers => governance.killers must be a list
            """)
    void givenAFault_whenRead_thenItsPointerLeadsThere(
            String where, String good, String bad, String pointer, String reason) {
        assertThat(OF_ITEM + OF_GATE + OF_LOOP + OF_CHECKLIST).contains(good);
        assertThatThrownBy(() -> read(
                        where.equals("ITEM") ? OF_ITEM.replace(good, bad) : OF_ITEM,
                        where.equals("GATE") ? OF_GATE.replace(good, bad) : OF_GATE,
                        where.equals("LOOP") ? OF_LOOP.replace(good, bad) : OF_LOOP,
                        where.equals("LIST") ? OF_CHECKLIST.replace(good, bad) : OF_CHECKLIST))
                .isInstanceOfSatisfying(ContentException.class, e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.pointer()).isEqualTo(pointer);
                    assertThat(e.line()).isPositive();
                    assertThat(e).hasMessage("small.yaml:%d: %s".formatted(e.line(), e.reason()));
                });
    }

    @Test
    void givenAFaultInAList_whenRead_thenThePointerCountsItsElements() {
        assertThatThrownBy(() -> ChecklistReader.read(
                        "small.yaml", ChecklistReaderTest.SMALL.replace("needs: [plan.goal]", "needs: [gate.plan]")))
                .isInstanceOfSatisfying(
                        ContentException.class, e -> assertThat(e.pointer()).isEqualTo("/phases/0/items/1/needs/0"));
        assertThatThrownBy(() -> ChecklistReader.read("small.yaml", ChecklistReaderTest.SMALL + "a/b~c: 1\n"))
                .isInstanceOfSatisfying(
                        ContentException.class, e -> assertThat(e.pointer()).isEqualTo("/a~1b~0c"));
    }

    @Test
    void givenTwentyOneChecks_whenRead_thenTheLastIsOneTooMany() {
        String twenty = checks(20);

        assertThat(read(twenty, "", "", "").items().get(1).checks()).hasSize(20);
        assertThatThrownBy(() -> read(checks(21), "", "", ""))
                .hasMessageEndingWith(
                        "phases[0].items[1].checks[20] is one more than the 20 checks that an item can have");
    }

    private static String checks(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "          - {name: c%d, cel: \"true\"}\n".formatted(i))
                .collect(Collectors.joining("", "        checks:\n", ""));
    }

    @Test
    void givenTwoHundredAndOneItems_whenRead_thenTheLastIsOneTooMany() {
        // SMALL has five items of its own.
        assertThat(read(items(195), "", "", "").items()).hasSize(200);
        assertThatThrownBy(() -> read(items(196), "", "", ""))
                .hasMessageEndingWith("is one more than the 200 items that a checklist can have");
    }

    private static String items(int count) {
        return IntStream.range(0, count).mapToObj("""
                              - {id: plan.i%d, title: I, explanation: e, accountable: a, evidence: e, needs: [], exampleEvidence: {}}
                        """::formatted).collect(Collectors.joining());
    }

    @Test
    void givenMoreThanAMebibyte_whenRead_thenItIsRefused() {
        String large = ChecklistReaderTest.SMALL + "# " + "x".repeat(1 << 20) + "\n";

        assertThatThrownBy(() -> ChecklistReader.read("small.yaml", large))
                .hasMessage("small.yaml:1: is larger than 1 MiB");
    }

    private static ChecklistDocument read(String ofItem, String ofGate, String ofLoop, String ofChecklist) {
        String text = ChecklistReaderTest.SMALL
                .replace(
                        "        needs: [plan.goal]\n        exampleEvidence: {}\n",
                        "        needs: [plan.goal]\n        exampleEvidence: {}\n" + ofItem)
                .replace("      exit: Goals approved.\n", "      exit: Goals approved.\n" + ofGate)
                .replace("    invalidates: [model.fit]\n", "    invalidates: [model.fit]\n" + ofLoop)
                .replace("dutiesSeparatedFrom: HIGH\n", "dutiesSeparatedFrom: HIGH\n" + ofChecklist);
        assertThat(text.length())
                .as("all four found their place")
                .isEqualTo(ChecklistReaderTest.SMALL.length()
                        + ofItem.length()
                        + ofGate.length()
                        + ofLoop.length()
                        + ofChecklist.length());
        return ChecklistReader.read("small.yaml", text);
    }

    private static Optional<BigDecimal> number(String text) {
        return Optional.of(new BigDecimal(text));
    }
}
