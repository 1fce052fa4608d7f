package dev.tollgate.checklist;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.checklist.ChecklistDocument.Acceptance;
import dev.tollgate.checklist.ChecklistDocument.Criterion;
import dev.tollgate.checklist.ChecklistDocument.Item;
import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.Checklist.LoopDefinition;
import dev.tollgate.lifecycle.Checklist.StandingCondition;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.RiskTier;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInChecklistsTest {

    private static final Checklists CHECKLISTS = new Checklists();

    @Test
    void whenTheServiceStarts_thenTheDefaultChecklistComesFirst() {
        assertThat(CHECKLISTS.builtIn()).extracting(ChecklistDocument::id).containsExactly("dsml", "dsml-strict");
        assertThat(CHECKLISTS.builtIn()).extracting(ChecklistDocument::version).containsOnly(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsml", "dsml-strict"})
    void thereAreNineItemsAPhase(String id) {
        assertThat(document(id).phases())
                .extracting(p -> p.phase() + " " + p.items().size())
                .containsExactly("PLAN 9", "DATA 9", "MODEL 9", "DEPLOY 9");
        assertThat(rules(id).items()).hasSize(36);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsml", "dsml-strict"})
    void theExitCriteriaAreTakenApartIntoFourteen(String id) {
        assertThat(document(id).phases())
                .extracting(p -> p.phase() + " "
                        + p.gate().criteria().stream().map(Criterion::id).toList())
                .containsExactly(
                        "PLAN [goals, feasibility, risks, success-metrics]",
                        "DATA [clean, validated, versioned, ready]",
                        "MODEL [validated, reproducible, documented]",
                        "DEPLOY [cicd, monitoring, governance]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsml", "dsml-strict"})
    void everyItemButTheReviewStandsInACriterionOfItsPhase(String id) {
        Checklist rules = rules(id);
        for (Phase phase : Phase.values()) {
            Set<String> named = new HashSet<>();
            rules.gate(phase).criteria().forEach(c -> {
                named.addAll(c.must());
                named.addAll(c.should());
            });
            Set<String> ofPhase = new HashSet<>(rules.items().keySet());
            ofPhase.removeIf(item -> !item.startsWith(phase.gate() + "."));
            ofPhase.remove("deploy.post-deployment-review");

            assertThat(named).isEqualTo(ofPhase);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsml", "dsml-strict"})
    void threeItemsAreReportedAndDoNotBlock(String id) {
        Checklist rules = rules(id);

        assertThat(Stream.of(Phase.values())
                        .flatMap(p -> rules.gate(p).criteria().stream())
                        .flatMap(c -> c.should().stream()))
                .containsExactly(
                        "data.observability-plan", "model.algorithm-candidates", "model.hyperparameter-tuning");
        assertThat(rules.gate(Phase.MODEL).mustItems())
                .containsExactly(
                        "model.training-cross-validation",
                        "model.evaluation",
                        "model.champion-selection",
                        "model.pre-deployment-testing",
                        "model.training-pipeline",
                        "model.packaging",
                        "model.model-card");
        assertThat(rules.gate(Phase.DATA).mustItems()).hasSize(8).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsml", "dsml-strict"})
    void theReviewFollowsTheDeployGoInsteadOfBlockingIt(String id) {
        assertThat(rules(id).gate(Phase.DEPLOY).standingConditions())
                .containsExactly(new StandingCondition(
                        "deploy.post-deployment-review", "Post-Deployment Review Conducted", Period.ofDays(60)));
        assertThat(rules(id).gate(Phase.DEPLOY).mustItems()).doesNotContain("deploy.post-deployment-review");
    }

    @Test
    void bothSayTheSameInTheDocumentsWords() {
        assertThat(prose("dsml")).isEqualTo(prose("dsml-strict"));
        assertThat(document("dsml").phases())
                .extracting(p -> p.gate().exit())
                .isEqualTo(document("dsml-strict").phases().stream()
                        .map(p -> p.gate().exit())
                        .toList());
    }

    @Test
    void theDefaultAsksForOnePieceOfEvidenceAndTheStrictOneForMore() {
        assertThat(document("dsml").items()).allSatisfy(item -> {
            assertThat(item.checks()).isEmpty();
            assertThat(item.acceptance()).isNull();
        });
        assertThat(document("dsml-strict").items()).allSatisfy(item -> {
            assertThat(item.checks()).isNotEmpty();
            assertThat(item.freshness()).isNotNull();
            assertThat(item.waiver()).isNotNull();
        });
        assertThat(document("dsml-strict").items().stream()
                        .filter(i -> i.acceptance() == Acceptance.AUTOMATIC)
                        .count())
                .isEqualTo(14);
        assertThat(document("dsml").policyDefaults()).isEmpty();
        assertThat(document("dsml-strict").policyDefaults()).containsEntry("minCompleteness", 0.95);
    }

    @Test
    void theirSourceIsNamed() {
        assertThat(CHECKLISTS.builtIn()).allSatisfy(c -> {
            assertThat(c.attribution()).isNotNull();
            assertThat(c.attribution().licence()).isEqualTo("CC BY 4.0");
            assertThat(c.attribution().url())
                    .isEqualTo("https://kalyancn4u.github.io/posts/dsml-mlops-master-checklist");
        });
    }

    @Test
    void dutiesAreSeparatedFromMediumUpAndEverywhereWhereStrict() {
        assertThat(rules("dsml").governance().dutiesSeparatedFrom()).isEqualTo(RiskTier.MEDIUM);
        assertThat(rules("dsml-strict").governance().dutiesSeparatedFrom()).isEqualTo(RiskTier.LOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsml", "dsml-strict"})
    void thereAreThreeLoopsAndEachAsksForTheReviewAgain(String id) {
        assertThat(rules(id).loops())
                .extracting(l -> "%s>%s".formatted(l.from(), l.to()))
                .containsExactly("MODEL>DATA", "DEPLOY>MODEL", "DEPLOY>PLAN");
        assertThat(rules(id).loops())
                .allSatisfy(l -> assertThat(l.reopens()).contains("deploy.post-deployment-review"));
        assertThat(rules(id).loops())
                .flatExtracting(LoopDefinition::triggers)
                .containsExactlyInAnyOrder(LoopTrigger.values());
    }

    @Test
    void theDefaultsLoopsLeaveEarlierGatesAlone() {
        Checklist rules = rules("dsml");

        assertThat(rules.loops()).allSatisfy(loop -> {
            assertThat(loop.reopens())
                    .allMatch(i -> !rules.items().get(i).phase().isBefore(loop.to()));
            assertThat(loop.invalidates())
                    .allMatch(i -> !rules.items().get(i).phase().isBefore(loop.to()));
        });
        assertThat(rules.loop(Phase.DEPLOY, Phase.MODEL))
                .hasValue(new LoopDefinition(
                        Phase.DEPLOY,
                        Phase.MODEL,
                        Set.of(LoopTrigger.CONCEPT_DRIFT, LoopTrigger.MONITORING_INSIGHT),
                        List.of(
                                "model.algorithm-candidates",
                                "model.training-cross-validation",
                                "model.hyperparameter-tuning",
                                "model.evaluation",
                                "deploy.post-deployment-review"),
                        List.of(
                                "model.champion-selection",
                                "model.packaging",
                                "model.pre-deployment-testing",
                                "model.model-card",
                                "deploy.serving",
                                "deploy.monitoring",
                                "deploy.rollback")));
    }

    @Test
    void theStrictLoopsReachBackAndKnowTheirSignal() {
        assertThat(rules("dsml-strict")
                        .loop(Phase.DEPLOY, Phase.MODEL)
                        .orElseThrow()
                        .reopens())
                .contains("plan.baseline", "data.labeling");
        assertThat(document("dsml-strict").loops()).allSatisfy(l -> {
            assertThat(l.signal()).isNotNull();
            assertThat(l.reaffirms()).isNotEmpty();
        });
    }

    @Test
    void aVersionIsFoundOrNot() {
        assertThat(CHECKLISTS.newest("dsml")).map(ChecklistVersion::document).contains(document("dsml"));
        assertThat(CHECKLISTS.find("dsml", 2)).isEmpty();
        assertThat(CHECKLISTS.newest("none")).isEmpty();
        assertThatThrownBy(() -> CHECKLISTS.rules("dsml", 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no checklist dsml v2");
    }

    private static ChecklistDocument document(String id) {
        return CHECKLISTS.find(id, 1).orElseThrow();
    }

    private static Checklist rules(String id) {
        return CHECKLISTS.rules(id, 1);
    }

    private static Map<String, String> prose(String id) {
        return document(id).items().stream()
                .collect(toMap(Item::id, i -> String.join("\n", i.title(), i.explanation(), i.accountable())));
    }
}
