package dev.tollgate.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.checklist.ReferenceContent.Framework;
import dev.tollgate.checklist.ReferenceContent.Mapping;
import dev.tollgate.checklist.ReferenceContent.Pitfall;
import dev.tollgate.checklist.ReferenceContent.Term;
import dev.tollgate.lifecycle.Phase;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceContentTest {

    private static final Checklists CHECKLISTS = new Checklists();
    private static final ReferenceContent REFERENCE = new ReferenceContent(CHECKLISTS);
    private static final ReferenceReader READER = new ReferenceReader(Set.of("plan.goal"));

    private static final String ATTRIBUTION = """
            attribution: {title: T, url: u, licence: l, licenceUrl: lu, changes: none}
            """;

    @Test
    void theGlossaryHasItsFiveTerms() {
        assertThat(REFERENCE.glossary().items())
                .extracting(Term::id)
                .containsExactly("feature-engineering", "drift", "model-card", "ci-cd", "iac");
        assertThat(REFERENCE.glossary().items().get(1).meaning())
                .isEqualTo("Change in data or concept distributions over time affecting model accuracy.");
    }

    @Test
    void thereAreSixPitfallsWithRemedyAndRule() {
        assertThat(REFERENCE.pitfalls().items())
                .extracting(p -> p.id() + " " + p.phase())
                .containsExactly(
                        "unclear-business-objective PLAN",
                        "unversioned-data-models DATA",
                        "over-tuned-model MODEL",
                        "manual-deployment DEPLOY",
                        "no-drift-monitoring DEPLOY",
                        "missing-rollback DEPLOY");
        assertThat(REFERENCE.pitfalls().items())
                .filteredOn(p -> p.phase() == Phase.DEPLOY)
                .extracting(Pitfall::onceSatisfied)
                .containsOnly("deploy.serving");
        assertThat(REFERENCE.pitfalls().items().getLast().remedy()).isEqualTo("Use canary/blue-green strategy");
    }

    @Test
    void everyFrameworkMapsKnownItemsOrGates() {
        Set<String> items = CHECKLISTS.rules("dsml", 1).items().keySet();

        assertThat(REFERENCE.frameworks()).hasSize(14).extracting(Framework::id).doesNotHaveDuplicates();
        assertThat(REFERENCE.frameworks()).flatExtracting(Framework::mappings).allSatisfy(mapping -> {
            assertThat(mapping.item() == null || items.contains(mapping.item())).isTrue();
            assertThat(mapping.clauses()).isNotEmpty().noneMatch(c -> c.contains("°"));
        });
    }

    @Test
    void theCrosswalkReachesAsFarAsItSays() {
        assertThat(clauses("ml-test-score")).isEqualTo(28);
        assertThat(clauses("aws-ml-lens")).isEqualTo(68);
        assertThat(clauses("iso-42001")).isEqualTo(30);
        assertThat(REFERENCE.framework("eu-ai-act").orElseThrow().mappings())
                .filteredOn(m -> !m.verified())
                .extracting(Mapping::gate)
                .containsExactly("model");
        assertThat(REFERENCE.framework("none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {item: plan.gaol, clauses: [A], verified: true}             | f.yaml:7: frameworks[0].mappings[0].item names plan.gaol, which is no item of a built-in checklist
            {gate: planning, clauses: [A], verified: true}              | f.yaml:7: frameworks[0].mappings[0].gate must be one of plan, data, model, deploy, not planning
            {item: plan.goal, gate: plan, clauses: [A], verified: true} | f.yaml:7: frameworks[0].mappings[0] must name either an item or a gate
            {item: plan.goal, clauses: [], verified: true}              | f.yaml:7: frameworks[0].mappings[0].clauses must not be empty
            {item: plan.goal, clauses: [1.3], verified: true}           | f.yaml:7: frameworks[0].mappings[0].clauses must be text: write it in quotes, "1.3"
            {item: plan.goal, clauses: [A], verified: no}               | f.yaml:7: frameworks[0].mappings[0].verified must be true or false, not no
            """)
    void givenABadMapping_whenRead_thenOneLineSaysWhere(String mapping, String message) {
        String text = """
                frameworks:
                  - id: f
                    title: F
                    version: v1
                    note: none
                    mappings:
                      - %s
                """.formatted(mapping);

        assertThatThrownBy(() -> READER.frameworks(ContentNode.parse("f.yaml", text)))
                .hasMessage(message);
    }

    @Test
    void givenATermTwice_whenRead_thenTheSecondIsRefused() {
        String text = ATTRIBUTION + """
                terms:
                  - {id: drift, term: Drift, meaning: Change.}
                  - {id: drift, term: Drift, meaning: Change again.}
                """;

        assertThatThrownBy(() -> READER.glossary(ContentNode.parse("g.yaml", text)))
                .hasMessage("g.yaml:4: terms[1].id drift is there twice");
    }

    @Test
    void givenAPitfallOnAnUnknownItem_whenRead_thenItIsNamed() {
        String text = ATTRIBUTION + """
                pitfalls:
                  - id: p
                    title: P
                    impact: i
                    remedy: r
                    phase: PLAN
                    onceSatisfied: plan.gaol
                    note: n
                    rule: "true"
                """;

        assertThatThrownBy(() -> READER.pitfalls(ContentNode.parse("p.yaml", text)))
                .hasMessage(
                        "p.yaml:8: pitfalls[0].onceSatisfied names plan.gaol, which is no item of a built-in checklist");
    }

    private static long clauses(String framework) {
        return REFERENCE.framework(framework).orElseThrow().mappings().stream()
                .flatMap(m -> m.clauses().stream())
                .distinct()
                .count();
    }
}
