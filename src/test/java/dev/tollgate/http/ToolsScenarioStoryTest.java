package dev.tollgate.http;

import static dev.tollgate.http.StrictProject.failedChecks;
import static dev.tollgate.http.StrictProject.governor;
import static dev.tollgate.http.StrictProject.unmet;
import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * A churn classifier whose evidence is handed in by tools alone, each in its own format, from the first item of Data on; people only plan it, accept,
 * vote and decide. Where no tool's format has what an item's checks read, tools of the team's own send CloudEvents.
 *
 * <pre>
 * data.ingestion                   Airflow, an OpenLineage run event with a facet of one's own
 * data.profiling                   CloudEvent
 * data.cleaning                    dbt, an OpenLineage run event with a facet of one's own
 * data.feature-engineering         pytest, JUnit XML with properties
 * data.feature-selection           Tekton, a CDEvents taskrun.finished with customData
 * data.eda                         Deepchecks, which finds a leak; then CloudEvent
 * data.labeling                    CloudEvent
 * data.validation-versioning       Great Expectations, a suite's result with its parameters
 * data.observability-plan          CloudEvent
 *
 * model.algorithm-candidates       CloudEvent
 * model.training-pipeline          Jenkins, whose build is unstable; then a run of Kubeflow Pipelines
 * model.training-cross-validation  DVC, dvc exp show
 * model.hyperparameter-tuning      MLflow, a run
 * model.evaluation                 Weights &amp; Biases, a run's summary
 * model.champion-selection         MLflow, a webhook about an alias, which is not enough; then CloudEvent
 * model.packaging                  SLSA provenance, signed (in-toto, DSSE)
 * model.pre-deployment-testing     JUnit XML with properties
 * model.model-card                 an attestation of one's own, signed (in-toto, DSSE)
 *
 * deploy.strategy                  Argo CD, an Application
 * deploy.cicd-iac                  GitHub, a deployment_status with the deployment's payload
 * deploy.serving                   CloudEvent
 * deploy.monitoring                CloudEvent
 * deploy.retraining                Tekton, a CDEvents pipelinerun.finished with customData
 * deploy.security-governance       a scanner, SARIF with properties
 * deploy.rollback                  CloudEvent
 * deploy.runbook                   CloudEvent
 * deploy.post-deployment-review    CloudEvent
 *
 * signal performance               Alertmanager
 * signal data-drift                Evidently
 * </pre>
 */
@QuarkusTest
@QuarkusTestResource(EmbeddedPostgresResource.class)
class ToolsScenarioStoryTest {

    private static final Person RUIZ = governor("a.ruiz");
    private static final Person AIRFLOW = new Person("airflow", Set.of("pipeline"));
    private static final Person ITO = governor("s.ito", "sponsor", "data-owner", "model-owner", "service-owner");
    private static final Person DPO = governor("l.dpo", "compliance");
    private static final Person MEYER = governor("k.meyer", "validator");
    private static final Person LEAD = governor("j.weber", "lead-data-scientist");
    private static final Person SRE = governor("n.okafor", "sre");
    private static final Person NOWAK = governor("p.nowak", "service-owner");

    /** Those of the team's own tools. */
    private static final List<String> OWN = List.of(
            "data.profiling",
            "data.eda",
            "data.labeling",
            "data.observability-plan",
            "model.algorithm-candidates",
            "model.champion-selection",
            "deploy.serving",
            "deploy.monitoring",
            "deploy.rollback",
            "deploy.runbook",
            "deploy.post-deployment-review");

    @Inject
    MovableClock clock;

    @Inject
    Scheduler scheduler;

    private final Api api = Api.of(getClass());
    private StrictProject churn;
    private ChannelApi pipelines;
    private ChannelApi inHouse;
    private ChannelApi jenkins;
    private ChannelApi registry;
    private ChannelApi signers;
    private ChannelApi argo;
    private ChannelApi github;
    private ChannelApi alerts;
    private ChannelApi monitor;
    private Signatures.Signer builder;
    private int events;

