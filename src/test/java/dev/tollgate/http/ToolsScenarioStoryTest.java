package dev.tollgate.http;

import static dev.tollgate.http.StrictProject.failedChecks;
import static dev.tollgate.http.StrictProject.governor;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A churn classifier whose evidence is handed in by tools alone, each in its own format, from the first item of Data on; people only plan it, accept,
 * vote and decide.
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

    @Inject
    MovableClock clock;

    @Inject
    Scheduler scheduler;

    private final Api api = Api.of(getClass());
    private StrictProject churn;
    private ChannelApi pipelines;
    private ChannelApi inHouse;
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
                ToolReports.VALIDATION);
        pipelines = pipelines.with("Authorization", "Bearer " + pipelines.secret());
        inHouse = open(
                "'mode': 'STANDARD_WEBHOOKS'",
                own("data.profiling"),
                own("data.eda"),
                own("data.labeling"),
                own("data.observability-plan"));
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
        return inHouse.with("webhook-id", id)
                .with("webhook-timestamp", String.valueOf(churn.now().getEpochSecond()))
                .with("webhook-signature", standardSignature(id, body))
                .deliver(body);
    }

    private String standardSignature(String id, String body) {
        try {
            return new Webhook(inHouse.secret()).sign(id, churn.now().getEpochSecond(), body);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
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
