package dev.tollgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A churn classifier at medium risk: a leak found, a model that overfits, a go, a drift, and a second iteration. */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ChurnStoryTest {

    private static final Person RUIZ = Person.gatekeeper("a.ruiz");
    private static final Person ITO = Person.gatekeeper("s.ito");
    private static final Person MEYER = Person.gatekeeper("k.meyer");
    private static final Person DPO = Person.gatekeeper("l.dpo");
    private static final Person MONITOR = new Person("evidently", Set.of("pipeline"));

    private final ProjectApi churn = Api.of(getClass()).project(Api.unique("churn"));

    @Test
    void fromThePlanToTheSecondIteration() {
        thePlanIsApprovedByTwo();
        aLeakIsFoundAndMended();
        aModelThatOverfitsIsRecycled();
        theRetrainedModelPasses();
        itGoesLiveAndIsReviewed();
        itDriftsAndGoesBack();
        theSecondIterationGoesLive();
        theRecordTellsAllOfIt();
    }

    private void thePlanIsApprovedByTwo() {
        // Given
        churn.as(ITO).put("""
                {"name": "Churn classifier", "owner": "s.ito", "riskTier": "MEDIUM", "taskType": "BINARY_CLASSIFICATION",
                 "labels": {"primary-metric": "auc"}}
                """).is(201).has("phase", "PLAN").has("checklist", "dsml");
        post("plan.business-objective", "PASS", "\"churn_pct\": 3.2, \"target\": 2.88");
        post("plan.success-metrics", "PASS", "\"auc\": 0.80, \"pr_auc\": 0.35");
        post("plan.baseline", "PASS", "\"auc\": 0.661");
        churn.as(ITO).go("plan").isProblem(409, "gate-not-ready");
        rest("PLAN", List.of());

        // When
        Answer opened = churn.as(ITO).go("plan").is(201).has("state", "OPEN");
        churn.as(DPO).vote("plan", opened.value("id"), "APPROVE").is(201).has("state", "EFFECTIVE");

        // Then
        churn.check("plan").is(200).isJson("""
                {"gate": "plan", "state": "PASSED", "passed": true, "decision": "%s"}
                """.formatted(opened.value("id")));
    }

    private void aLeakIsFoundAndMended() {
        // When retention_call_flag turns out to know the label
        post("data.eda", "FAIL", "\"openFindings\": 1").has("itemState", "FAILED");
        post("data.ingestion", "PASS", "\"read\": 412906, \"rejected\": 1204");
        rest("DATA", List.of("data.eda"));
        churn.as(ITO).go("data").isProblem(409, "gate-not-ready").has("unmet", """
                [{"kind": "ITEM", "item": "data.eda", "title": "<text>", "state": "FAILED", "reason": "the newest evidence failed",
                  "action": "POST %s/items/data.eda/evidence"}]
                """.formatted(churn.path()));

        // When it is dropped
        post("data.eda", "PASS", "\"openFindings\": 0").has("itemState", "SATISFIED");

        // Then the failure before the request is no second attempt
        agreed("data").has("attempt", 1);
        churn.get().has("phase", "MODEL");
    }

    private void aModelThatOverfitsIsRecycled() {
        // Given
        post("model.training-cross-validation", "PASS", "\"auc\": 0.842, \"auc_sd\": 0.006");
        post("model.hyperparameter-tuning", "PASS", "\"trials\": 120");
        post("model.evaluation", "FAIL", "\"auc\": 0.788, \"train_auc\": 0.902, \"pr_auc\": 0.37");

        // Then
        Answer refused = churn.as(ITO).go("model").isProblem(409, "gate-not-ready");
        assertThat(refused.list("unmet.item"))
                .containsExactly(
                        "model.evaluation",
                        "model.champion-selection",
                        "model.pre-deployment-testing",
                        "model.training-pipeline",
                        "model.packaging",
                        "model.model-card");
        assertThat(refused.list("unmet.state")).startsWith("FAILED", "NOT_STARTED");

        // When
        churn.as(ITO).decide("model", """
                {"outcome": "RECYCLE", "rationale": "auc falls from 0.842 to 0.788 on the test split",
                 "reopen": ["model.training-cross-validation", "model.hyperparameter-tuning", "model.evaluation"]}
                """).is(201).isJson("""
                {"id": "<id>", "gate": "model", "outcome": "RECYCLE", "state": "EFFECTIVE", "attempt": 1, "iteration": 1,
                 "rationale": "auc falls from 0.842 to 0.788 on the test split", "decidedBy": "s.ito", "openedAt": "<time>",
                 "decidedAt": "<time>", "quorum": 1, "approvals": 1, "snapshotDigest": "<digest>", "checklist": "dsml",
                 "checklistVersion": 1, "votes": [{"voter": "s.ito", "vote": "APPROVE", "votedAt": "<time>", "roles": ["contributor", "gatekeeper"]}],
                 "reopen": ["model.training-cross-validation", "model.hyperparameter-tuning", "model.evaluation"],
                 "gateState": "NOT_READY", "projectState": "ACTIVE", "phase": "MODEL", "seq": "<number>", "hash": "<hash>"}
                """);

        // Then
        churn.gate("model").has("attempt", 2).has("iteration", 1);
        churn.item("model.evaluation").has("state", "REOPENED");
    }

    private void theRetrainedModelPasses() {
        // Given
        post("model.training-cross-validation", "PASS", "\"auc\": 0.826, \"auc_sd\": 0.006");
        post("model.evaluation", "PASS", "\"auc\": 0.823, \"train_auc\": 0.851, \"pr_auc\": 0.41, \"air\": 0.91");
        post("model.pre-deployment-testing", "PASS", "\"p99_ms\": 88");
        rest("MODEL", List.of());

        // When the author of the evidence wants to decide, then he may not
        churn.gate("model")
                .has("whoCanDecide", "[{\"role\": \"gatekeeper\", \"required\": false, \"except\": [\"a.ruiz\"]}]");
        churn.as(RUIZ).go("model").isProblem(403, "separation-of-duties");
        Answer opened = churn.as(ITO).go("model").is(201).has("state", "OPEN").has("attempt", 2);
        churn.as(RUIZ).vote("model", opened.value("id"), "APPROVE").isProblem(403, "separation-of-duties");

        // Then two others do
        churn.as(MEYER).vote("model", opened.value("id"), "APPROVE").is(201).has("state", "EFFECTIVE");
        assertThat(churn.get("/gates/model/decisions").list("items.outcome")).containsExactly("GO", "RECYCLE");
    }

    private void itGoesLiveAndIsReviewed() {
        // Given
        post("deploy.rollback", "PASS", "\"restore_s\": 240");
        rest("DEPLOY", List.of("deploy.post-deployment-review"));

        // When
        Answer go = agreed("deploy");

        // Then
        go.has("gateState", "PASSED").has("projectState", "LIVE").has("conditions", """
                [{"id": "<id>", "gate": "deploy", "title": "Post-Deployment Review Conducted", "owner": "s.ito",
                  "item": "deploy.post-deployment-review", "state": "OPEN", "openedAt": "<time>", "dueAt": "<time>",
                  "decision": "%s"}]
                """.formatted(go.value("id")));
        assertThat(Instant.parse(go.value("conditions[0].dueAt")))
                .isEqualTo(Instant.parse(go.value("decidedAt")).plus(Duration.ofDays(60)));

        // When 3.2 % has become 2.97 % of the 2.88 % planned
        post("deploy.post-deployment-review", "PASS", "\"live_days\": 61, \"attainment\": 0.72");

        // Then
        churn.get("/conditions")
                .has("items[0].state", "CLOSED")
                .has("items[0].closedBy", "a.ruiz")
                .has("items[0].comment", "deploy.post-deployment-review is satisfied");
    }

    private void itDriftsAndGoesBack() {
        // When
        String id = churn.as(MONITOR)
                .post("/loops", """
                {"from": "MODEL", "to": "DATA", "trigger": "FEATURE_DRIFT", "reason": "contract_type drifts",
                 "signal": {"kind": "data-drift", "features": [{"name": "contract_type", "psi": 0.31, "nCurrent": 21000}],
                            "consecutiveWindows": 3}}
                """)
                .is(201)
                .has("state", "PROPOSED")
                .value("id");
        churn.as(MONITOR).settle(id, "CONFIRM").isProblem(403, "forbidden");
        churn.get().has("state", "LIVE");

        // Then
        churn.as(MEYER).settle(id, "CONFIRM").is(201).isJson("""
                {"id": "%s", "from": "MODEL", "to": "DATA", "trigger": "FEATURE_DRIFT", "reason": "contract_type drifts",
                 "signal": {"kind": "data-drift", "features": [{"name": "contract_type", "psi": 0.31, "nCurrent": 21000}],
                            "consecutiveWindows": 3},
                 "state": "CONFIRMED", "proposedBy": "evidently", "proposedAt": "<time>", "settledBy": "k.meyer",
                 "settledAt": "<time>", "rationale": "looked at it",
                 "reopened": ["data.ingestion", "data.profiling", "data.cleaning", "data.validation-versioning", "data.labeling",
                              "deploy.post-deployment-review"],
                 "invalidated": ["model.training-pipeline", "model.training-cross-validation", "model.hyperparameter-tuning",
                                 "model.evaluation", "model.champion-selection", "model.packaging",
                                 "model.pre-deployment-testing", "model.model-card", "deploy.serving", "deploy.rollback",
                                 "deploy.runbook"], "reaffirm": [],
                 "gates": ["data", "model", "deploy"], "iteration": 2, "seq": "<number>", "hash": "<hash>"}
                """.formatted(id));
        churn.get().has("phase", "DATA").has("state", "ACTIVE").has("iteration", 2);
        assertThat(churn.get("/gates").list("items.state"))
                .containsExactly("PASSED", "REOPENED", "REOPENED", "REOPENED");
    }

    private void theSecondIterationGoesLive() {
        // When
        rest("DATA", List.of());
        agreed("data").has("iteration", 2).has("attempt", 1);
        post("model.evaluation", "PASS", "\"challenger_auc\": 0.829, \"champion_auc\": 0.774");
        rest("MODEL", List.of());
        agreed("model").has("iteration", 2).has("attempt", 1);
        assertThat(churn.where("state", "CONFIRMED").get("/loops").list("items.id"))
                .hasSize(1);
        rest("DEPLOY", List.of("deploy.post-deployment-review"));
        agreed("deploy");

        // Then
        churn.get().has("state", "LIVE").has("iteration", 2);
        churn.get("/loops").has("items[0].state", "CLOSED").has("items[0].closedAt", "<time>");
        assertThat(churn.get("/conditions").list("items.state")).containsExactly("CLOSED", "OPEN");
    }

    private void theRecordTellsAllOfIt() {
        churn.verifies();
        assertThat(churn.where("types", "gate.decided").get("/events").list("items.data.outcome"))
                .containsExactly("GO", "GO", "RECYCLE", "GO", "GO", "GO", "GO", "GO");
        assertThat(churn.where("types", "project.phase-entered").get("/events").list("items.data.phase"))
                .containsExactly("DATA", "MODEL", "DEPLOY", "DATA", "MODEL", "DEPLOY");
        assertThat(churn.where("types", "loop.confirmed").get("/events").list("items.actor"))
                .containsExactly("person:k.meyer");
    }

    private Answer post(String item, String outcome, String metrics) {
        return churn.as(RUIZ).evidence(item, """
                {"outcome": "%s", "source": "mlflow", "metrics": {%s}}
                """.formatted(outcome, metrics)).is(201);
    }

    /** Passing evidence for what is still open in the phase. */
    private void rest(String phase, List<String> without) {
        List<String> open = churn.where("phase", phase)
                .where("state", "NOT_STARTED")
                .where("state", "STALE")
                .where("state", "REOPENED")
                .get("/items")
                .is(200)
                .list("items.item");
        churn.as(RUIZ)
                .satisfy(open.stream().filter(item -> !without.contains(item)).toList());
    }

    private Answer agreed(String gate) {
        String id = churn.as(ITO).go(gate).is(201).has("state", "OPEN").value("id");
        return churn.as(MEYER).vote(gate, id, "APPROVE").is(201).has("state", "EFFECTIVE");
    }
}