    @BeforeEach
    void onlyTheStoryMovesTime() {
        scheduler.pause("clock");
        churn = new StrictProject(api, clock, "churn-tools").team(RUIZ, AIRFLOW, MEYER);
    }

    @AfterEach
    void theClockRunsAgain() {
        clock.runAgain();
        scheduler.resume("clock");
    }

    @Test
    void fromDataToDeployByWhatToolsSend() {
        peoplePlanIt();
        everyToolGetsAChannel();
        theDataAreReported();
        theModelIsReported();
        aChampionIsPackaged();
        itsDeploymentIsReported();
        whoReleasedItDoesNotDecide();
        theServiceIsHeardOfAndReviewed();
        everyGateIsPassedByPeople();
        anAlertProposesALoopThatIsDismissed();
        threeWindowsOfDriftProposeALoopThatIsConfirmed();
        nobodyButToolsPostedAnything();
        churn.api().verifies();
    }

    private void peoplePlanIt() {
        churn.at("2026-01-05T09:00:00Z");
        churn.create(ITO, """
                'riskTier': 'MEDIUM', 'taskType': 'BINARY_CLASSIFICATION', 'primaryMetric': 'auc', 'owner': '%s'
                """.formatted(churn.api().key())).is(201);
        churn.gateReady("plan").go("plan", ITO, DPO).has("phase", "DATA");
    }

    private void everyToolGetsAChannel() {
        pipelines = open(
                "'mode': 'BEARER'",
                ToolReports.INGESTION,
                ToolReports.CLEANING,
                ToolReports.FEATURES,
                ToolReports.SELECTION,
                ToolReports.LEAKAGE,
                ToolReports.VALIDATION,
                ToolReportsOfModel.TRAINING,
                ToolReportsOfModel.VALIDATED,
                ToolReportsOfModel.TUNED,
                ToolReportsOfModel.EVALUATED,
                ToolReportsOfModel.TESTED,
                ToolReportsOfDeploy.RETRAINING,
                ToolReportsOfDeploy.SCAN);
        pipelines = pipelines.with("Authorization", "Bearer " + pipelines.secret());
        inHouse = open(
                "'mode': 'STANDARD_WEBHOOKS'",
                OWN.stream().map(ToolsScenarioStoryTest::own).toArray(String[]::new));
        jenkins = open("'mode': 'URL_TOKEN'", ToolReportsOfModel.BUILD);
        registry = open("'mode': 'MLFLOW_HMAC'", ToolReportsOfModel.CHAMPION);
        builder = Signatures.Signer.fresh();
        signers = open(
                "'mode': 'DSSE', 'publicKeys': ['%s']".formatted(builder.pem()),
                ToolReportsOfModel.PACKAGED,
                ToolReportsOfModel.CARDED);
        argo = open("'mode': 'HEADER_EQUALS', 'header': 'X-Argo-Token'", ToolReportsOfDeploy.ROLLOUT);
        argo = argo.with("X-Argo-Token", argo.secret());
        github = open("'mode': 'GITHUB_HMAC'", ToolReportsOfDeploy.RELEASE);
        alerts = open("'mode': 'BASIC', 'username': 'alertmanager'", ToolReportsOfDeploy.ALERT);
        alerts = alerts.with("Authorization", Signatures.basic("alertmanager", alerts.secret()));
        monitor = open("'mode': 'URL_TOKEN'", ToolReportsOfDeploy.DRIFT);
    }

    private ChannelApi open(String auth, String... routes) {
        return ChannelApi.create(api, churn.api().key(), auth, routes);
    }

    // Data

