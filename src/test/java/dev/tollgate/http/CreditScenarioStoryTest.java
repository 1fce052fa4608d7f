package dev.tollgate.http;

import static dev.tollgate.http.StrictProject.failedChecks;
import static dev.tollgate.http.StrictProject.governor;
import static dev.tollgate.http.StrictProject.quoted;
import static dev.tollgate.http.StrictProject.unmet;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A regulated model of credit risk at high risk: a hold, a waiver that is not to be had, a validator who is none and one who vetoes, a scan that
 * grew old, and a concept that drifted under stable inputs.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class CreditScenarioStoryTest {

    private static final Person SPONSOR = governor("sponsor", "sponsor");
    private static final Person DPO = governor("l.dpo", "compliance");
    private static final Person DATA_OWNER = governor("data-owner", "data-owner");
    private static final Person LEAD = governor("lead-data-scientist", "lead-data-scientist");
    private static final Person MODEL_OWNER = governor("model-owner", "model-owner");
    private static final Person SERVICE_OWNER = governor("service-owner", "service-owner");
    private static final Person SECURITY = governor("security-officer", "security");
    private static final Person OSEI = new Person("n.osei", Set.of("validator"));
    private static final Person LIND = new Person("r.lind", Set.of("validator"));
    private static final Person AUTHOR = Person.contributor("a.ruiz");
    private static final Person PIPELINE = new Person("credit-ci", Set.of("pipeline"));
    private static final Person REVIEWER = Person.contributor("model-risk");

    private static final String RISK = "plan.risk-ethics-governance";
    private static final String EVALUATION = "model.evaluation";
    private static final String TESTS = "model.pre-deployment-testing";
    private static final String SECURE = "deploy.security-governance";
    private static final String REVIEW = "deploy.post-deployment-review";

    @Inject
    MovableClock clock;

    @Inject
    Scheduler scheduler;

    private final Api api = Api.of(getClass());
    private final String owner = Api.unique("retail-risk");
    private StrictProject pd;
    private double dutiesBefore;
    private double waiversBefore;

    @BeforeEach
    void timeIsTold() {
        scheduler.pause("clock");
        pd = new StrictProject(api, clock, "pd-retail").team(AUTHOR, PIPELINE, REVIEWER);
        dutiesBefore = refusals("separation-of-duties");
        waiversBefore = refusals("not-waivable");
    }

    @AfterEach
    void theClockRunsAgain() {
        clock.runAgain();
        scheduler.resume("clock");
    }

    @Test
    void fromTheCharterToTheDriftOfItsConcept() {
        aHighRiskProjectSetsLimitsOfItsOwn();
        thePlanIsHeldUntilTheAssessmentIsDone();
        whoWroteTheAssessmentDoesNotApproveIt();
        threeApproveThePlanAndTheTargetsAreLocked();
        aProhibitedFeatureIsFound();
        oneVersionWithTwoDigestsIsFound();
        theDataPassAtTheFirstAttempt();
        anUnfairModelIsNotWaived();
        theFairModelIsMadeReadyToShip();
        aContributorDoesNotValidate();
        theValidatorVetoesAndTheModelGoesBack();
        aMendedModelPassesOnACondition();
        theConditionIsMetByANewCard();
        anOldScanHoldsTheLaunchUp();
        itGoesLive();
        theReviewIsHeldInTime();
        aQuarterLaterTheConceptMoves();
        whatHasGrownOldInTwoQuartersIsRenewed();
        anotherQuarterLaterTheLoopIsProposed();
        theLoopIsConfirmed();
        theQuestionOfSubstantialModificationIsOnRecord();
        theChampionStaysUntilAChallengerIsValidated();
        theNumbersAreThoseOfTheStory();
        theChallengerPasses();
        pd.api().verifies();
    }

    // 1

    private void aHighRiskProjectSetsLimitsOfItsOwn() {
        // The packs that the scenario names are frameworks, which need no subscription, so a label keeps the intent.
        pd.at("2025-01-13T09:00:00Z")
                .create(SPONSOR, """
                        'owner': '%s', 'riskTier': 'HIGH', 'taskType': 'BINARY_CLASSIFICATION', 'primaryMetric': 'auc',
                        'affectsPersons': true,
                        'labels': {'packs': 'eu-ai-act, sr-26-2, iso-42001', 'exposure': 'EUR 1.2 bn', 'purpose': 'credit decision'},
                        'policy': {'maxEce': 0.02, 'minAir': 0.80, 'minShadowRequests': 50000, 'minLogRetentionDays': 183,
                                   'labelMaturityDays': 365, 'maxRelDrop': 0.05,
                                   'prohibitedFeatures': ['gender', 'nationality', 'age', 'postcode']}
                        """.formatted(owner))
                .is(201)
                .has("riskTier", "HIGH")
                .has("checklist", "dsml-strict")
                .has("phase", "PLAN")
                .has("policy.minShadowRequests", 50000);
        for (String pack : List.of("eu-ai-act", "sr-26-2", "iso-42001")) {
            pd.api().get("/frameworks/" + pack).is(200).has("count.supported", 0);
        }
    }

    // 2

    private void thePlanIsHeldUntilTheAssessmentIsDone() {
        // Given
        CreditEvidence.plan(pd);
        pd.passAll("PLAN").acceptAll("PLAN");

        // When
        Answer refused = pd.as(SPONSOR).go("plan").isProblem(409, "gate-not-ready");

        // Then
        assertThat(unmet(refused)).containsExactly(RISK + " FAILED");
        assertThat(refused.list("unmet[0].findings.check")).containsExactly("dpia");
        pd.as(SPONSOR)
                .decide("plan", quoted("""
                {'outcome': 'HOLD', 'rationale': 'waits for the DPIA and the FRIA of Art. 27', 'reviewOn': '2025-02-03'}
                """))
                .is(201)
                .has("state", "EFFECTIVE")
                .has("reviewOn", "\"2025-02-03\"")
                .has("gateState", "ON_HOLD")
                .has("projectState", "ON_HOLD");
    }

    private void whoWroteTheAssessmentDoesNotApproveIt() {
        pd.at("2025-02-03T09:00:00Z").says(RISK, "{'dpia': {'completed': true}, 'fria': {'completed': true}}");

        Answer own = pd.evidence(RISK, "{'approvedBy': 'a.ruiz'}").has("itemState", "FAILED");
        assertThat(failedChecks(own)).containsExactly("four-eyes");

        pd.evidence(RISK).has("itemState", "IN_REVIEW");
        pd.as(AUTHOR).gate("plan").has("state", "ON_HOLD").has("ready", false);
        pd.accept(RISK).api().item(RISK).has("state", "SATISFIED");
        pd.evidenceOf(RISK).has("data.aiActClass", "high-risk");
        pd.api().gate("plan").has("state", "ON_HOLD").has("ready", true);
    }

    private void threeApproveThePlanAndTheTargetsAreLocked() {
        // When
        String id = pd.as(SPONSOR)
                .go("plan")
                .is(201)
                .has("state", "OPEN")
                .has("quorum", 3)
                .has("rolesMissing", "[\"compliance\"]")
                .value("id");
        pd.as(MODEL_OWNER).vote("plan", id, "APPROVE").is(201).has("state", "OPEN");
        pd.as(DPO).vote("plan", id, "APPROVE").is(201).has("state", "EFFECTIVE").has("approvals", 3);

        // Then
        pd.api().check("plan").is(200).has("state", "PASSED");
        pd.api().where("types", "targets.locked").get("/events").has("items[0].data.targets", quoted("""
                [{'name': 'auc', 'value': 0.78, 'direction': 'max'}, {'name': 'ece', 'value': 0.02, 'direction': 'min'}]
                """));
    }

    // 3

    private void aProhibitedFeatureIsFound() {
        // Given
        pd.at("2025-02-21T09:00:00Z");
        CreditEvidence.data(pd);
        pd.passAll(
                "DATA",
                "data.feature-selection",
                "data.labeling",
                "data.validation-versioning",
                "data.observability-plan");

        // When
        Answer chosen = pd.evidence(
                        "data.feature-selection",
                        "{'selected': 4, 'selectedFeatures': ['income', 'dti', 'utilisation', 'nationality']}")
                .has("itemState", "FAILED");

        // Then
        assertThat(failedChecks(chosen)).containsExactly("no-prohibited");
        pd.evidence("data.feature-selection").has("itemState", "IN_REVIEW");
    }

    /** The report of a fact is not refused: the log keeps both digests, and the advice says that a version has moved. */
    private void oneVersionWithTwoDigestsIsFound() {
        // Given
        String version = "{'subject': {'name': 'pd-retail', 'version': 'pd@2025-02', 'digest': '%s'}}";
        pd.evidenceWith("data.labeling", version.formatted(CreditEvidence.DATASET), "{}")
                .has("itemState", "IN_REVIEW");
        pd.evidenceWith("data.validation-versioning", version.formatted(CreditEvidence.DATASET), "{}")
                .has("itemState", "SATISFIED");
        versioning("CLEAR");

        // When
        String moved = pd.evidenceWith("data.validation-versioning", version.formatted(CreditEvidence.digest(99)), "{}")
                .value("id");

        // Then
        versioning("FOUND");
        pd.as(AUTHOR).invalidate(moved).is(201);
        versioning("CLEAR");
    }

    private void versioning(String status) {
        Answer advice = pd.api().get("/advice").is(200);
        assertThat(advice.value("items.find { it.id == 'unversioned-data-models' }.status"))
                .isEqualTo(status);
    }

    private void theDataPassAtTheFirstAttempt() {
        pd.gateReady("data");
        String id = pd.as(DATA_OWNER).go("data").is(201).value("id");
        pd.as(SPONSOR).vote("data", id, "APPROVE").is(201);
        // Three are enough, and the role that is missing is asked for all the same.
        pd.as(MODEL_OWNER)
                .vote("data", id, "APPROVE")
                .is(201)
                .has("state", "OPEN")
                .has("approvals", 3);
        pd.api().gate("data").has("openDecision.rolesMissing", "[\"lead-data-scientist\"]");
        pd.as(LEAD)
                .vote("data", id, "APPROVE")
                .is(201)
                .has("state", "EFFECTIVE")
                .has("attempt", 1)
                .has("gateState", "PASSED")
                .has("phase", "MODEL");
    }

    // 4

    private void anUnfairModelIsNotWaived() {
        // Given
        pd.at("2025-03-10T09:00:00Z");
        CreditEvidence.model(pd);
        pd.passAll("MODEL", EVALUATION, "model.champion-selection", "model.packaging", TESTS, "model.model-card");

        // When
        Answer unfair =
                pd.evidence(EVALUATION, """
                        {'modelDigest': '%s', 'metrics': {'auc': 0.802, 'gini': 0.604, 'ece': 0.014},
                         'trainMetrics': {'auc': 0.821}, 'slices': [{'name': 'out-of-time', 'n': 21400, 'value': 0.789}],
                         'fairness': [{'attribute': 'age<25', 'air': 0.74}]}""".formatted(CreditEvidence.UNFAIR)).has("itemState", "FAILED");

        // Then
        assertThat(failedChecks(unfair)).containsExactly("fairness");
        pd.as(AUTHOR)
                .post("/items/model.evaluation/waivers", quoted("""
                {'check': 'fairness', 'reason': 'the peak of applications is near', 'compensation': 'manual review below 25',
                 'expiresAt': '2025-04-10T00:00:00Z'}
                """))
                .isProblem(422, "not-waivable")
                .has("tier", "HIGH");
        pd.api().get("/waivers").is(200).has("items", "[]");
    }

    // 5

    private void theFairModelIsMadeReadyToShip() {
        // When
        pd.at("2025-03-17T09:00:00Z");
        pd.evidence(EVALUATION).has("itemState", "IN_REVIEW");
        pd.accept(EVALUATION).api().item(EVALUATION).has("state", "SATISFIED");
        pd.evidence("model.champion-selection").has("itemState", "IN_REVIEW");
        assertThat(failedChecks(pd.evidence("model.packaging", "{'signatureVerified': false}")
                        .has("itemState", "FAILED")))
                .containsExactly("signed");
        pd.evidence("model.packaging").has("itemState", "SATISFIED");
        assertThat(failedChecks(
                        pd.evidence(TESTS, "{'shadow': {'requests': 18400}}").has("itemState", "FAILED")))
                .containsExactly("shadow");
        pd.passAll("MODEL").acceptAll("MODEL");

        // Then all that pipelines and people owe is there, and the validator's word is not
        Answer refused = pd.as(MODEL_OWNER).go("model").isProblem(409, "gate-not-ready");
        assertThat(refused.list("unmet.kind")).containsExactly("VALIDATION");
        assertThat(refused.list("unmet.state")).containsExactly("MISSING");
    }

    // 6

    /** The scenario says 409; whoever may not judge is told 403 everywhere, with the rule. */
    private void aContributorDoesNotValidate() {
        pd.as(OSEI)
                .post("/gates/model/validations", "{\"opinion\": \"FIT\", \"scope\": \"all of it\"}")
                .isProblem(403, "separation-of-duties")
                .has("rule", "R4")
                .has("detail", "n.osei is a contributor to the project and so does not validate it.");
    }

    /** A GO is asked for behind an opinion only, so the veto meets one that the figures alone had opened. */
    private void theValidatorVetoesAndTheModelGoesBack() {
        // Given
        pd.at("2025-03-19T09:00:00Z");
        opinion("""
                {'opinion': 'FIT', 'scope': 'the figures, re-performed',
                 'reperformed': [{'metric': 'auc', 'reported': 0.796, 'measured': 0.795}]}""").has("validator", "r.lind").has("outdated", false);
        String id = pd.as(MODEL_OWNER)
                .go("model")
                .is(201)
                .has("state", "OPEN")
                .has("rolesMissing", "[\"compliance\", \"validator\"]")
                .value("id");
        pd.as(DPO).vote("model", id, "APPROVE").is(201).has("state", "OPEN");

        // When
        pd.at("2025-03-20T09:00:00Z");
        pd.as(LIND).vote("model", id, "VETO").is(201).has("state", "REJECTED").has("gateState", "NOT_READY");
        opinion("""
                {'opinion': 'NOT_FIT', 'scope': 'reason codes, 50 cases',
                 'remarks': [{'severity': 'HIGH', 'text': 'reason codes are wrong in 3 of 50 cases', 'owner': 'a.ruiz',
                              'dueOn': '2025-04-20'}]}""");

        // Then
        Answer refused = pd.as(MODEL_OWNER).go("model").isProblem(409, "gate-not-ready");
        assertThat(refused.list("unmet.kind")).containsExactly("VALIDATION", "VETO");
        assertThat(refused.list("unmet.state")).containsExactly("NOT_FIT", "STANDING");
        pd.as(MODEL_OWNER)
                .decide("model", quoted("""
                {'outcome': 'RECYCLE', 'rationale': 'reason codes are wrong in 3 of 50 cases',
                 'reopen': ['model.packaging', 'model.pre-deployment-testing', 'model.model-card']}
                """))
                .is(201)
                .has("state", "EFFECTIVE")
                .has("attempt", 1)
                .has("gateState", "NOT_READY");
        pd.api().gate("model").has("attempt", 2).has("iteration", 1);
        // What was vetoed is no longer what the gate rests on.
        assertThat(pd.api().gate("model").list("unmet.state"))
                .containsExactly("REOPENED", "REOPENED", "REOPENED", "OUTDATED");
    }

    private void aMendedModelPassesOnACondition() {
        // Given
        pd.at("2025-03-28T09:00:00Z");
        CreditEvidence.shipped(pd, CreditEvidence.CHAMPION, CreditEvidence.MENDED_IMAGE);
        pd.passAll("MODEL").acceptAll("MODEL");
        assertThat(pd.api().gate("model").list("unmet.state")).containsExactly("OUTDATED");
        opinion("""
                {'opinion': 'FIT_WITH_CONDITIONS', 'scope': 'figures and reason codes',
                 'reperformed': [{'metric': 'auc', 'reported': 0.796, 'measured': 0.795}],
                 'remarks': [{'severity': 'MEDIUM', 'text': 'no note on reject inference', 'owner': 'a.ruiz',
                              'dueOn': '2025-05-27'}]}""");
        pd.api().gate("model").has("ready", true);

        // When
        pd.as(MODEL_OWNER)
                .go("model")
                .isProblem(422, "invalid-decision")
                .has("errors[0].pointer", "/outcome")
                .has("errors[0].allowed", "[\"CONDITIONAL_GO\", \"RECYCLE\"]");
        Answer go = pd.agreed("model", """
                {'outcome': 'CONDITIONAL_GO', 'rationale': 'fit but for the note',
                 'conditions': [{'title': 'Note on reject inference', 'owner': 'a.ruiz', 'item': 'model.model-card',
                                 'dueAt': '2025-05-27T09:00:00Z'}]}""", MODEL_OWNER, LIND, DPO);

        // Then
        go.has("approvals", 3)
                .has("attempt", 2)
                .has("gateState", "CONDITIONALLY_PASSED")
                .has("phase", "DEPLOY")
                .has("conditions[0].state", "OPEN")
                .has("votes[1].roles", "[\"validator\"]");
    }

    private Answer opinion(String body) {
        return pd.as(LIND).post("/gates/model/validations", quoted(body)).is(201);
    }

    // 7

    private void theConditionIsMetByANewCard() {
        pd.at("2025-04-08T09:00:00Z");
        pd.says("model.model-card", "{'rejectInference': 'parcelling, with its sensitivity'}");

        // A card that nobody has read carries no gate.
        pd.evidence("model.model-card").has("itemState", "IN_REVIEW");
        pd.api().check("model").is(409).has("state", "SUSPENDED");
        pd.accept("model.model-card");

        pd.api().check("model").is(200).has("state", "PASSED");
        pd.api()
                .get("/conditions")
                .has("items[0].state", "CLOSED")
                .has("items[0].comment", "model.model-card is satisfied");
    }

    private void anOldScanHoldsTheLaunchUp() {
        // Given a scan of 29 days
        CreditEvidence.serving(pd, CreditEvidence.CHAMPION, CreditEvidence.MENDED_IMAGE);
        pd.passAll("DEPLOY", REVIEW, SECURE).acceptAll("DEPLOY");
        pd.evidenceWith(SECURE, "{'observedAt': '2025-03-10T09:00:00Z'}", "{}").has("itemState", "IN_REVIEW");
        pd.accept(SECURE).api().gate("deploy").has("ready", true).has("state", "READY");

        // When two days have passed in which the service gave its signs of life
        pd.at("2025-04-10T09:00:00Z").heartbeats();

        // Then
        Answer refused = pd.as(SERVICE_OWNER).go("deploy").isProblem(409, "gate-not-ready");
        assertThat(unmet(refused)).containsExactly(SECURE + " STALE");
        refused.has("unmet[0].reason", "its evidence was fresh until 2025-04-09T09:00:00Z");
    }

    private void itGoesLive() {
        pd.renew(SECURE).api().gate("deploy").has("ready", true);
        pd.go("deploy", SERVICE_OWNER, SECURITY, DPO)
                .has("gateState", "PASSED")
                .has("projectState", "LIVE")
                .has("conditions[0].item", REVIEW)
                .has("conditions[0].dueAt", "\"2025-06-09T09:00:00Z\"");
        // The note on reject inference is there, so what is left open is the review.
        assertThat(pd.api().get("/conditions").list("items.state")).containsExactlyInAnyOrder("CLOSED", "OPEN");
    }

    /** The scenario leaves it out; without it the condition would be overdue by the time of the drift. */
    private void theReviewIsHeldInTime() {
        pd.at("2025-06-08T09:00:00Z").evidence(REVIEW, """
                {'liveDays': 59, 'kpis': [{'name': 'loss_rate_pct', 'baseline': 2.1, 'planned': 1.8, 'actual': 1.84}]}
                """).has("itemState", "IN_REVIEW");
        pd.accept(REVIEW);
        assertThat(pd.api().get("/conditions").list("items.state")).containsExactly("CLOSED", "CLOSED");
    }

    // 8

    private void aQuarterLaterTheConceptMoves() {
        pd.at("2025-07-01T09:00:00Z");
        signal(
                        "{'kind': 'performance', 'data': {'metric': 'gini', 'reference': 0.592, 'current': 0.556, 'cohorts': 'matured'}}")
                .has("runs", quoted("""
                        [{'from': 'DEPLOY', 'to': 'MODEL', 'windows': 1, 'firstBreachAt': '2025-07-01T09:00:00Z'}]"""))
                .has("proposed", "[]");
        theInputsAreStable();
    }

    private void whatHasGrownOldInTwoQuartersIsRenewed() {
        pd.at("2025-10-01T09:00:00Z");
        pd.api().check("plan").is(409).has("state", "SUSPENDED");
        pd.api().check("deploy").is(409).has("state", "SUSPENDED");
        pd.renew(
                "plan.stakeholders",
                "plan.data-availability",
                RISK,
                "deploy.cicd-iac",
                "deploy.serving",
                "deploy.monitoring",
                "deploy.retraining",
                SECURE,
                "deploy.rollback");
        for (String gate : List.of("plan", "data", "model", "deploy")) {
            pd.api().check(gate).is(200).has("state", "PASSED");
        }
    }

    private void anotherQuarterLaterTheLoopIsProposed() {
        theInputsAreStable();
        signal(
                        "{'kind': 'performance', 'data': {'metric': 'gini', 'reference': 0.592, 'current': 0.530, 'cohorts': 'matured'}}")
                .has("runs[0].windows", 2)
                .has("proposed[0].from", "DEPLOY")
                .has("proposed[0].to", "MODEL")
                .has("proposed[0].trigger", "CONCEPT_DRIFT")
                .has("proposed[0].state", "PROPOSED")
                .has("proposed[0].firstBreachAt", "\"2025-07-01T09:00:00Z\"");
        pd.api().get().has("state", "LIVE").has("iteration", 1);
    }

    private void theInputsAreStable() {
        signal("{'kind': 'data-drift', 'data': {'features': [{'name': 'dti', 'psi': 0.08, 'nCurrent': 40000}]}}")
                .has("runs", "[{\"from\": \"MODEL\", \"to\": \"DATA\", \"windows\": 0}]")
                .has("proposed", "[]");
    }

    private Answer signal(String body) {
        return pd.as(PIPELINE).post("/signals", quoted(body)).is(201);
    }

    private void theLoopIsConfirmed() {
        // When
        pd.at("2025-10-06T09:00:00Z").heartbeats();
        String id = pd.api().get("/loops").value("items[0].id");
        Answer confirmed = pd.as(MODEL_OWNER)
                .post("/loops/%s/confirmation".formatted(id), quoted("""
                {'verdict': 'CONFIRM', 'rationale': 'Gini 0.592 to 0.530 at PSI 0.08; until a challenger is validated, a tighter cut-off',
                 'reaffirmed': ['data.ingestion', 'data.profiling', 'data.cleaning', 'data.feature-engineering',
                                'data.feature-selection', 'data.eda', 'data.validation-versioning',
                                'data.observability-plan']}
                """))
                .is(201);

        // Then
        confirmed.has("state", "CONFIRMED").has("iteration", 2).has("gates", "[\"model\", \"deploy\"]");
        assertThat(confirmed.list("reopened"))
                .containsExactly(
                        "plan.baseline",
                        "data.labeling",
                        "model.algorithm-candidates",
                        "model.training-cross-validation",
                        "model.hyperparameter-tuning",
                        EVALUATION,
                        REVIEW);
        assertThat(confirmed.list("invalidated"))
                .containsExactly(
                        "model.champion-selection",
                        "model.packaging",
                        TESTS,
                        "model.model-card",
                        "deploy.serving",
                        "deploy.monitoring",
                        "deploy.rollback");
        assertThat(confirmed.list("reaffirm")).hasSize(9).startsWith(RISK, "data.ingestion");
        pd.api().get().has("state", "ACTIVE").has("phase", "MODEL").has("iteration", 2);
        assertThat(pd.api().get("/gates").list("items.state"))
                .containsExactly("SUSPENDED", "SUSPENDED", "REOPENED", "REOPENED");
        // The data were vouched for; while something is being built, the roadmap has a clock again.
        assertThat(unmet(pd.api().gate("data"))).containsExactly("data.labeling REOPENED");
        assertThat(unmet(pd.api().gate("plan")))
                .containsExactly("plan.roadmap STALE", RISK + " IN_REVIEW", "plan.baseline REOPENED");
    }

    private void theQuestionOfSubstantialModificationIsOnRecord() {
        pd.evidence(RISK, """
                {'substantialModification': {'article': '43(4)', 'asked': true, 'answer': false},
                 'compensatingControl': 'cut-off tightened until a challenger has passed'}""").has("itemState", "IN_REVIEW");
        pd.as(DPO).review(RISK, "ACCEPT").is(201);
        pd.api().item(RISK).has("state", "SATISFIED");
        pd.evidenceOf(RISK).has("data.substantialModification.article", "43(4)");
        assertThat(pd.api().get("/frameworks/eu-ai-act").value("clauses.find { it.clause == 'Art. 27(1)' }.support"))
                .isEqualTo("SUPPORTED");
    }

    private void theChampionStaysUntilAChallengerIsValidated() {
        // Given
        pd.says("plan.baseline", "{'metrics': {'auc': 0.689}, 'datasetVersion': 'pd@2025-09'}");
        pd.post(List.of("plan.baseline", "plan.roadmap", "data.labeling"))
                .accept("plan.baseline", "plan.roadmap", "data.labeling");
        pd.api().check("plan").is(200);
        pd.api().check("data").is(200);

        // Then what was validated before the loop is no word on what comes after it
        Answer refused = pd.as(MODEL_OWNER).go("model").isProblem(409, "gate-not-ready");
        assertThat(refused.list("unmet.kind"))
                .endsWith("VALIDATION")
                .filteredOn("VALIDATION"::equals)
                .hasSize(1);
        assertThat(refused.list("unmet.state")).endsWith("MISSING");
        pd.api().check("model").is(409).has("state", "REOPENED");
        pd.api().item("deploy.serving").has("state", "STALE");
        pd.evidenceOf("deploy.serving").has("data.servedModelDigest", CreditEvidence.CHAMPION);
        pd.api().get("/loops").has("items[0].state", "CONFIRMED");
    }

    // 9

    /** Before the challenger, that is of the first iteration; each gate's yield is that of the days in which it was decided. */
    private void theNumbersAreThoseOfTheStory() {
        // A HOLD is no verdict, so the first that the plan got was its GO.
        firstPass("2025-01-13", "2025-02-21", 1);
        firstPass("2025-02-21", "2025-03-10", 1);
        firstPass("2025-03-10", "2025-04-08", 0);
        firstPass("2025-04-08", "2025-05-01", 1);
        flow("2025-01-13", "2025-12-31")
                .has("rolledThroughputYield", "{\"unit\": \"RATIO\", \"value\": 0}")
                .has("recycleRate.numerator", 1)
                .has("recycleRate.denominator", 6)
                .has("waiverRate", "{\"unit\": \"RATIO\", \"numerator\": 0, \"denominator\": 48, \"value\": 0}")
                .has("waiverGrantRate", "{\"unit\": \"RATIO\", \"numerator\": 0, \"denominator\": 0}")
                .has("conditionsClosedOnTime.numerator", 2)
                .has("conditionsClosedOnTime.denominator", 2)
                .has("neverReadyCycles.value", 0)
                .has("conditionsOverdue.value", 0)
                .has("loopRate.numerator", 1)
                .has("reopenDepth.n", 1)
                .has("gateEscapes.value", 0);
        assertThat(refusals("separation-of-duties") - dutiesBefore).isEqualTo(1);
        assertThat(refusals("not-waivable") - waiversBefore).isEqualTo(1);
    }

    private void firstPass(String from, String to, int passed) {
        flow(from, to).has("firstPassYield", """
                {"unit": "RATIO", "numerator": %d, "denominator": 1, "value": %d}""".formatted(passed, passed));
    }

    /** What the owner of this project alone is told; other stories have projects in every answer. */
    private Numbers flow(String from, String to) {
        Answer flow = api.where("from", from)
                .where("to", to)
                .where("by", "OWNER")
                .get("/v1/flow")
                .is(200);
        int own = flow.list("groups.key").indexOf(owner);
        flow.has("groups[%d].projects".formatted(own), 1);
        return new Numbers(flow, "groups[%d].metrics.".formatted(own));
    }

    private record Numbers(Answer flow, String place) {

        Numbers has(String metric, Object expected) {
            flow.has(place + metric, expected);
            return this;
        }
    }

    private void theChallengerPasses() {
        // Given
        pd.at("2025-11-10T09:00:00Z")
                .says("model.training-cross-validation", "{'modelDigest': '%s'}".formatted(CreditEvidence.CHALLENGER))
                .says(
                        EVALUATION,
                        "{'modelDigest': '%s', 'metrics': {'auc': 0.799, 'gini': 0.598}}"
                                .formatted(CreditEvidence.CHALLENGER))
                .says("model.champion-selection", "{'championDigest': '%s'}".formatted(CreditEvidence.CHALLENGER));
        CreditEvidence.shipped(pd, CreditEvidence.CHALLENGER, CreditEvidence.NEXT_IMAGE);
        pd.passAll("MODEL").acceptAll("MODEL");
        opinion("""
                {'opinion': 'FIT', 'scope': 'figures and reason codes',
                 'reperformed': [{'metric': 'auc', 'reported': 0.799, 'measured': 0.799}]}""");

        // When
        Answer go = pd.go("model", MODEL_OWNER, LIND, DPO);

        // Then
        go.has("iteration", 2).has("attempt", 1).has("gateState", "PASSED").has("phase", "DEPLOY");
        firstPass("2025-11-10", "2025-11-11", 1);
    }

    /** How many commands the rules have refused with problems of this type. */
    private double refusals(String type) {
        String scrape = api.request().accept("text/plain").get("/q/metrics").asString();
        return Pattern.compile("(?m)^tollgate_refusals_total\\{[^}]*type=\"%s\"[^}]*} (\\S+)$".formatted(type))
                .matcher(scrape)
                .results()
                .map(MatchResult::group)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
