package dev.tollgate.http;

import static dev.tollgate.http.OwnFlow.share;
import static dev.tollgate.http.OwnFlow.took;
import static dev.tollgate.http.StrictProject.failedChecks;
import static dev.tollgate.http.StrictProject.governor;
import static dev.tollgate.http.StrictProject.quoted;
import static dev.tollgate.http.StrictProject.unmet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A churn classifier at medium risk, by the letter of the strict checklist: a gate that fails, and a drift that opens a second iteration. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ChurnScenarioStoryTest {

    private static final Person RUIZ = governor("a.ruiz");
    private static final Person AIRFLOW = new Person("airflow", Set.of("pipeline"));
    private static final Person EVIDENTLY = new Person("evidently", Set.of("pipeline"));
    private static final Person ITO = governor("s.ito", "sponsor", "data-owner", "model-owner", "service-owner");
    private static final Person DPO = governor("l.dpo", "compliance");
    private static final Person MEYER = governor("k.meyer", "validator");
    private static final Person LEAD = governor("j.weber", "lead-data-scientist");
    private static final Person SRE = governor("n.okafor", "sre");

    private static final String M1 = "sha256:" + "1".repeat(64);
    private static final String M2 = "sha256:29c1b289e7522195b362e44f54e05470b69ad20540ab60a18a05e5bf6951f13d";
    private static final String M3 = "sha256:" + "3".repeat(64);

    @Inject
    MovableClock clock;

    @Inject
    Scheduler scheduler;

    private StrictProject churn;

    @BeforeEach
    void onlyTheStoryMovesTime() {
        scheduler.pause("clock");
        churn = new StrictProject(Api.of(getClass()), clock, "churn").team(RUIZ, AIRFLOW, MEYER);
    }

    @AfterEach
    void theClockRunsAgain() {
        clock.runAgain();
        scheduler.resume("clock");
    }

    @Test
    void aGateThatFailsAndADriftThatLoops() {
        untilItIsLive();
        theReviewComesADayTooLate();
        threeWindowsOfDriftProposeALoop();
        aPersonConfirmsIt();
        theServiceGoesOnWithTheOldModel();
        theDataOfTheSecondIteration();
        aChallengerBeatsTheChampion();
        theLoopClosesWhenItIsDeployed();
        whatIsCountedOfTheFirstIteration();
        whatIsCountedOfTheLoop();
        theRecordTellsAllOfIt();
    }

    @Test
    void aReviewOnItsLastDayIsOnTime() {
        untilItIsLive();

        // When, at the very moment
        churn.at("2026-07-19T10:00:00Z");
        whatTimeHasAgedIsRenewed();
        reviewed(60);

        // Then
        churn.api().get("/conditions").has("items[0].closedAt", "\"2026-07-19T10:00:00Z\"");
        churn.api().check("deploy").is(200);
        assertThat(churn.api()
                        .where("types", "condition.overdue")
                        .get("/events")
                        .list("items.id"))
                .isEmpty();
        churn.later(Duration.ofDays(1));
        flow().between("2026-05-01", "2026-07-20")
                .has("conditionsClosedOnTime", share(1, 1, 1))
                .has("reviewsOnTime", share(1, 1, 1));
        churn.api().verifies();
    }

    private void untilItIsLive() {
        aProjectAtMediumTier();
        thePlanIsApprovedByTwoAndItsTargetsAreLocked();
        aLeakIsFoundAndMended();
        aModelThatOverfits();
        aGateThatIsNotReadyIsRecycled();
        theRetrainedModelIsEvaluated();
        theRoadmapHasAgedAndIsRenewed();
        theModelGateIsPassedByTwoOthers();
        itGoesLive();
        theGateStandsAsLongAsTheServiceIsHeardOf();
    }

    // 1

    private void aProjectAtMediumTier() {
        churn.at("2026-01-05T09:00:00Z");

        churn.create(ITO, """
                'riskTier': 'MEDIUM', 'taskType': 'BINARY_CLASSIFICATION', 'primaryMetric': 'auc', 'owner': '%s'
                """.formatted(owner()))
                .is(201)
                .has("checklist", "dsml-strict")
                .has("phase", "PLAN")
                .has("primaryDirection", "MAX")
                .has("affectsPersons", true)
                .has("policy", "{}")
                .has("createdAt", "\"2026-01-05T09:00:00Z\"");
        churn.says("plan.stakeholders", """
                {'roles': [{'person': 's.ito', 'role': 'owner', 'raci': 'A'}, {'person': 'a.ruiz', 'role': 'contributor', 'raci': 'R'},
                           {'person': 'k.meyer', 'role': 'reviewer', 'raci': 'C'}, {'person': 'call-centre', 'role': 'end-user', 'raci': 'I'}]}
                """);
    }

    // 2

    private void thePlanIsApprovedByTwoAndItsTargetsAreLocked() {
        // Given
        churn.at("2026-01-16T09:00:00Z");
        churn.evidence("plan.business-objective", """
                {'kpis': [{'name': 'monthly_churn_pct', 'unit': '%', 'baseline': 3.2, 'target': 2.88, 'direction': 'decrease',
                           'dueDate': '2026-12-31T00:00:00Z'}]}
                """)
                .has("itemState", "IN_REVIEW")
                .has("reason", "waits for a person's review");
        churn.as(RUIZ)
                .review("plan.business-objective", "ACCEPT")
                .isProblem(403, "separation-of-duties")
                .has("rule", "R1");
        churn.evidence("plan.success-metrics", """
                {'technical': [{'name': 'auc', 'value': 0.80, 'direction': 'max'}, {'name': 'pr_auc', 'value': 0.35, 'direction': 'max'}],
                 'business': [{'name': 'monthly_churn_pct', 'value': 2.88}]}
                """);
        churn.evidence("plan.baseline", "{'method': 'rule', 'metrics': {'auc': 0.661}}");
        churn.gateReady("plan");

        // When
        churn.at("2026-01-19T15:00:00Z");
        Answer go = churn.go("plan", ITO, DPO);

        // Then
        go.has("gateState", "PASSED").has("phase", "DATA").has("quorum", 2);
        assertThat(go.list("votes.voter")).containsExactly("s.ito", "l.dpo");
        churn.api().get().has("targets", quoted("""
                {'values': [{'name': 'auc', 'value': 0.8, 'direction': 'max'}, {'name': 'pr_auc', 'value': 0.35, 'direction': 'max'}],
                 'digest': '<digest>', 'lockedAt': '2026-01-19T15:00:00Z', 'evidence': '<id>'}
                """));
    }

    // 3

    private void aLeakIsFoundAndMended() {
        // Given
        churn.at("2026-03-02T09:00:00Z");
        churn.evidence("data.ingestion", """
                {'rowsRead': 412906, 'rowsWritten': 411702, 'rowsRejected': 1204, 'outputVersion': 'raw@41'}
                """).has("itemState", "SATISFIED");
        churn.evidence("data.labeling", "{'source': 'outcome', 'maturityDays': 60, 'coverage': 1.0}")
                .has("itemState", "IN_REVIEW");
        churn.accept("data.labeling");
        churn.api().item("data.labeling").has("state", "SATISFIED").has("review.reviewedBy", "k.meyer");

        // When retention_call_flag turns out to know the label
        Answer leak = churn.evidence("data.eda", "{'leakage': {'performed': true, 'openFindings': 1}}");

        // Then
        leak.has("itemState", "FAILED").has("reason", "check leakage failed");
        assertThat(failedChecks(leak)).containsExactly("leakage");
        churn.as(MEYER).review("data.eda", "ACCEPT").is(201);
        churn.api().item("data.eda").has("state", "FAILED");
        assertThat(unmet(churn.api().gate("data"))).contains("data.eda FAILED");

        // When it is dropped
        churn.later(Duration.ofDays(2));
        churn.evidence("data.eda", "{'leakage': {'performed': true, 'openFindings': 0}}")
                .has("itemState", "IN_REVIEW");
        churn.accept("data.eda");
        churn.api().item("data.eda").has("state", "SATISFIED");
        churn.gateReady("data");

        // When two agree, and the lead data scientist is not among them
        churn.at("2026-03-09T10:00:00Z");
        String id = churn.as(ITO).go("data").is(201).value("id");
        churn.as(DPO).vote("data", id, "APPROVE").is(201).has("approvals", 2).has("state", "OPEN");

        // Then it takes that voice; and the failure before the request is no second attempt
        churn.as(LEAD)
                .vote("data", id, "APPROVE")
                .is(201)
                .has("state", "EFFECTIVE")
                .has("attempt", 1)
                .has("phase", "MODEL");
    }

    // 4

    private void aModelThatOverfits() {
        // Given
        churn.at("2026-04-08T09:00:00Z");
        churn.post(List.of("model.algorithm-candidates", "model.training-pipeline"));
        churn.accept("model.algorithm-candidates");
        churn.evidence("model.training-cross-validation", """
                {'folds': 5, 'seeds': [1, 2, 3], 'cv': {'auc': {'mean': 0.842, 'std': 0.006}}, 'modelDigest': '%s'}
                """.formatted(M1)).has("itemState", "SATISFIED");
        churn.evidence("model.hyperparameter-tuning", "{'method': 'tpe', 'trials': 120, 'selectionSplit': 'cv'}")
                .has("itemState", "SATISFIED");
        assertThat(pitfall("over-tuned-model")).isEqualTo("NOT_ASSESSABLE");

        // When
        Answer evaluation = churn.evidence("model.evaluation", """
                {'modelDigest': '%s', 'metrics': {'auc': 0.788, 'pr_auc': 0.37, 'ece': 0.028}, 'trainMetrics': {'auc': 0.902}}
                """.formatted(M1));

        // Then 0.788 < 0.80 and 0.902 - 0.788 > 0.05
        evaluation.has("itemState", "FAILED");
        assertThat(failedChecks(evaluation)).containsExactly("targets", "overfit");

        // And 0.842 - 0.788 is more than two standard deviations of 0.006
        assertThat(pitfall("over-tuned-model")).isEqualTo("FOUND");
    }

    // 5

    private void aGateThatIsNotReadyIsRecycled() {
        // Given
        churn.at("2026-04-10T10:00:00Z");
        List<String> missing = List.of(
                "model.evaluation FAILED",
                "model.champion-selection NOT_STARTED",
                "model.pre-deployment-testing NOT_STARTED",
                "model.packaging NOT_STARTED",
                "model.model-card NOT_STARTED");
        Answer gate = churn.api().gate("model").has("ready", false).has("state", "NOT_READY");
        assertThat(unmet(gate)).containsExactlyElementsOf(missing);
        gate.has("blockers[0].ref", "model.evaluation");
        assertThat(gate.list("blockers[0].holdsUp"))
                .contains("model.champion-selection", "model.packaging", "model.model-card");

        // Then nothing but a no can come of it
        Answer refused = churn.as(ITO).go("model").isProblem(409, "gate-not-ready");
        assertThat(unmet(refused)).containsExactlyElementsOf(missing);
        assertThat(refused.list("unmet[0].findings.findAll { !it.passed }.check"))
                .containsExactly("targets", "overfit");

        // When
        churn.agreed("model", """
                {'outcome': 'RECYCLE', 'rationale': 'auc falls from 0.842 to 0.788 on the test split',
                 'reopen': ['model.training-cross-validation', 'model.hyperparameter-tuning', 'model.evaluation']}
                """, ITO).has("attempt", 1).has("iteration", 1).has("gateState", "NOT_READY");

        // Then
        churn.api().gate("model").has("attempt", 2).has("iteration", 1);
        for (String item : List.of("training-cross-validation", "hyperparameter-tuning", "evaluation")) {
            churn.api().item("model." + item).has("state", "REOPENED");
        }
        churn.later(Duration.ofHours(1));
        flow().between("2026-04-01", "2026-05-01").has("firstPassYield", share(0, 1, 0));
    }

    // 6

    private void theRetrainedModelIsEvaluated() {
        // When
        churn.at("2026-04-27T09:00:00Z");
        churn.evidence("model.training-cross-validation", """
                {'cv': {'auc': {'mean': 0.826, 'std': 0.006}}, 'modelDigest': '%s'}
                """.formatted(M2)).has("itemState", "SATISFIED");
        churn.evidence("model.hyperparameter-tuning").has("itemState", "SATISFIED");
        Answer evaluation = churn.evidence("model.evaluation", """
                {'modelDigest': '%s', 'metrics': {'auc': 0.823, 'pr_auc': 0.41, 'ece': 0.031}, 'trainMetrics': {'auc': 0.851},
                 'slices': [{'name': 'prepaid', 'n': 8120, 'value': 0.801}, {'name': 'business', 'n': 210, 'value': 0.64}],
                 'fairness': [{'attribute': 'age<30', 'air': 0.91}]}
                """.formatted(M2));

        // Then the slice with 210 customers is too small to count, and a person has the last word
        assertThat(failedChecks(evaluation)).isEmpty();
        evaluation.has("itemState", "IN_REVIEW");
        churn.accept("model.evaluation");
        churn.api().item("model.evaluation").has("state", "SATISFIED");
        assertThat(pitfall("over-tuned-model")).isEqualTo("CLEAR");

        // And what comes after it
        churn.evidence("model.champion-selection", "{'championDigest': '%s'}".formatted(M2));
        churn.evidence("model.packaging").has("itemState", "SATISFIED");
        churn.evidence("model.pre-deployment-testing", "{'latencyMs': {'p99': 88}}")
                .has("itemState", "SATISFIED");
        churn.evidence("model.model-card");
        churn.gateReady("model");
    }

    private void theRoadmapHasAgedAndIsRenewed() {
        churn.at("2026-04-29T10:00:00Z");

        churn.as(ITO)
                .go("model")
                .isProblem(409, "gate-not-open")
                .has("detail", "Gate model is not open: gate plan is SUSPENDED.");
        churn.renew("plan.roadmap");
    }

    private void theModelGateIsPassedByTwoOthers() {
        // Given
        String id = churn.as(ITO)
                .go("model")
                .is(201)
                .has("state", "OPEN")
                .has("attempt", 2)
                .value("id");

        // When the author of the evidence votes
        churn.as(RUIZ)
                .vote("model", id, "APPROVE")
                .isProblem(403, "separation-of-duties")
                .has("rule", "R2");

        // Then it is the validator's voice that counts
        churn.as(MEYER)
                .vote("model", id, "APPROVE")
                .is(201)
                .has("state", "EFFECTIVE")
                .has("decidedAt", "\"2026-04-29T10:00:00Z\"")
                .has("gateState", "PASSED")
                .has("phase", "DEPLOY");
        assertThat(churn.api().get("/gates/model/decisions").list("items.outcome"))
                .containsExactly("GO", "RECYCLE");
    }

    // 7

    private void itGoesLive() {
        // Given
        churn.at("2026-05-19T10:00:00Z");
        churn.evidence("deploy.strategy", "{'mode': 'online', 'rollout': 'canary', 'steps': [5, 25, 100]}");
        churn.evidence("deploy.cicd-iac");
        churn.evidence("deploy.serving").has("itemState", "SATISFIED");
        churn.evidence("deploy.rollback", "{'drill': {'succeeded': true, 'seconds': 240}}")
                .has("itemState", "SATISFIED");
        churn.gateReady("deploy");

        // When
        churn.at("2026-05-20T10:00:00Z");
        Answer go = churn.go("deploy", ITO, SRE);

        // Then
        go.has("gateState", "PASSED").has("projectState", "LIVE").has("conditions", quoted("""
                [{'id': '<id>', 'gate': 'deploy', 'title': 'Post-Deployment Review Conducted', 'owner': '%s',
                  'item': 'deploy.post-deployment-review', 'state': 'OPEN', 'openedAt': '2026-05-20T10:00:00Z',
                  'dueAt': '2026-07-19T10:00:00Z', 'decision': '%s'}]
                """.formatted(
                        owner(), go.value("id"))));
    }

    private void theGateStandsAsLongAsTheServiceIsHeardOf() {
        churn.at("2026-05-26T09:59:59Z");
        churn.renew("deploy.monitoring");
        churn.api().check("deploy").is(200);

        churn.at("2026-05-26T10:00:00Z");
        Answer silent =
                churn.api().check("deploy").isProblem(409, "gate-blocked").has("state", "SUSPENDED");
        assertThat(unmet(silent)).containsExactly("deploy.serving STALE");
        churn.api().get().has("state", "LIVE");

        churn.heartbeats();
        churn.api().check("deploy").is(200).has("state", "PASSED");
    }

    private void theReviewComesADayTooLate() {
        // Given
        churn.at("2026-07-20T10:00:00Z");
        whatTimeHasAgedIsRenewed();
        Answer late = churn.api().check("deploy").isProblem(409, "gate-blocked").has("state", "SUSPENDED");
        late.has("unmet[0].kind", "CONDITION").has("unmet[0].state", "OVERDUE").hasNo("unmet[1]");

        // When
        reviewed(61);

        // Then
        churn.api()
                .get("/conditions")
                .has("items[0].state", "CLOSED")
                .has("items[0].closedAt", "\"2026-07-20T10:00:00Z\"")
                .has("items[0].closedBy", "k.meyer")
                .has("items[0].comment", "deploy.post-deployment-review is satisfied");
        churn.api().check("deploy").is(200).has("state", "PASSED");
        assertThat(churn.api()
                        .where("types", "condition.overdue")
                        .get("/events")
                        .list("items.id"))
                .hasSize(1);
        churn.later(Duration.ofHours(1));
        flow().between("2026-05-01", "2026-07-21")
                .has("conditionsClosedOnTime", share(0, 1, 0))
                .has("reviewsOnTime", share(0, 1, 0));
    }

    private void whatTimeHasAgedIsRenewed() {
        churn.renew(
                "plan.stakeholders",
                "plan.data-availability",
                "deploy.serving",
                "deploy.monitoring",
                "deploy.security-governance");
    }

    /** Planned were 2.88 %, of 3.2 %. */
    private void reviewed(int liveDays) {
        churn.evidence("deploy.post-deployment-review", """
                {'liveDays': %d, 'kpis': [{'name': 'monthly_churn_pct', 'baseline': 3.2, 'planned': 2.88, 'actual': 2.97}],
                 'outcome': 'continue'}
                """.formatted(liveDays)).has("itemState", "IN_REVIEW");
        churn.accept("deploy.post-deployment-review");
        churn.api().item("deploy.post-deployment-review").has("state", "SATISFIED");
    }

    // 8

    private void threeWindowsOfDriftProposeALoop() {
        Answer first = drift("2026-07-20T12:00:00Z").has("proposed", "[]");
        first.has("runs", quoted("""
                [{'from': 'MODEL', 'to': 'DATA', 'windows': 1, 'firstBreachAt': '2026-07-20T12:00:00Z'}]"""));
        drift("2026-07-27T12:00:00Z").has("proposed", "[]").has("runs[0].windows", 2);

        Answer third = drift("2026-08-03T08:00:00Z");

        third.has("runs[0].windows", 3)
                .has("proposed[0].from", "MODEL")
                .has("proposed[0].to", "DATA")
                .has("proposed[0].trigger", "FEATURE_DRIFT")
                .has("proposed[0].state", "PROPOSED")
                .has("proposed[0].proposedBy", "evidently")
                .has("proposed[0].firstBreachAt", "\"2026-07-20T12:00:00Z\"");
        churn.api().get().has("state", "LIVE").has("iteration", 1);
        churn.as(EVIDENTLY).settle(third.value("proposed[0].id"), "CONFIRM").isProblem(403, "forbidden");
    }

    private Answer drift(String when) {
        churn.at(when);
        return churn.as(EVIDENTLY).post("/signals", quoted("""
                {'kind': 'data-drift', 'source': 'evidently', 'data': {
                  'features': [{'name': 'contract_type', 'psi': 0.31, 'nReference': 84000, 'nCurrent': 21000, 'bins': 10, 'quantile99': 0.0013}]}}
                """)).is(201);
    }

    private void aPersonConfirmsIt() {
        // Given
        churn.at("2026-08-03T10:00:00Z");
        String loop = churn.api().get("/loops").value("items[0].id");

        // When
        Answer confirmed = churn.as(MEYER)
                .post("/loops/%s/confirmation".formatted(loop), quoted("""
                {'verdict': 'CONFIRM', 'rationale': 'a new tariff, and contracts that the model has not seen',
                 'reaffirmed': ['data.feature-selection', 'model.algorithm-candidates']}
                """))
                .is(201);

        // Then the review is asked for anew as well: it belongs to every GO of the last gate
        confirmed
                .has("state", "CONFIRMED")
                .has("iteration", 2)
                .has("gates", quoted("['data', 'model', 'deploy']"))
                .has("reopened", quoted("""
                        ['data.ingestion', 'data.profiling', 'data.cleaning', 'data.validation-versioning', 'data.labeling',
                         'deploy.post-deployment-review']"""))
                .has("reaffirm", quoted("""
                        ['data.feature-engineering', 'data.feature-selection', 'data.eda', 'data.observability-plan',
                         'model.algorithm-candidates']"""));
        churn.api().get().has("phase", "DATA").has("state", "ACTIVE").has("iteration", 2);
        assertThat(states("DATA"))
                .containsExactly(
                        "data.ingestion REOPENED",
                        "data.profiling REOPENED",
                        "data.cleaning REOPENED",
                        "data.feature-engineering IN_REVIEW",
                        "data.feature-selection SATISFIED",
                        "data.eda IN_REVIEW",
                        "data.labeling REOPENED",
                        "data.validation-versioning REOPENED",
                        "data.observability-plan IN_REVIEW");
        assertThat(states("MODEL"))
                .containsExactly(
                        "model.algorithm-candidates SATISFIED",
                        "model.training-pipeline STALE",
                        "model.training-cross-validation STALE",
                        "model.hyperparameter-tuning STALE",
                        "model.evaluation STALE",
                        "model.champion-selection STALE",
                        "model.packaging STALE",
                        "model.pre-deployment-testing STALE",
                        "model.model-card STALE");
        assertThat(churn.api().get("/gates").list("items.state")).endsWith("REOPENED", "REOPENED", "REOPENED");
        churn.later(Duration.ofMinutes(1));
        assertThat(flow().between("2026-08-03", "2026-08-04").number("reopenDepth.p50"))
                .isCloseTo(6 / 36.0, within(1e-6));
    }

    private void theServiceGoesOnWithTheOldModel() {
        churn.evidence("deploy.serving", "{'servedModelDigest': '%s'}".formatted(M2))
                .has("itemState", "SATISFIED");
        churn.evidence("deploy.monitoring").has("itemState", "SATISFIED");
    }

    // 9

    private void theDataOfTheSecondIteration() {
        // Given the roadmap, which has a clock again now that there is something to build
        churn.at("2026-08-05T09:00:00Z");
        churn.as(ITO)
                .go("data")
                .isProblem(409, "gate-not-open")
                .has("detail", "Gate data is not open: gate plan is SUSPENDED.");
        churn.renewIn("PLAN", "plan.roadmap");

        // When
        churn.renames("raw@41", "raw@58")
                .renames("clean@17", "clean@24")
                .renames("churn@2026-03-01", "churn@2026-08-01")
                .renames("da3ecf58095a5b24753e6c8b0ee0451dae58f72288889846239669c7f7d28e75", "d".repeat(64));
        churn.passAll("DATA");
        assertThat(states("DATA")).contains("data.validation-versioning SATISFIED", "data.labeling IN_REVIEW");

        // Then what is bound to the old data does not stand by somebody's word alone
        churn.accept("data.feature-engineering");
        churn.api().item("data.feature-engineering").has("state", "STALE");
        churn.post(List.of("data.feature-engineering", "data.eda", "data.observability-plan"));
        churn.gateReady("data");
        churn.at("2026-08-06T10:00:00Z");
        churn.go("data", ITO, LEAD).has("iteration", 2).has("attempt", 1).has("phase", "MODEL");
    }

    private void aChallengerBeatsTheChampion() {
        // When
        churn.at("2026-08-13T09:00:00Z");
        churn.renames(M2, M3)
                .renames("6987740fb624e3e9943ec5d9ac5519b72cea1b35fb4bde5719df3923a36c08f7", "e".repeat(64))
                .says("model.training-cross-validation", "{'cv': {'auc': {'mean': 0.832, 'std': 0.006}}}")
                .says("model.evaluation", """
                        {'metrics': {'auc': 0.829, 'pr_auc': 0.42, 'ece': 0.030}, 'trainMetrics': {'auc': 0.856},
                         'slices': [{'name': 'prepaid', 'n': 8120, 'value': 0.806}]}""")
                .says("model.champion-selection", """
                        {'registryVersion': '5', 'rationale': 'beats the champion on the same test set',
                         'compared': [{'role': 'baseline', 'metrics': {'auc': 0.661}},
                                      {'role': 'champion', 'digest': '%s', 'metrics': {'auc': 0.774}},
                                      {'role': 'challenger', 'digest': '%s', 'metrics': {'auc': 0.829}}]}""".formatted(M2, M3));
        churn.gateReady("model");

        // Then the service still has the old one
        churn.api().item("deploy.serving").has("state", "STALE");
        churn.at("2026-08-14T10:00:00Z");
        churn.go("model", ITO, MEYER).has("iteration", 2).has("attempt", 1).has("phase", "DEPLOY");
    }

    private void theLoopClosesWhenItIsDeployed() {
        // Given
        churn.at("2026-08-19T09:30:00Z");
        churn.says("deploy.rollback", "{'fallbackDigest': '%s'}".formatted(M2));
        churn.api().get("/loops").has("items[0].state", "CONFIRMED");
        churn.post(List.of("deploy.security-governance"));
        churn.gateReady("deploy");

        // When
        churn.at("2026-08-19T10:00:00Z");
        churn.go("deploy", ITO, SRE).has("projectState", "LIVE").has("iteration", 2);

        // Then
        churn.api().get("/loops").has("items[0].state", "CLOSED").has("items[0].closedAt", "\"2026-08-19T10:00:00Z\"");
        assertThat(churn.api().get("/gates").list("items.state"))
                .containsExactly("PASSED", "PASSED", "PASSED", "PASSED");
        assertThat(churn.api().get("/conditions").list("items.state")).containsExactly("CLOSED", "OPEN");
    }

    private void whatIsCountedOfTheFirstIteration() {
        churn.at("2026-08-19T12:00:00Z");
        flow().between("2026-01-01", "2026-02-01").has("firstPassYield", share(1, 1, 1));
        flow().between("2026-02-01", "2026-04-01").has("firstPassYield", share(1, 1, 1));
        flow().between("2026-04-01", "2026-05-01").has("firstPassYield", share(0, 1, 0));
        flow().between("2026-05-01", "2026-06-01").has("firstPassYield", share(1, 1, 1));

        OwnFlow.Numbers first = flow().between("2026-01-01", "2026-08-03")
                .has("firstPassYield", share(3, 4, 0.75))
                .has("rolledThroughputYield", "{\"unit\": \"RATIO\", \"value\": 0}")
                .has("recycleRate", share(1, 5, 0.2))
                .has("decisionConcordance", share(5, 5, 1))
                .has("waiverRate", share(0, 39, 0));
        assertThat(first.number("valueRealisation.p50")).isCloseTo(0.71875, within(1e-6));
    }

    /** From the word of a person to the new champion 16 days, of which the gate was ready half an hour. */
    private void whatIsCountedOfTheLoop() {
        flow().between("2026-08-03", "2026-08-20")
                .has("loopDetectTime", took(Duration.ofDays(14).minusHours(4)))
                .has("loopConfirmTime", took(Duration.ofHours(2)))
                .has("loopRebuildTime", took(Duration.ofDays(16).minusMinutes(30)))
                .has("loopDecideTime", took(Duration.ofMinutes(30)))
                .has("loopRestoreTime", took(Duration.ofDays(30).minusHours(2)))
                .has("firstPassYield", share(3, 3, 1));
        flow().between("2026-01-01", "2026-08-20").has("loopRate.numerator", 1).has("recycleRate.numerator", 1);
    }

    private void theRecordTellsAllOfIt() {
        churn.api().verifies();
        assertThat(churn.api().where("types", "gate.decided").get("/events").list("items.data.outcome"))
                .containsExactly("GO", "GO", "RECYCLE", "GO", "GO", "GO", "GO", "GO");
        assertThat(churn.api()
                        .where("types", "project.phase-entered")
                        .get("/events")
                        .list("items.data.phase"))
                .containsExactly("DATA", "MODEL", "DEPLOY", "DATA", "MODEL", "DEPLOY");
        assertThat(churn.api().where("types", "loop.confirmed").get("/events").list("items.actor"))
                .containsExactly("person:k.meyer");
    }

    /** The project has an owner of its own, so that the numbers of its owner are its numbers. */
    private String owner() {
        return churn.api().key();
    }

    private OwnFlow flow() {
        return new OwnFlow(churn.api().api(), owner());
    }

    private String pitfall(String id) {
        return churn.api().get("/advice").is(200).value("items.find { it.id == '%s' }.status".formatted(id));
    }

    private List<String> states(String phase) {
        Answer items = churn.api().where("phase", phase).get("/items").is(200);
        return items.list("items.collect { it.item + ' ' + it.state }");
    }
}
