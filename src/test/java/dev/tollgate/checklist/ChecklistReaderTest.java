package dev.tollgate.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.Checklist.Criterion;
import dev.tollgate.lifecycle.Checklist.LoopDefinition;
import dev.tollgate.lifecycle.Checklist.StandingCondition;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.RiskTier;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecklistReaderTest {

    /** Line numbers in the tests below count from the first line of this. */
    static final String SMALL = """
            id: small
            version: 3
            title: Small
            description: One or two items a phase.
            dutiesSeparatedFrom: HIGH
            phases:
              - phase: PLAN
                title: Planning
                summary: Plan it.
                items:
                  - id: plan.goal
                    title: Goal
                    explanation: Say what for.
                    accountable: Sponsor
                    evidence: a page
                    needs: []
                    exampleEvidence: {kpis: [{name: churn, target: 2.88}], year: 2026, agreed: true}
                  - id: plan.task
                    title: Task
                    explanation: Say what kind.
                    accountable: Lead
                    evidence: a note
                    needs: [plan.goal]
                    exampleEvidence: {}
                gate:
                  title: Plan gate
                  exit: Goals approved.
                  criteria:
                    - {id: goals, title: Goals approved, must: [plan.goal], should: [plan.task]}
              - phase: DATA
                title: Data
                summary: Get it.
                items:
                  - id: data.set
                    title: Set
                    explanation: Collect.
                    accountable: Engineer
                    evidence: a run
                    needs: [gate.plan]
                    exampleEvidence: {}
                gate:
                  title: Data gate
                  exit: Ready.
                  criteria:
                    - {id: ready, title: Ready, must: [data.set]}
                    - {id: clean, title: Clean, must: [data.set]}
              - phase: MODEL
                title: Model
                summary: Train it.
                items:
                  - id: model.fit
                    title: Fit
                    explanation: Train.
                    accountable: Scientist
                    evidence: a run
                    needs: [data.set]
                    exampleEvidence: {}
                gate:
                  title: Model gate
                  exit: Validated.
                  criteria:
                    - {id: valid, title: Valid, must: [model.fit]}
              - phase: DEPLOY
                title: Deploy
                summary: Run it.
                items:
                  - id: deploy.live
                    title: Live
                    explanation: Serve.
                    accountable: SRE
                    evidence: a probe
                    needs: [model.fit]
                    exampleEvidence: {}
                gate:
                  title: Deploy gate
                  exit: Live.
                  criteria:
                    - {id: live, title: Live, must: [deploy.live]}
                  standingConditions:
                    - {item: deploy.live, title: Look again, dueIn: P60D}
            loops:
              - from: DEPLOY
                to: DATA
                title: Deploy to Data
                explanation: drift
                triggers: [FEATURE_DRIFT]
                reopens: [data.set]
                invalidates: [model.fit]
            """;

    @Test
    void givenAGoodFile_whenRead_thenItsRulesAreThere() {
        Checklist rules = ChecklistReader.read("small.yaml", SMALL).rules();

        assertThat(rules.id()).isEqualTo("small");
        assertThat(rules.version()).isEqualTo(3);
        assertThat(rules.governance().dutiesSeparatedFrom()).isEqualTo(RiskTier.HIGH);
        assertThat(rules.items().keySet())
                .containsExactly("plan.goal", "plan.task", "data.set", "model.fit", "deploy.live");
        assertThat(rules.items().get("model.fit"))
                .isEqualTo(new Checklist.ItemDefinition("model.fit", Phase.MODEL, "Fit"));
        assertThat(rules.gate(Phase.PLAN).criteria())
                .containsExactly(new Criterion("goals", "Goals approved", List.of("plan.goal"), List.of("plan.task")));
        assertThat(rules.gate(Phase.DEPLOY).standingConditions())
                .containsExactly(new StandingCondition("deploy.live", "Look again", Period.ofDays(60)));
        assertThat(rules.loops())
                .containsExactly(new LoopDefinition(
                        Phase.DEPLOY,
                        Phase.DATA,
                        Set.of(LoopTrigger.FEATURE_DRIFT),
                        List.of("data.set"),
                        List.of("model.fit")));
    }

    @Test
    void givenAnItemInTwoCriteria_whenRead_thenTheGateAsksForItOnce() {
        Checklist rules = ChecklistReader.read("small.yaml", SMALL).rules();

        assertThat(rules.gate(Phase.DATA).criteria()).hasSize(2);
        assertThat(rules.gate(Phase.DATA).mustItems()).containsExactly("data.set");
    }

    @Test
    void givenFreeFormEvidence_whenRead_thenNumbersAndBooleansKeepTheirKind() {
        ChecklistDocument document = ChecklistReader.read("small.yaml", SMALL);

        assertThat(document.items().getFirst().exampleEvidence())
                .isEqualTo(Map.of(
                        "kpis", List.of(Map.of("name", "churn", "target", 2.88)), "year", 2026L, "agreed", true));
    }

    @ParameterizedTest(name = "line {0}: {1} becomes {2}")
    @CsvSource(delimiter = '|', textBlock = """
            3  | title: Small                  | titel: Small          | 3: titel is no known field; known here are id, version, title, description, attribution, dutiesSeparatedFrom, governance, phases, loops, policyDefaults
            12 | title: Goal                   | titel: Goal           | 12: phases[0].items[0].titel is no known field; known here are id, title, explanation, accountable, evidence, needs, checks, freshness, waiver, acceptance, personFrom, notApplicable, exampleEvidence
            12 | title: Goal                   | accountable: Owner    | 14: phases[0].items[0].accountable is there twice
            13 | explanation: Say what for.    | ''                    | 11: phases[0].items[0].explanation is missing
            5  | dutiesSeparatedFrom: HIGH     | ''                    | 1: dutiesSeparatedFrom is missing
            1  | id: small                     | id: Small List        | 1: id must be lower-case words joined by hyphens, not Small List
            2  | version: 3                    | version: three        | 2: version must be a whole number from 1 up, not three
            2  | version: 3                    | version: 0            | 2: version must be a whole number from 1 up, not 0
            4  | One or two items a phase.     | 2026                  | 4: description must be text: write it in quotes, "2026"
            4  | One or two items a phase.     | ''                    | 4: description must not be empty
            4  | One or two items a phase.     | [a, b]                | 4: description must be text
            4  | One or two items a phase.     | &here text            | 4: must not carry an anchor (&here)
            4  | One or two items a phase.     | !!str text            | 4: must not carry a tag (tag:yaml.org,2002:str)
            4  | One or two items a phase.     | !java.io.File [x]     | 4: must not carry a tag (!java.io.File)
            4  | One or two items a phase.     | *there                | 4: must not carry an alias (*there)
            5  | HIGH                          | SEVERE                | 5: dutiesSeparatedFrom must be one of LOW, MEDIUM, HIGH, not SEVERE
            7  | PLAN                          | PLANNING              | 7: phases[0].phase must be one of PLAN, DATA, MODEL, DEPLOY, not PLANNING
            30 | DATA                          | PLAN                  | 30: phases[1].phase PLAN is there twice
            18 | plan.task                     | plan.goal             | 18: phases[0].items[1].id plan.goal is the id of two items
            18 | plan.task                     | data.task             | 18: phases[0].items[1].id must be plan.<lower-case words joined by hyphens>, not data.task
            18 | plan.task                     | plan.Task             | 18: phases[0].items[1].id must be plan.<lower-case words joined by hyphens>, not plan.Task
            18 | plan.task                     | plan.task-            | 18: phases[0].items[1].id must be plan.<lower-case words joined by hyphens>, not plan.task-
            23 | [plan.goal]                   | [plan.gaol]           | 23: phases[0].items[1].needs names plan.gaol, which is no item of this checklist
            23 | [plan.goal]                   | [plan.goal, plan.goal] | 23: phases[0].items[1].needs names plan.goal twice
            23 | [plan.goal]                   | [model.fit]           | 23: phases[0].items[1].needs names model.fit, an item of a later phase than PLAN
            23 | [plan.goal]                   | [gate.plan]           | 23: phases[0].items[1].needs names gate.plan, which is no gate before PLAN
            23 | [plan.goal]                   | plan.goal             | 23: phases[0].items[1].needs must be a list
            23 | [plan.goal]                   | [plan.task]           | 23: phases[0].items[1].needs closes a cycle: plan.task -> plan.task
            16 | []                            | [plan.task]           | 23: phases[0].items[1].needs closes a cycle: plan.goal -> plan.task -> plan.goal
            17 | year: 2026                    | year: 0777            | 17: phases[0].items[0].exampleEvidence.year must be a plain decimal number, or text in quotes, not 0777
            17 | year: 2026                    | year: 12:30           | 17: phases[0].items[0].exampleEvidence.year must be a plain decimal number, or text in quotes, not 12:30
            17 | year: 2026                    | year: .inf            | 17: phases[0].items[0].exampleEvidence.year must be a plain decimal number, or text in quotes, not .inf
            17 | agreed: true                  | agreed: yes           | 17: phases[0].items[0].exampleEvidence.agreed must be true or false, not yes
            17 | agreed: true                  | year: 2027            | 17: phases[0].items[0].exampleEvidence.year is there twice
            29 | must: [plan.goal]             | must: [plan.gaol]     | 29: phases[0].gate.criteria[0].must names plan.gaol, which is no item of this checklist
            29 | must: [plan.goal]             | must: [deploy.live]   | 29: phases[0].gate.criteria[0].must names deploy.live, an item of a later phase than PLAN
            29 | should: [plan.task]           | should: [plan.goal]   | 29: phases[0].gate.criteria[0].should names plan.goal, which must names too
            46 | must: [data.set]              | must: []              | 46: phases[1].gate.criteria[1] names no item
            46 | id: clean                     | id: ready             | 46: phases[1].gate.criteria[1].id ready is there twice
            80 | item: deploy.live             | item: deploy.life     | 80: phases[3].gate.standingConditions[0].item names deploy.life, which is no item of this checklist
            80 | P60D                          | 60 days               | 80: phases[3].gate.standingConditions[0].dueIn must be an ISO 8601 period such as P60D, not 60 days
            80 | P60D                          | P-1D                  | 80: phases[3].gate.standingConditions[0].dueIn must be longer than nothing, not P-1D
            83 | to: DATA                      | to: DEPLOY            | 83: loops[0].to must be a phase before DEPLOY, not DEPLOY
            82 | from: DEPLOY                  | from: PLAN            | 83: loops[0].to must be a phase before PLAN, not DATA
            86 | FEATURE_DRIFT                 | FEATURE_DRAFT         | 86: loops[0].triggers must be one of FEATURE_DRIFT, RETRAINING, CONCEPT_DRIFT, MONITORING_INSIGHT, BUSINESS_REALIGNMENT, not FEATURE_DRAFT
            86 | [FEATURE_DRIFT]               | []                    | 86: loops[0].triggers must not be empty
            87 | data.set                      | data.sets             | 87: loops[0].reopens names data.sets, which is no item of this checklist
            88 | model.fit                     | data.set              | 88: loops[0].invalidates names data.set, which reopens names too
            88 | [model.fit]                   | [model.fit            | 88: is not YAML: expected ',' or ']', but got <stream end>
            """)
    void givenABadEntry_whenRead_thenOneLineSaysFileLineAndReason(int line, String good, String bad, String expected) {
        String text = withLine(line, good, bad == null ? "" : bad);

        assertThatThrownBy(() -> ChecklistReader.read("checklists/small.yaml", text))
                .isInstanceOf(ContentException.class)
                .hasMessage("checklists/small.yaml:" + expected);
    }

    @Test
    void givenAPhaseLeftOut_whenRead_thenItIsNamed() {
        String withoutData = without(30, 46);

        assertThatThrownBy(() -> ChecklistReader.read("small.yaml", withoutData))
                .hasMessage("small.yaml:7: phases has no DATA");
    }

    @Test
    void givenANameInAListOverSeveralLines_whenItIsUnknown_thenTheLineIsItsOwn() {
        String text = withLine(87, "[data.set]", "\n      - data.set\n      - data.labels");

        assertThatThrownBy(() -> ChecklistReader.read("small.yaml", text))
                .hasMessage("small.yaml:89: loops[0].reopens names data.labels, which is no item of this checklist");
    }

    @Test
    void givenAnItemToReaffirmAndToRepeat_whenRead_thenTheContradictionIsNamed() {
        String text = SMALL + "    reaffirms: [plan.task, model.fit]\n";

        assertThatThrownBy(() -> ChecklistReader.read("small.yaml", text))
                .hasMessage("small.yaml:89: loops[0].reaffirms names model.fit, which invalidates names too");
    }

    @Test
    void givenTwoLoopsOfTheSameWay_whenRead_thenTheSecondIsRefused() {
        String text = SMALL + """
              - {from: DEPLOY, to: DATA, title: Again, explanation: x, triggers: [RETRAINING], reopens: [data.set], invalidates: []}
            """;

        assertThatThrownBy(() -> ChecklistReader.read("small.yaml", text))
                .hasMessage("small.yaml:89: loops[1] is the second loop from DEPLOY to DATA");
    }

    @Test
    void givenOneVersionInTwoFiles_whenRead_thenTheSecondFileIsRefused() {
        List<ContentNode> files = List.of(ContentNode.parse("a.yaml", SMALL), ContentNode.parse("b.yaml", SMALL));

        assertThatThrownBy(() -> Checklists.readAll(files)).hasMessage("b.yaml:2: version 3 of small is there twice");
    }

    @Test
    void givenAnEmptyFile_whenRead_thenItSaysSo() {
        assertThatThrownBy(() -> ChecklistReader.read("small.yaml", "# nothing\n"))
                .hasMessage("small.yaml:1: is empty");
        assertThatThrownBy(() -> ChecklistReader.read("small.yaml", "text\n"))
                .hasMessage("small.yaml:1: the file must be an object");
    }

    private static String withLine(int line, String good, String bad) {
        List<String> lines = SMALL.lines().toList();
        String found = lines.get(line - 1);
        assertThat(found).as("line %d of the good file", line).contains(good);
        String changed = found.replace(good, bad);
        return String.join(
                "\n",
                IntStream.range(0, lines.size())
                        .mapToObj(i -> i == line - 1 ? changed : lines.get(i))
                        .toList());
    }

    private static String without(int first, int last) {
        List<String> lines = SMALL.lines().toList();
        return String.join(
                "\n",
                IntStream.range(0, lines.size())
                        .filter(i -> i + 1 < first || i + 1 > last)
                        .mapToObj(lines::get)
                        .toList());
    }
}