    private void theDataAreReported() {
        churn.at("2026-02-02T09:00:00Z");
        satisfied("data.ingestion", pipelines.deliver(ToolReports.ingestion(churn.now())));
        satisfied("data.profiling", sendOwn("data.profiling"));
        satisfied("data.cleaning", pipelines.deliver(ToolReports.cleaning(churn.now())));
        satisfied(
                "data.feature-engineering",
                pipelines.with("Content-Type", "application/xml").deliver(ToolReports.features(churn.now())));
        accepted("data.feature-selection", pipelines.deliver(ToolReports.selection(churn.now())));

        // retention_call_flag knows the label
        recorded("data.eda", "FAILED", pipelines.deliver(ToolReports.leakage()));
        churn.api().item("data.eda").has("reason", "the newest evidence failed");
        churn.at("2026-02-03T09:00:00Z");
        accepted("data.eda", sendOwn("data.eda"));

        accepted("data.labeling", sendOwn("data.labeling"));
        satisfied("data.validation-versioning", pipelines.deliver(ToolReports.validation(churn.now())));
        accepted("data.observability-plan", sendOwn("data.observability-plan"));
        churn.at("2026-02-05T10:00:00Z");
        churn.go("data", ITO, LEAD).has("attempt", 1).has("phase", "MODEL");
    }

    // Model

    private void theModelIsReported() {
        churn.at("2026-02-16T09:00:00Z");
        accepted("model.algorithm-candidates", sendOwn("model.algorithm-candidates"));

        // An unstable build has failed tests
        recorded("model.training-pipeline", "FAILED", jenkins.deliver(ToolReportsOfModel.build(churn.now())));
        churn.at("2026-02-17T09:00:00Z");
        satisfied("model.training-pipeline", pipelines.deliver(ToolReportsOfModel.training(churn.now())));
        satisfied("model.training-cross-validation", pipelines.deliver(ToolReportsOfModel.validated(churn.now())));
        satisfied("model.hyperparameter-tuning", pipelines.deliver(ToolReportsOfModel.tuned(churn.now())));

        // 0.79 is below the target of 0.8, and 0.851 - 0.79 is more than 0.05
        recorded("model.evaluation", "FAILED", pipelines.deliver(ToolReportsOfModel.evaluated(churn.now(), "0.79")));
        assertThat(failedChecks(churn.api().item("model.evaluation"))).containsExactly("targets", "overfit");
        churn.at("2026-02-18T09:00:00Z");
        String summary = ToolReportsOfModel.evaluated(churn.now(), "0.823");
        Answer evaluated = pipelines.deliver(summary);
        accepted("model.evaluation", evaluated);
        pipelines
                .deliver(summary)
                .is(200)
                .has("status", "duplicate")
                .has("evidence[0]", evaluated.value("evidence[0]"));
    }

    private void aChampionIsPackaged() {
        String alias = ToolReportsOfModel.champion(churn.now());
        registry.deliver(alias).isProblem(401, "sender-not-believed");
        recorded(
                "model.champion-selection",
                "FAILED",
                Signatures.mlflow(registry, churn.now(), alias).deliver(alias));
        assertThat(failedChecks(churn.api().item("model.champion-selection")))
                .containsExactly("same-model", "compared");
        churn.later(Duration.ofMinutes(5));
        accepted("model.champion-selection", sendOwn("model.champion-selection"));

        String provenance = ToolReportsOfModel.packaged(churn.now());
        signers.deliver(Signatures.Signer.fresh().envelope(provenance))
                .isProblem(422, "unreadable-delivery")
                .has("errors[0].code", "bad-signature");
        satisfied("model.packaging", signers.deliver(builder.envelope(provenance)));
        satisfied(
                "model.pre-deployment-testing",
                pipelines.with("Content-Type", "text/xml").deliver(ToolReportsOfModel.tested(churn.now())));
        accepted("model.model-card", signers.deliver(builder.envelope(ToolReportsOfModel.carded())));

        churn.at("2026-02-20T10:00:00Z");
        churn.go("model", ITO, MEYER).has("attempt", 1).has("phase", "DEPLOY");
    }

    // Deploy

