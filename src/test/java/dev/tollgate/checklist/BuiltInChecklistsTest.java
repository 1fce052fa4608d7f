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
import dev.tollgate.lifecycle.Freshness;
import dev.tollgate.lifecycle.GateDuties;
import dev.tollgate.lifecycle.Governance;
import dev.tollgate.lifecycle.Governance.FieldRef;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.lifecycle.WaiverTerms;
import java.time.Duration;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            assertThat(item.freshness()).isNull();
            assertThat(item.notApplicable()).isEmpty();
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
        assertThat(document("dsml").governance()).isNull();
        assertThat(document("dsml").policyDefaults())
                .isEqualTo(Map.of(
                        "psiAct",
                        0.2,
                        "minDriftN",
                        1000L,
                        "consecutive",
                        3L,
                        "maxRelDrop",
                        0.1,
                        "minReviewDays",
                        30L,
                        "minKpiAttainment",
                        0.5));
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
        assertThat(rules.loop(Phase.DEPLOY, Phase.MODEL).map(BuiltInChecklistsTest::withoutSignal))
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
            assertThat(l.triggers()).contains(l.signal().trigger());
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

    private static LoopDefinition withoutSignal(LoopDefinition loop) {
        return new LoopDefinition(loop.from(), loop.to(), loop.triggers(), loop.reopens(), loop.invalidates());
    }

    @Test
    void everyItemOfTheDefaultCanBeWaivedForNinetyDays() {
        assertThat(rules("dsml").items().values()).allSatisfy(item -> {
            for (RiskTier tier : RiskTier.values()) {
                assertThat(item.waiver().longest(Optional.empty(), tier)).hasValue(Duration.ofDays(90));
            }
        });
        assertThat(rules("dsml").governance().waiverApprovers(RiskTier.HIGH)).isEmpty();
        assertThat(rules("dsml").governance().quorum(RiskTier.HIGH)).isEqualTo(3);
        assertThat(rules("dsml").gate(Phase.PLAN).duties()).isEqualTo(GateDuties.NONE);
    }

    @Test
    void theStrictOneSaysWhoDecides() {
        Governance governance = rules("dsml-strict").governance();

        assertThat(governance.quorum(RiskTier.MEDIUM)).isEqualTo(2);
        assertThat(governance.waiverApprovers(RiskTier.LOW)).containsExactly(Governance.CHAIR);
        assertThat(governance.waiverApprovers(RiskTier.MEDIUM)).containsExactlyInAnyOrder("sponsor", "compliance");
        assertThat(governance.waiverApprovers(RiskTier.HIGH)).containsExactly("head-of-risk");
        assertThat(governance.killers()).containsExactly("sponsor");
        assertThat(governance.override()).isEmpty();
        assertThat(governance.targets()).hasValue(new FieldRef("plan.success-metrics", "technical"));
        assertThat(governance.kpis()).hasValue(new FieldRef("plan.business-objective", "kpis"));
        assertThat(governance.approvedSources()).hasValue(new FieldRef("plan.data-availability", "sources"));
        assertThat(governance.people()).hasValue(new FieldRef("plan.stakeholders", "roles"));
        assertThat(governance.policy()).containsEntry("minShadowRequests", 10_000L);
        assertThat(rules("dsml-strict").gate(Phase.MODEL).duties())
                .isEqualTo(new GateDuties(
                        Optional.of("model-owner"),
                        Map.of(
                                RiskTier.LOW, Set.of("model-owner"),
                                RiskTier.MEDIUM, Set.of("model-owner", "validator"),
                                RiskTier.HIGH, Set.of("model-owner", "validator", "compliance")),
                        Set.of("validator", "compliance"),
                        Optional.of(RiskTier.HIGH)));
        assertThat(rules("dsml-strict").gate(Phase.DATA).duties().vetoes()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            plan.risk-ethics-governance  | HIGH   | PT4320H | ALWAYS | false
            plan.risk-ethics-governance  | MEDIUM | PT8760H | ALWAYS | false
            plan.roadmap                 | LOW    | PT2160H | LIVE   | false
            plan.baseline                | LOW    | -       | ALWAYS | false
            data.ingestion               | HIGH   | PT720H  | GATE   | false
            model.evaluation             | HIGH   | PT8760H | ALWAYS | false
            deploy.serving               | LOW    | PT168H  | ALWAYS | true
            deploy.monitoring            | HIGH   | PT48H   | ALWAYS | true
            deploy.security-governance   | HIGH   | PT720H  | ALWAYS | false
            deploy.rollback              | HIGH   | PT2160H | ALWAYS | false
            deploy.post-deployment-review | LOW   | -       | ALWAYS | false
            """)
    void theStrictOneSaysHowLongEvidenceHolds(
            String item, RiskTier tier, String within, Freshness.Until until, boolean heartbeat) {
        Freshness freshness = rules("dsml-strict").item(item).freshness();

        assertThat(freshness.within().get(tier)).isEqualTo(within == null ? null : Duration.parse(within));
        assertThat(freshness.until()).isEqualTo(until);
        assertThat(freshness.heartbeat()).isEqualTo(heartbeat);
    }

    @Test
    void theStrictOneBindsEvidenceToWhatItIsAbout() {
        assertThat(rules("dsml-strict").items().values().stream()
                        .flatMap(i -> i.freshness().bindings().stream()
                                .map(b -> "%s.%s = %s.%s".formatted(i.id(), b.field(), b.item(), b.itsField()))))
                .containsExactly(
                        "data.profiling.datasetVersion = data.ingestion.outputVersion",
                        "data.cleaning.inputVersion = data.ingestion.outputVersion",
                        "data.feature-engineering.inputVersion = data.cleaning.outputVersion",
                        "data.observability-plan.referenceVersion = data.validation-versioning.datasetVersion",
                        "model.training-cross-validation.datasetVersion = data.validation-versioning.datasetVersion",
                        "model.evaluation.datasetVersion = data.validation-versioning.datasetVersion",
                        "model.champion-selection.championDigest = model.evaluation.modelDigest",
                        "model.packaging.modelDigest = model.champion-selection.championDigest",
                        "model.pre-deployment-testing.imageDigest = model.packaging.imageDigest",
                        "model.model-card.modelDigest = model.champion-selection.championDigest",
                        "deploy.cicd-iac.imageDigest = model.packaging.imageDigest",
                        "deploy.serving.servedModelDigest = model.champion-selection.championDigest",
                        "deploy.monitoring.referenceDatasetVersion = data.validation-versioning.datasetVersion",
                        "deploy.runbook.coversModelDigest = model.champion-selection.championDigest");
    }

    @Test
    void theStrictOneLetsLittleBeWaived() {
        assertThat(rules("dsml-strict").items().values().stream()
                        .filter(i -> !i.waiver().item().isEmpty())
                        .map(i -> i.id() + " " + new TreeMap<>(i.waiver().item())))
                .containsExactly(
                        "plan.roadmap {LOW=PT2160H}",
                        "data.profiling {LOW=PT2160H}",
                        "data.observability-plan {LOW=PT2160H, MEDIUM=PT2160H, HIGH=PT2160H}",
                        "model.algorithm-candidates {LOW=PT2160H, MEDIUM=PT2160H, HIGH=PT2160H}",
                        "model.hyperparameter-tuning {LOW=PT2160H, MEDIUM=PT2160H, HIGH=PT2160H}",
                        "model.model-card {LOW=PT720H}",
                        "deploy.cicd-iac {LOW=PT2160H, MEDIUM=PT2160H, HIGH=PT2160H}",
                        "deploy.retraining {LOW=PT4320H}",
                        "deploy.runbook {LOW=PT720H}");
        WaiverTerms evaluation = rules("dsml-strict").item("model.evaluation").waiver();
        assertThat(evaluation.longest(Optional.of("targets"), RiskTier.MEDIUM)).hasValue(Duration.ofDays(90));
        assertThat(evaluation.longest(Optional.of("fairness"), RiskTier.HIGH)).isEmpty();
        assertThat(evaluation.longest(Optional.of("identity"), RiskTier.LOW)).isEmpty();
        assertThat(rules("dsml-strict")
                        .item("model.pre-deployment-testing")
                        .waiver()
                        .longest(Optional.of("shadow"), RiskTier.HIGH))
                .hasValue(Duration.ofDays(45));
    }

    @Test
    void theStrictOneLeavesTwentyTwoItemsToAPerson() {
        assertThat(rules("dsml-strict").items().values())
                .filteredOn(i -> i.acceptance() == dev.tollgate.lifecycle.Acceptance.PERSON)
                .hasSize(22);
        assertThat(rules("dsml").items().values())
                .allSatisfy(i -> assertThat(i.acceptance()).isEqualTo(dev.tollgate.lifecycle.Acceptance.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dsml", "dsml-strict"})
    void whatIsShownCanBePublished(String id) {
        String shown = Json.text(document(id));

        assertThat(ChecklistReader.read(ContentNode.parseJson("shown.json", shown)))
                .isEqualTo(document(id));
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
