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
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A demand forecast at low risk, under strict checks: an item that does not apply, two waivers, a condition that falls overdue, a service that goes
 * live and earns nothing, and its end. The clock stands where the story puts it, and no job runs.
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class DemandScenarioStoryTest {

    private static final Person SPONSOR = governor("sponsor", "sponsor");
    private static final Person DATA_OWNER = governor("data-owner", "data-owner");
    private static final Person HEAD_OF_SUPPLY = governor("head-of-supply-chain", "model-owner");
    private static final Person SERVICE_OWNER = governor("service-owner", "service-owner");
    private static final Person ENGINEER = governor("ml-engineer");
    private static final Person RUIZ = Person.contributor("a.ruiz");
    private static final Person MEYER = Person.contributor("k.meyer");
    private static final Person AIRFLOW = new Person("airflow", Set.of("pipeline"));
    private static final Person BI = new Person("bi-report", Set.of("pipeline"));

    private static final String CARD = "model.model-card";
    private static final String TESTING = "model.pre-deployment-testing";
    private static final String REVIEW = "deploy.post-deployment-review";
    private static final Instant CARD_DUE = Instant.parse("2026-11-15T18:00:00Z");
    private static final Instant SHADOW_WAIVER_ENDS = Instant.parse("2026-11-29T09:00:00Z");
    private static final Duration TICK = Duration.ofNanos(1_000);

    @Inject
    MovableClock clock;

    @Inject
    Scheduler scheduler;

    private final Api api = Api.of(getClass());
    private final String owner = Api.unique("supply-chain");
    private StrictProject demand;

    @BeforeEach
    void nothingHappensByItself() {
        scheduler.pause("clock");
        demand = new StrictProject(api, clock, "demand").team(RUIZ, AIRFLOW, MEYER);
    }

    @AfterEach
    void theClockRunsAgain() {
        clock.runAgain();
        scheduler.resume("clock");
    }

    @Test
    void fromTheFirstIdeaToTheEnd() {
        aProjectWithLimitsOfItsOwnIsFramed();
        thePlanIsApprovedAndItsTargetsLocked();
        whatNeedsNoLabelsIsNotSaidOfAForecast();
        aRandomSplitIsNoneForAForecast();
        theRoadmapHasGoneStaleAndIsRenewed();
        foldsThatLookAheadAreNone();
        theModelIsEvaluated();
        theShadowTestIsWaivedBySomebodyElseAndNotForLong();
        theModelPassesOnAConditionThatIsNotTooFarOff();
        theScoringJobReportsWithoutLatencies();
        theConditionFallsOverdueAndHoldsUpTheNextGate();
        theCardComesLateAndTheGateStandsAgain();
        itGoesLive();
        theShadowWaiverEndsAndTheServiceKeepsRunning();
        theShadowRecordComesTheNextDay();
        theReviewFindsThatItIsNotWorthIt();
        theFiguresProposeALoopToThePlan();
        theSponsorEndsIt();
        theHistoryStaysReadable();
        theNumbersTellTheStory();
    }

    // 1: plan

    private void aProjectWithLimitsOfItsOwnIsFramed() {
        demand.at("2026-03-02T09:00:00Z");
        demand.create(SPONSOR, """
                        'owner': '%s', 'riskTier': 'LOW', 'taskType': 'FORECASTING', 'primaryMetric': 'wape', 'primaryDirection': 'MIN',
                        'affectsPersons': false, 'policy': {'labelMaturityDays': 0, 'requireShadow': true}
                        """.formatted(owner))
                .is(201)
                .has("phase", "PLAN")
                .has("checklist", "dsml-strict")
                .has("primaryDirection", "MIN")
                .has("policy", "{\"labelMaturityDays\": 0, \"requireShadow\": true}");

        demand.says("plan.business-objective", """
                {'decisionSupported': 'how much of each article to order', 'kpis': [{'name': 'stockout_rate_pct', 'unit': '%', 'baseline': 6.0,
                 'target': 4.5, 'direction': 'decrease', 'dueDate': '2027-06-30T00:00:00Z'}]}""")
                .says("plan.success-metrics", """
                {'technical': [{'name': 'wape', 'value': 0.18, 'direction': 'min'}, {'name': 'abs_bias', 'value': 0.03, 'direction': 'min'}],
                 'business': [{'name': 'stockout_rate_pct', 'value': 4.5}]}""")
                .says("plan.baseline", """
                {'method': 'naive', 'metrics': {'auc': null, 'pr_auc': null, 'wape': 0.243}, 'datasetVersion': 'demand@2026-06-01'}""")
                .says("plan.ml-task", """
                {'taskType': 'forecasting', 'predictionUnit': 'article-store-week', 'target': 'units_sold',
                 'whyMl': 'promotions and weather move demand'}""")
                .says("plan.stakeholders", """
                {'roles': [{'person': 'sponsor', 'role': 'owner', 'raci': 'A'}, {'person': 'a.ruiz', 'role': 'contributor', 'raci': 'R'},
                           {'person': 'k.meyer', 'role': 'reviewer', 'raci': 'C'}, {'person': 'planners', 'role': 'end-user', 'raci': 'I'}]}""")
                .says("plan.data-availability", """
                {'sources': [{'id': 'pos.sales', 'owner': 'retail-it', 'legalBasis': 'contract', 'accessGranted': true, 'required': true,
                              'completeness': 0.997, 'historyMonths': 60}]}""");
    }

    private void thePlanIsApprovedAndItsTargetsLocked() {
        // Given no personal data, and so nobody asks for an assessment of its protection
        demand.at("2026-06-29T09:00:00Z");
        Answer risk = demand.evidence("plan.risk-ethics-governance", """
                {'riskTier': 'low', 'personalData': false, 'dpia': null}""").has("itemState", "IN_REVIEW");
        assertThat(failedChecks(risk)).isEmpty();
        demand.gateReady("plan");
        demand.api().get().hasNo("targets");

        // When
        demand.at("2026-07-01T09:00:00Z");
        demand.go("plan", SPONSOR).has("gateState", "PASSED").has("phase", "DATA");

        // Then
        demand.api().get().has("targets.lockedAt", "\"2026-07-01T09:00:00Z\"").has("targets.values", """
                [{"name": "wape", "value": 0.18, "direction": "min"}, {"name": "abs_bias", "value": 0.03, "direction": "min"}]""");
    }

    // 2: data

    private void whatNeedsNoLabelsIsNotSaidOfAForecast() {
        // Given labels that are mature at once, as the project's own limit says
        demand.at("2026-08-18T09:00:00Z");
        Answer labels = demand.evidence("data.labeling", "{'source': 'outcome', 'maturityDays': 0}")
                .has("itemState", "IN_REVIEW");
        assertThat(failedChecks(labels)).isEmpty();

        // When its labels are said not to be needed, then the rule is looked at
        notApplicable(DATA_OWNER, "data.labeling", "unsupervised")
                .isProblem(422, "rule-not-met")
                .has("errors[0].pointer", "/rule")
                .has("errors[0].detail", "needs project.taskType in ['clustering','anomaly-detection']");
        demand.accept("data.labeling").api().item("data.labeling").has("state", "SATISFIED");

        // When the learner selects features itself, then the data owner says so, and nobody else
        notApplicable(ENGINEER, "data.feature-selection", "embedded-in-learner")
                .isProblem(403, "role-required")
                .has("roles", "[\"data-owner\"]");
        notApplicable(DATA_OWNER, "data.feature-selection", "embedded-in-learner")
                .is(201)
                .has("state", "NOT_APPLICABLE")
                .has("notApplicable", """
                {"rule": "embedded-in-learner", "comment": "so it is", "declaredBy": "data-owner", "declaredAt": "2026-08-18T09:00:00Z"}""");
    }

    private Answer notApplicable(Person person, String item, String rule) {
        return demand.as(person).post("/items/%s/not-applicable".formatted(item), """
                {"rule": "%s", "comment": "so it is"}
                """.formatted(rule));
    }

    private void aRandomSplitIsNoneForAForecast() {
        // Given
        demand.says("data.ingestion", "{'sources': ['pos.sales']}")
                .says("data.validation-versioning", "{'datasetVersion': 'demand@2026-08-01'}")
                .says("data.observability-plan", "{'referenceVersion': 'demand@2026-08-01', 'labelDelayDays': 0}");

        // When
        Answer random = demand.evidence("data.validation-versioning", "{'splitStrategy': 'random'}");

        // Then
        random.has("itemState", "FAILED").has("reason", "check time-safe failed");
        assertThat(failedChecks(random)).containsExactly("time-safe");
        assertThat(random.list("checks.find { !it.passed }.found.collect { it.path + ' ' + it.value }"))
                .containsExactly("project.taskType forecasting", "evidence.splitStrategy random");

        // When
        demand.evidence("data.validation-versioning", "{'splitStrategy': 'temporal'}")
                .has("itemState", "SATISFIED");
        demand.gateReady("data").at("2026-08-20T09:00:00Z");

        // Then
        demand.go("data", DATA_OWNER)
                .has("gateState", "PASSED")
                .has("phase", "MODEL")
                .has("attempt", 1);
        assertThat(demand.api()
                        .gate("data")
                        .list("criteria.items.flatten().findAll { it.state == 'NOT_APPLICABLE' }.item"))
                .containsExactly("data.feature-selection");
    }

    // 3: model

    private void theRoadmapHasGoneStaleAndIsRenewed() {
        demand.at("2026-10-12T09:00:00Z");
        Answer plan = demand.api().check("plan").isProblem(409, "gate-blocked").has("state", "SUSPENDED");
        assertThat(unmet(plan)).containsExactly("plan.roadmap STALE");

        demand.renew("plan.roadmap").api().check("plan").is(200);
    }

    private void foldsThatLookAheadAreNone() {
        demand.says("model.training-cross-validation", """
                {'folds': 6, 'cv': {'auc': null, 'wape': {'mean': 0.173, 'std': 0.011}}, 'datasetVersion': 'demand@2026-08-01'}""");
        Answer kfold = demand.evidence("model.training-cross-validation", "{'scheme': 'kfold'}")
                .has("itemState", "FAILED");
        assertThat(failedChecks(kfold)).containsExactly("time-safe");

        demand.evidence("model.training-cross-validation", "{'scheme': 'rolling-origin'}")
                .has("itemState", "SATISFIED");
    }

    private void theModelIsEvaluated() {
        // Given 0.171, which beats 0.243 by more than 0.02; of promotions 0.179, which times 0.95 is no worse
        demand.says("model.evaluation", """
                {'metrics': {'auc': null, 'pr_auc': null, 'ece': null, 'wape': 0.171, 'abs_bias': 0.012},
                 'trainMetrics': {'auc': null, 'wape': 0.155}, 'slices': [{'name': 'promo', 'n': 5200, 'value': 0.179}],
                 'datasetVersion': 'demand@2026-08-01'}""");
        Answer worse = demand.evidence("model.evaluation", """
                {'fairness': null, 'slices': [{'name': 'promo', 'n': 5200, 'value': 0.181}]}""");
        assertThat(failedChecks(worse)).containsExactly("slices");
        Answer good = demand.evidence("model.evaluation", "{'fairness': null}").has("itemState", "IN_REVIEW");
        assertThat(failedChecks(good)).isEmpty();
        demand.accept("model.evaluation").api().item("model.evaluation").has("state", "SATISFIED");

        // When the season leaves no time for a shadow test
        demand.passAll("MODEL", CARD, TESTING).acceptAll("MODEL");
        Answer untried = demand.evidence(TESTING, "{'shadow': null}").has("itemState", "FAILED");

        // Then
        assertThat(failedChecks(untried)).containsExactly("shadow");
        assertThat(untried.value("checks.find { !it.passed }.missing")).isEqualTo("evidence.shadow.requests");
        assertThat(unmet(demand.as(HEAD_OF_SUPPLY).go("model").isProblem(409, "gate-not-ready")))
                .containsExactlyInAnyOrder(TESTING + " FAILED", CARD + " NOT_STARTED");
    }

    // 4: a waiver of one check

    private void theShadowTestIsWaivedBySomebodyElseAndNotForLong() {
        demand.at("2026-10-15T09:00:00Z");
        String compensation = "planners confirm the 200 articles that sell most";
        waive(ENGINEER, TESTING, "shadow", compensation, demand.now().plus(Duration.ofDays(60)))
                .isProblem(422, "waiver-too-long")
                .has("errors[0].pointer", "/expiresAt");
        Answer asked = waive(ENGINEER, TESTING, "shadow", compensation, SHADOW_WAIVER_ENDS)
                .is(201)
                .has("state", "REQUESTED")
                .has("check", "shadow")
                .has("compensation", compensation);
        demand.api().item(TESTING).has("state", "FAILED");

        // When
        String waiver = asked.value("id");
        grant(ENGINEER, waiver).isProblem(403, "separation-of-duties").has("rule", "R3");
        grant(SPONSOR, waiver).isProblem(403, "role-required").has("roles", "[\"model-owner\"]");
        grant(HEAD_OF_SUPPLY, waiver).is(201).has("state", "GRANTED").has("ruledBy", "head-of-supply-chain");

        // Then
        demand.api()
                .item(TESTING)
                .has("state", "WAIVED")
                .has("reason", "waived: shadow")
                .has("waivers", "[\"%s\"]".formatted(waiver));
    }

    private Answer waive(Person person, String item, String check, String compensation, Instant until) {
        return demand.as(person).post("/items/%s/waivers".formatted(item), """
                {%s "reason": "the peak season begins", "compensation": "%s", "expiresAt": "%s"}
                """.formatted(
                        check.isEmpty() ? "" : "\"check\": \"%s\",".formatted(check), compensation, until));
    }

    private Answer grant(Person person, String waiver) {
        return demand.as(person).post("/waivers/%s/ruling".formatted(waiver), """
                {"verdict": "GRANT", "comment": "the risk is ours"}""");
    }

    // 5: a waiver of an item, and a condition that goes on to ask for it

    private void theModelPassesOnAConditionThatIsNotTooFarOff() {
        // Given a card without its last section, under a waiver of 30 days
        demand.at("2026-10-20T09:00:00Z");
        Answer card = demand.evidence(CARD, """
                {'sections': ['model-details', 'intended-use', 'factors', 'metrics', 'evaluation-data', 'training-data', 'quantitative-analyses',
                              'ethical-considerations']}""").has("itemState", "FAILED");
        assertThat(failedChecks(card)).containsExactly("nine-sections");
        waive(
                        RUIZ,
                        CARD,
                        "",
                        "the limits are told to the planners",
                        demand.now().plus(Duration.ofDays(31)))
                .isProblem(422, "waiver-too-long");
        String waiver = waive(
                        RUIZ,
                        CARD,
                        "",
                        "the limits are told to the planners",
                        demand.now().plus(Duration.ofDays(30)))
                .is(201)
                .value("id");
        grant(RUIZ, waiver).isProblem(403, "forbidden");
        grant(HEAD_OF_SUPPLY, waiver).is(201);
        demand.api().item(CARD).has("state", "WAIVED");

        // When
        conditionalGo(demand.now().plus(Duration.ofDays(120)))
                .isProblem(422, "invalid-decision")
                .has("errors[0].pointer", "/conditions/0/dueAt");
        Answer passed = conditionalGo(CARD_DUE).is(201);

        // Then
        passed.has("outcome", "CONDITIONAL_GO")
                .has("gateState", "CONDITIONALLY_PASSED")
                .has("phase", "DEPLOY")
                .has("conditions[0].owner", "a.ruiz")
                .has("conditions[0].state", "OPEN")
                .has("conditions[0].item", CARD);
        Answer gate = demand.api().gate("model").has("ready", true);
        assertThat(gate.list("waivers"))
                .containsExactlyInAnyOrder(waiver, demand.api().item(TESTING).value("waivers[0]"));
    }

    private Answer conditionalGo(Instant dueAt) {
        return demand.as(HEAD_OF_SUPPLY).decide("model", """
                {"outcome": "CONDITIONAL_GO", "rationale": "good enough for the season", "conditions": [
                  {"title": "model card has caveats-recommendations", "owner": "a.ruiz", "item": "%s", "dueAt": "%s"}]}
                """.formatted(CARD, dueAt));
    }

    // 6, first part: a batch service has no latency

    private void theScoringJobReportsWithoutLatencies() {
        demand.at("2026-11-14T10:00:00Z");
        demand.says("deploy.strategy", "{'mode': 'batch', 'rollout': 'batch-cutover'}")
                .says("deploy.serving", "{'latencyMs': {'p99': null}}")
                .says("deploy.monitoring", "{'referenceDatasetVersion': 'demand@2026-08-01'}");

        // Given an online service, then its latency would be missing
        demand.evidence("deploy.strategy", "{'mode': 'online'}");
        Answer online = demand.evidence("deploy.serving").has("itemState", "FAILED");
        assertThat(failedChecks(online)).containsExactly("slo");
        assertThat(online.value("checks.find { !it.passed }.missing")).isEqualTo("evidence.latencyMs.p99");

        // When
        demand.evidence("deploy.strategy");

        // Then
        demand.evidence("deploy.serving").has("itemState", "SATISFIED");
        demand.passAll("DEPLOY", REVIEW)
                .acceptAll("DEPLOY")
                .api()
                .gate("deploy")
                .has("unmet", "[]")
                .has("state", "READY");
    }

    // 5, second part: time alone

    private void theConditionFallsOverdueAndHoldsUpTheNextGate() {
        // Given
        long version = demand.api().version();
        demand.at(CARD_DUE.toString());
        demand.api().check("model").is(200).has("state", "CONDITIONALLY_PASSED");

        // When
        demand.later(TICK);

        // Then at once, and nothing had to be written
        demand.api().check("model").isProblem(409, "gate-blocked").has("state", "SUSPENDED");
        demand.at("2026-11-16T09:00:00Z");
        demand.api()
                .check("model")
                .isProblem(409, "gate-blocked")
                .has("unmet[0].kind", "CONDITION")
                .has("unmet[0].state", "OVERDUE")
                .has("unmet[0].reason", "due 2026-11-15T18:00:00Z, owner a.ruiz")
                .hasNo("unmet[1]");
        demand.api().get("/conditions").has("items[0].state", "OVERDUE");
        demand.as(SERVICE_OWNER)
                .go("deploy")
                .isProblem(409, "gate-not-open")
                .has("detail", "Gate deploy is not open: gate model is SUSPENDED.");
        demand.api().gate("deploy").has("canYouDecide.allowed", false);
        assertThat(demand.api().version()).isEqualTo(version);

        // When the platform posts what it posts every day, then it is on record
        demand.heartbeats();
        assertThat(demand.api().eventsAfter(version))
                .containsExactly("condition.overdue", "gate.state-changed", "evidence.recorded", "evidence.recorded");
    }

    private void theCardComesLateAndTheGateStandsAgain() {
        // Given the whole card, which waits for a reader while the waiver stands
        demand.at("2026-11-18T09:00:00Z");
        demand.evidence(CARD).has("itemState", "WAIVED");
        demand.api().check("model").is(409);

        // When
        demand.accept(CARD);

        // Then
        demand.api().item(CARD).has("state", "SATISFIED").has("waivers", "[]");
        demand.api()
                .get("/conditions")
                .has("items[0].state", "CLOSED")
                .has("items[0].closedBy", "k.meyer")
                .has("items[0].closedAt", "\"2026-11-18T09:00:00Z\"")
                .has("items[0].comment", "model.model-card is satisfied");
        demand.api().check("model").is(200).has("state", "PASSED");
        flow("2026-11-01", "2026-11-19").ratio("conditionsClosedOnTime", 0, 1).count("conditionsOverdue", 0);
    }

    // 6: live

    private void itGoesLive() {
        demand.at("2026-11-20T10:00:00Z").heartbeats();
        Answer live = demand.go("deploy", SERVICE_OWNER)
                .has("gateState", "PASSED")
                .has("projectState", "LIVE")
                .has("conditions[0].item", REVIEW)
                .has("conditions[0].dueAt", "\"2027-01-19T10:00:00Z\"");
        live.hasNo("conditions[1]");
        demand.api().gate("model").has("expiring", """
                [{"kind": "WAIVER", "id": "<id>", "item": "%s", "endsAt": "%s", "daysLeft": 8}]
                """.formatted(TESTING, SHADOW_WAIVER_ENDS));
    }

    private void theShadowWaiverEndsAndTheServiceKeepsRunning() {
        // Given
        demand.at("2026-11-28T09:00:00Z").heartbeats();
        long version = demand.api().version();
        demand.at(SHADOW_WAIVER_ENDS.minus(TICK).toString());
        demand.api().check("model").is(200);

        // When
        demand.later(TICK);

        // Then
        Answer blocked =
                demand.api().check("model").isProblem(409, "gate-blocked").has("state", "SUSPENDED");
        assertThat(unmet(blocked)).containsExactly(TESTING + " FAILED");
        demand.api().item(TESTING).has("state", "FAILED").has("waivers", "[]");
        demand.api().get().has("state", "LIVE");
        demand.api().check("deploy").is(200).has("state", "PASSED");
        assertThat(demand.api().version()).isEqualTo(version);

        // When the platform posts what it posts every day, then whoever follows the log hears of it
        demand.heartbeats();
        assertThat(demand.api().eventsAfter(version))
                .containsExactly(
                        "waiver.expired",
                        "item.state-changed",
                        "gate.state-changed",
                        "evidence.recorded",
                        "evidence.recorded");
        demand.api()
                .where("types", "waiver.expired")
                .where("after", version)
                .get("/events")
                .has("items[0].subject", TESTING)
                .has("items[0].data.reason", "its day has come");
    }

    private void theShadowRecordComesTheNextDay() {
        demand.at("2026-11-30T08:00:00Z");
        demand.evidence(TESTING).has("itemState", "SATISFIED");
        demand.api().check("model").is(200).has("state", "PASSED");
        demand.api().get().has("state", "LIVE");
        assertThat(demand.api().get("/waivers").list("items.state")).containsExactly("EXPIRED", "EXPIRED");
    }

    // 7: realignment

    private void theReviewFindsThatItIsNotWorthIt() {
        // Given a service whose papers are in order
        demand.at("2027-01-19T08:00:00Z")
                .renew(
                        "plan.stakeholders",
                        "plan.data-availability",
                        "deploy.serving",
                        "deploy.monitoring",
                        "deploy.security-governance");

        // When
        Answer review = demand.evidence(REVIEW, """
                {'liveDays': 60, 'outcome': 'realign', 'participants': ['sponsor', 'a.ruiz'],
                 'kpis': [{'name': 'stockout_rate_pct', 'baseline': 6.0, 'planned': 4.5, 'actual': 5.9}]}""").has("itemState", "IN_REVIEW");
        assertThat(failedChecks(review)).isEmpty();
        demand.accept(REVIEW);

        // Then
        demand.api().item(REVIEW).has("state", "SATISFIED");
        demand.api()
                .where("state", "CLOSED")
                .get("/conditions")
                .has("items[1].item", REVIEW)
                .has("items[1].closedAt", "\"2027-01-19T08:00:00Z\"");
        // A review says what people think of it; the loop is proposed by the figures themselves.
        demand.api().get("/loops").has("items", "[]");
    }

    private void theFiguresProposeALoopToThePlan() {
        // When 0.07 of the way to the plan has been made, of the 0.5 that count as enough
        Answer signal = demand.as(BI).post("/signals", """
                {"kind": "kpi", "data": {"liveDays": 60, "baseline": 6.0, "planned": 4.5, "actual": 5.9}}""").is(201);
        signal.has("runs", """
                [{"from": "DEPLOY", "to": "PLAN", "windows": 1, "firstBreachAt": "2027-01-19T08:00:00Z"}]""")
                .has("proposed[0].state", "PROPOSED")
                .has("proposed[0].trigger", "BUSINESS_REALIGNMENT")
                .has("proposed[0].proposedBy", "bi-report");
        String loop = signal.value("proposed[0].id");
        demand.as(BI).settle(loop, "CONFIRM").isProblem(403, "forbidden");
        demand.api().get().has("state", "LIVE").has("iteration", 1);

        // Then
        demand.at("2027-01-20T09:00:00Z");
        demand.as(SPONSOR)
                .settle(loop, "CONFIRM")
                .is(201)
                .has("state", "CONFIRMED")
                .has("reopened", """
                ["plan.business-objective", "plan.success-metrics", "plan.roadmap", "plan.risk-ethics-governance", "%s"]""".formatted(REVIEW))
                .has("invalidated", "[\"plan.baseline\", \"model.evaluation\"]")
                .has("reaffirm", """
                ["plan.stakeholders", "plan.ml-task", "plan.data-availability", "plan.infrastructure-tooling"]""")
                .has("gates", "[\"plan\", \"data\", \"model\", \"deploy\"]")
                .has("iteration", 2);
        demand.api().get().has("phase", "PLAN").has("state", "ACTIVE").has("iteration", 2);
        assertThat(demand.api().get("/gates").list("items.state"))
                .containsExactly("REOPENED", "REOPENED", "REOPENED", "READY");
        // The loop asks for no new data; but a gate that is decided anew wants data of the last 30 days again.
        assertThat(unmet(demand.api().gate("data"))).containsExactly("data.ingestion STALE");
        assertThat(unmet(demand.api().gate("model")))
                .containsExactlyInAnyOrder("model.evaluation STALE", "model.packaging STALE");
        assertThat(unmet(demand.api().gate("plan")))
                .containsExactlyInAnyOrder(
                        "plan.business-objective REOPENED",
                        "plan.success-metrics REOPENED",
                        "plan.roadmap REOPENED",
                        "plan.risk-ethics-governance REOPENED",
                        "plan.baseline STALE",
                        "plan.stakeholders IN_REVIEW",
                        "plan.ml-task IN_REVIEW",
                        "plan.data-availability IN_REVIEW",
                        "plan.infrastructure-tooling IN_REVIEW");
    }

    // 8: the end

    private void theSponsorEndsIt() {
        // Given
        demand.at("2027-02-02T09:00:00Z");
        demand.evidence("plan.business-objective", "{'businessCase': {'eurPerYear': -400000}}")
                .has("itemState", "IN_REVIEW");

        // When
        kill(SERVICE_OWNER).isProblem(403, "role-required").has("roles", "[\"sponsor\"]");
        Answer killed = kill(SPONSOR).is(201);

        // Then
        killed.has("outcome", "KILL")
                .has("state", "EFFECTIVE")
                .has("projectState", "KILLED")
                .has("iteration", 2)
                .has("rationale", "value-not-realised: the case is now -0.4 m EUR a year");
        assertThat(killed.list("conditions.title"))
                .containsExactly("fallback seasonal-naive on", "endpoint off", "model archived", "data retention");
        demand.api().get().has("state", "KILLED");
        demand.as(RUIZ).evidence("plan.roadmap", ProjectApi.PASS).isProblem(409, "project-closed");
        demand.as(AIRFLOW).evidence("deploy.serving", ProjectApi.PASS).isProblem(409, "project-closed");

        // And what has to be done all the same can be
        demand.as(SERVICE_OWNER)
                .post(
                        "/conditions/%s/closure".formatted(killed.value("conditions[1].id")),
                        "{\"comment\": \"it is off\"}")
                .is(201)
                .has("state", "CLOSED");
    }

    private Answer kill(Person person) {
        String due = "'owner': 'service-owner', 'dueAt': '2027-02-28T00:00:00Z'";
        return demand.as(person).decide("plan", quoted("""
                {'outcome': 'KILL', 'rationale': 'value-not-realised: the case is now -0.4 m EUR a year', 'tasks': [
                  {'title': 'fallback seasonal-naive on', %1$s}, {'title': 'endpoint off', %1$s},
                  {'title': 'model archived', %1$s}, {'title': 'data retention', %1$s}]}
                """.formatted(due)));
    }

    private void theHistoryStaysReadable() {
        demand.api().verifies();
        ProjectApi then = demand.api().where("asOf", "2026-11-16T09:00:00Z");
        then.get("/gates/model").is(200).has("state", "SUSPENDED");
        then.get("/items/" + CARD).is(200).has("state", "WAIVED");
        demand.api()
                .where("asOf", "2026-12-01T00:00:00Z")
                .get()
                .is(200)
                .has("state", "LIVE")
                .has("iteration", 1);
        assertThat(demand.api()
                        .where("types", "gate.decided")
                        .get("/events")
                        .list("items.collect { it.data.gate + ' ' + it.data.outcome }"))
                .containsExactly("PLAN GO", "DATA GO", "MODEL CONDITIONAL_GO", "DEPLOY GO", "PLAN KILL");
    }

    private void theNumbersTellTheStory() {
        demand.at("2027-02-03T00:00:00Z");
        flow("2026-03-01", "2027-02-03")
                .ratio("firstPassYield", 3, 5)
                .ratio("firstPassYieldLenient", 4, 5)
                .has("rolledThroughputYield", "{\"unit\": \"RATIO\", \"value\": 0}")
                // Must-items of the five snapshots: 9, 7 that apply, 7, 8, and 9 again.
                .ratio("waiverRate", 2, 40)
                .ratio("waiverGrantRate", 2, 2)
                .ratio("conditionsClosedOnTime", 1, 2)
                .ratio("reviewsOnTime", 1, 1)
                .ratio("killRate", 1, 5)
                // It had been live, so it ended late, although it ended at gate plan.
                .ratio("lateKillShare", 1, 1)
                .ratio("decisionConcordance", 5, 5)
                .one("sunkTime", "SECONDS", Duration.ofDays(337).toSeconds())
                .one(
                        "projectLeadTime",
                        "SECONDS",
                        Duration.ofDays(263).plusHours(1).toSeconds())
                .one("valueRealisation", "RATIO", (5.9 - 6.0) / (4.5 - 6.0))
                .one("reopenDepth", "RATIO", 5.0 / 36)
                .has("loopRate.numerator", 1)
                .count("waiverRenewals", 0)
                .count("waiversExpiredUnresolved", 0)
                .count("workInProgress", 0);
    }

    /** Of this project alone: it has an owner of its own. */
    private Metrics flow(String from, String to) {
        Answer flow = api.where("by", "OWNER")
                .where("from", from)
                .where("to", to)
                .get("/v1/flow")
                .is(200);
        int index = flow.list("groups.key").indexOf(owner);
        return new Metrics(flow, "groups[%d].metrics.".formatted(index));
    }

    private record Metrics(Answer flow, String path) {

        Metrics has(String metric, Object expected) {
            flow.has(path + metric, expected);
            return this;
        }

        Metrics ratio(String metric, int numerator, int denominator) {
            return has(metric, """
                    {"unit": "RATIO", "numerator": %d, "denominator": %d, "value": %s}
                    """.formatted(numerator, denominator, (double) numerator / denominator));
        }

        /** Measured once, and so half and 85 % of the measurements are this. */
        Metrics one(String metric, String unit, double value) {
            return has(metric, """
                    {"unit": "%s", "n": 1, "p50": %2$s, "p85": %2$s}
                    """.formatted(unit, value));
        }

        Metrics count(String metric, int value) {
            return has(metric, "{\"unit\": \"COUNT\", \"value\": %d}".formatted(value));
        }
    }
}