    private void itsDeploymentIsReported() {
        churn.at("2026-03-02T09:00:00Z");
        // The default of its media type is none
        accepted(
                "deploy.strategy",
                argo.with("Content-Type", "text/plain").deliver(ToolReportsOfDeploy.rollout(churn.now())));
        String release = ToolReportsOfDeploy.release(churn.now());
        satisfied(
                "deploy.cicd-iac",
                Signatures.github(github, "deployment_status", release).deliver(release));
        satisfied("deploy.serving", sendOwn("deploy.serving"));
        satisfied("deploy.monitoring", sendOwn("deploy.monitoring"));
        accepted("deploy.retraining", pipelines.deliver(ToolReportsOfDeploy.retraining(churn.now())));
        accepted("deploy.security-governance", pipelines.deliver(ToolReportsOfDeploy.scan(churn.now())));
        satisfied("deploy.rollback", sendOwn("deploy.rollback"));
        accepted("deploy.runbook", sendOwn("deploy.runbook"));
    }

    /** A report names who is behind it, and duties are separated from that person, though a machine handed it in. */
    private void whoReleasedItDoesNotDecide() {
        churn.at("2026-03-03T10:00:00Z");
        churn.as(NOWAK).go("deploy").isProblem(403, "separation-of-duties").has("rule", "R2");
        churn.go("deploy", ITO, SRE).has("attempt", 1).has("projectState", "LIVE");
    }

    private void theServiceIsHeardOfAndReviewed() {
        churn.at("2026-04-20T10:00:00Z");
        assertThat(unmet(churn.api().check("deploy").isProblem(409, "gate-blocked")))
                .containsExactlyInAnyOrder(
                        "deploy.serving STALE", "deploy.monitoring STALE", "deploy.security-governance STALE");
        satisfied("deploy.serving", sendOwn("deploy.serving"));
        satisfied("deploy.monitoring", sendOwn("deploy.monitoring"));
        accepted("deploy.security-governance", pipelines.deliver(ToolReportsOfDeploy.scan(churn.now())));

        // Its data has an outcome of its own, which is no verdict
        churn.says("deploy.post-deployment-review", "{'liveDays': 48}");
        accepted("deploy.post-deployment-review", sendOwn("deploy.post-deployment-review"));
        churn.api().get("/conditions").has("items[0].state", "CLOSED");
    }

    private void everyGateIsPassedByPeople() {
        assertThat(churn.api().get("/gates").list("items.state"))
                .containsOnly("PASSED")
                .hasSize(4);
        churn.api().check("deploy").is(200).has("state", "PASSED");
        Answer decided =
                churn.api().where("types", "gate.decided").get("/events").is(200);
        assertThat(decided.list("items.data.outcome")).containsOnly("GO").hasSize(4);
        assertThat(decided.list("items.actor")).allMatch(actor -> actor.startsWith("person:"));
    }

    // Drift

    private void anAlertProposesALoopThatIsDismissed() {
        String first = ToolReportsOfDeploy.alert(churn.now());
        signalled("performance", alerts.deliver(first));
        // Alertmanager repeats an alert that goes on: it is the same window still
        churn.later(Duration.ofHours(4));
        alerts.deliver(first).is(200).has("status", "duplicate");
        churn.api().get("/loops").has("items", "[]");

        churn.at("2026-04-21T10:00:00Z");
        signalled("performance", alerts.deliver(ToolReportsOfDeploy.alert(churn.now())));
        Answer loops = churn.api()
                .get("/loops")
                .has("items[0].from", "DEPLOY")
                .has("items[0].to", "MODEL")
                .has("items[0].trigger", "CONCEPT_DRIFT")
                .has("items[0].proposedBy", "channel/" + alerts.key());
        churn.as(MEYER).settle(loops.value("items[0].id"), "DISMISS").is(201).has("state", "DISMISSED");
    }

    private void threeWindowsOfDriftProposeALoopThatIsConfirmed() {
        signalled("data-drift", monitor.deliver(ToolReportsOfDeploy.drift("0.31")));
        churn.later(Duration.ofDays(7));
        signalled("data-drift", monitor.deliver(ToolReportsOfDeploy.drift("0.32")));
        churn.api().where("state", "PROPOSED").get("/loops").has("items", "[]");
        churn.later(Duration.ofDays(7));
        signalled("data-drift", monitor.deliver(ToolReportsOfDeploy.drift("0.33")));

        Answer proposed = churn.api()
                .where("state", "PROPOSED")
                .get("/loops")
                .has("items[0].from", "MODEL")
                .has("items[0].to", "DATA")
                .has("items[0].trigger", "FEATURE_DRIFT")
                .has("items[0].firstBreachAt", "\"2026-04-21T10:00:00Z\"");
        churn.as(MEYER)
                .settle(proposed.value("items[0].id"), "CONFIRM")
                .is(201)
                .has("state", "CONFIRMED")
                .has("iteration", 2);
        churn.api().get().has("phase", "DATA").has("iteration", 2);
    }

    private void signalled(String kind, Answer delivered) {
        delivered.is(200).has("status", "accepted").has("state", "RECORDED").has("evidence", "[]");
        Answer signals =
                churn.api().where("types", "signal.recorded").get("/events").is(200);
        assertThat(signals.list("items.data.kind").getLast()).isEqualTo(kind);
    }

    private void nobodyButToolsPostedAnything() {
        Answer recorded = churn.api()
                .where("types", "evidence.recorded")
                .where("limit", 200)
                .get("/events")
                .is(200);
        assertThat(recorded.list("items.findAll { !it.data.item.startsWith('plan.') }.actor"))
                .hasSizeGreaterThan(27)
                .allMatch(actor -> actor.startsWith("machine:channel/"));
        assertThat(Set.copyOf(recorded.list("items.findAll { !it.data.item.startsWith('plan.') }.data.item")))
                .hasSize(27);
        assertThat(Set.copyOf(recorded.list("items.findAll { !it.data.item.startsWith('plan.') }.data.report.source")))
                .containsExactlyInAnyOrder(
                        "argocd",
                        "cdevents",
                        "cloudevents",
                        "deepchecks",
                        "dvc",
                        "github-actions",
                        "great-expectations",
                        "in-toto",
                        "jenkins",
                        "junit",
                        "kubeflow",
                        "mlflow",
                        "openlineage",
                        "sarif",
                        "wandb");
    }

    // What tools send

    /** The tools that the team has made itself send CloudEvents, whose data says what the item's checks read, with its own name for each. */
    private static String own(String item) {
        return """
                {'when': {'format': 'cloudevents.event', 'type': '%s'}, 'item': '%s', 'outcome': 'PASS'}
                """.formatted(type(item), item);
    }

    private static String type(String item) {
        return "example.acme." + item;
    }

    private Answer sendOwn(String item) {
        String id = "msg_" + ++events;
        String body = """
                {"specversion": "1.0", "id": "%s", "source": "/acme/%s", "type": "%s", "time": "%s", "data": %s}
                """.formatted(id, item, type(item), churn.now(), churn.data(item));
        return Signatures.standard(inHouse, id, churn.now(), body).deliver(body);
    }

    // What becomes of it

    private void recorded(String item, String state, Answer delivered) {
        delivered.is(200).has("status", "accepted").has("state", "RECORDED");
        assertThat(delivered.list("evidence")).hasSize(1);
        Answer now = churn.api().item(item);
        assertThat(now.value("evidence.id")).isEqualTo(delivered.value("evidence[0]"));
        assertThat(now.value("state")).as(failedChecks(now) + now.text()).isEqualTo(state);
    }

    /** The checks say yes, and nobody has to be asked. */
    private void satisfied(String item, Answer delivered) {
        recorded(item, "SATISFIED", delivered);
    }

    /** The checks say yes, and so does a person. */
    private void accepted(String item, Answer delivered) {
        recorded(item, "IN_REVIEW", delivered);
        churn.accept(item).api().item(item).has("state", "SATISFIED");
    }
}
