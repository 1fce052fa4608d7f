package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Events of Azure Machine Learning through Azure Event Grid, in its own schema or as CloudEvents, and the handshake before them. */
@Singleton
final class EventGrid implements Adapter {

    static final String PREFIX = "Microsoft.MachineLearningServices.";

    private static final String EVENT_TYPE = "aeg-event-type";
    private static final String VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent";

    @Override
    public String source() {
        return "azure-ml";
    }

    @Override
    public String title() {
        return "Azure Machine Learning, through Event Grid";
    }

    @Override
    public String authentication() {
        return "`url-token`, `header-equals` with a static delivery property, or `oidc` of Entra ID.";
    }

    @Override
    public List<Format> formats() {
        return List.of(validation(), events(), otherEvents());
    }

    private static Format validation() {
        return Format.of("subscription-validation", "Event Grid asks whether it may send")
                .knownBy(
                        Sign.header(EVENT_TYPE, "SubscriptionValidation"),
                        Sign.body(
                                "`eventType` " + VALIDATION,
                                body -> body.each().stream().anyMatch(e -> e.is("/eventType", VALIDATION))))
                .gives((delivery, evidence) -> new Message.Handshake(
                        "Event Grid's subscription is validated", Map.of("validationResponse", code(delivery))));
    }

    private static String code(Delivery delivery) {
        return delivery.body().each().stream()
                .flatMap(event -> event.text("/data/validationCode").stream())
                .findFirst()
                .orElseGet(() -> delivery.body().require("/data/validationCode"));
    }

    private static Format events() {
        return Format.of("event", "A model, run or drift monitor of a workspace")
                .knownBy(
                        CloudEvent.sign("CloudEvent with `type` beginning `" + PREFIX + "`", CloudEvent.Owner.AZURE_ML),
                        Sign.body(
                                "`eventType` beginning `" + PREFIX + "`",
                                body -> body.each().stream().anyMatch(EventGrid::isOfMachineLearning)))
                .fills(
                        Field.OUTCOME,
                        "what happened: ModelDeployed and RunCompleted are good, DatasetDriftDetected is bad, RunStatusChanged is as"
                                + " data.runStatus")
                .fills(Field.METRICS, "data.DriftCoefficient")
                .fills(Field.SUBJECT, "data.ModelName, or the one model of data.ModelIds")
                .fills(Field.VERSION, "data.ModelVersion, or that of data.ModelIds")
                .fills(Field.RUN, "data.runId or RunId")
                .fills(Field.STARTED, "data.StartTime of the data in which drift was found")
                .fills(Field.FINISHED, "eventTime or time")
                .fills(Field.PRODUCER, "topic or source")
                .fills(Field.KEY, "topic or source, and id")
                .readsEach(EventGrid::elements, EventGrid::read);
    }

    /** A subscription may bring events of other services in the same list. */
    private static List<Fields> elements(Delivery delivery) {
        return CloudEvent.elements(delivery).stream()
                .filter(event -> CloudEvent.isOne(event, delivery) || isOfMachineLearning(event))
                .toList();
    }

    private static boolean isOfMachineLearning(Fields event) {
        return event.text("/eventType").filter(type -> type.startsWith(PREFIX)).isPresent();
    }

    private static Transcript read(Format.Part part) {
        Fields event = part.body();
        if (CloudEvent.isOne(event, part.delivery())) {
            return read(CloudEvent.of(part));
        }
        return read(
                new Event(
                        event.require("/eventType"),
                        event.text("/topic").orElse(""),
                        event.require("/id"),
                        event.time("/eventTime")),
                event.at("/data"));
    }

    static Transcript read(CloudEvent event) {
        return read(
                new Event(event.require("type"), event.require("source"), event.require("id"), event.time()),
                event.data());
    }

    /** What both schemas say, under different names. */
    private record Event(String type, String source, String id, Optional<Instant> time) {

        String happened() {
            return type.startsWith(PREFIX) ? type.substring(PREFIX.length()) : type;
        }
    }

    private static Transcript read(Event event, Fields data) {
        Optional<String> workspace = Optional.of(event.source())
                .filter(path -> path.contains("/workspaces/"))
                .map(path -> path.substring(path.lastIndexOf('/') + 1));
        Transcript transcript = Transcript.of(event.source(), event.id())
                .verdict(verdict(event, data))
                .summary(summary(event, data))
                .subject(data.text("/ModelName"))
                .version(data.text("/ModelVersion"))
                .metric("DriftCoefficient", data.number("/DriftCoefficient"))
                .run(data.text("/runId").or(() -> data.text("/RunId")))
                .started(data.time("/StartTime"))
                .finished(event.time())
                .producer(Optional.of(event.source()))
                .facet("event", Optional.of(event.happened()))
                .facet("type", Optional.of(event.type()))
                .facet("workspace", workspace)
                .facet("experiment", data.text("/experimentName"))
                .facet("service", data.text("/ServiceName"))
                .facet("dataset", data.text("/TargetDatasetId"))
                .facet("alert", data.text("/DataDriftName"))
                .facet("status", data.text("/runStatus"))
                .data("tags", tags(data));
        deployed(data, transcript);
        return transcript;
    }

    private static Fields tags(Fields data) {
        return data.has("/ModelTags")
                ? data.at("/ModelTags")
                : data.has("/ServiceTags") ? data.at("/ServiceTags") : data.at("/runTags");
    }

    /** A service may have several models; which of them the evidence is about is then for the sender's URL to say. */
    private static void deployed(Fields data, Transcript transcript) {
        data.text("/ModelIds").ifPresent(text -> {
            List<String> ids = Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(id -> !id.isEmpty())
                    .limit(100)
                    .toList();
            transcript.data("models", (Object) ids);
            if (ids.size() == 1) {
                int colon = ids.getFirst().lastIndexOf(':');
                transcript
                        .subject(Optional.of(colon > 0 ? ids.getFirst().substring(0, colon) : ids.getFirst()))
                        .version(Optional.of(ids.getFirst())
                                .filter(id -> colon > 0)
                                .map(id -> id.substring(colon + 1)));
            } else if (ids.size() > 1) {
                transcript.note("several models were deployed at once: none of them was taken for the subject");
            }
        });
    }

    /** As Azure describes its events: each says of itself that it went well, but for drift and a changed status. */
    private static Verdict verdict(Event event, Fields data) {
        return switch (event.happened()) {
            case "ModelDeployed", "RunCompleted" -> Verdict.PASS;
            case "DatasetDriftDetected" -> Verdict.FAIL;
            case "RunStatusChanged" -> status(data.text("/runStatus"));
            default -> Verdict.INFO;
        };
    }

    private static Verdict status(Optional<String> status) {
        return switch (status.orElse("").toLowerCase(Locale.ROOT)) {
            case "completed", "finished" -> Verdict.PASS;
            case "failed" -> Verdict.FAIL;
            case "canceled", "cancelled" -> Verdict.NEUTRAL;
            case "notstarted",
                    "queued",
                    "preparing",
                    "provisioning",
                    "starting",
                    "running",
                    "finalizing",
                    "cancelrequested" -> Verdict.PENDING;
            default -> Verdict.INFO;
        };
    }

    private static String summary(Event event, Fields data) {
        Optional<String> about = data.text("/ModelName")
                .or(() -> data.text("/ServiceName"))
                .or(() -> data.text("/DataDriftName"))
                .or(() -> data.text("/experimentName"));
        return event.happened()
                + about.map(name -> " " + name).orElse("")
                + data.text("/runStatus").map(status -> ": " + status).orElse("");
    }

    /** Recognised, so that a subscription to everything gets an answer and no full inbox. */
    private static Format otherEvents() {
        return Format.of("other", "Any other event in the schema of Event Grid")
                .knownBy(Sign.body(
                        "body or list of bodies with `eventType`, `eventTime`, `topic`, `subject` and `dataVersion`",
                        body -> !body.each().isEmpty()
                                && body.each().stream()
                                        .allMatch(e -> e.has("/eventType")
                                                && e.has("/eventTime")
                                                && e.has("/topic")
                                                && e.has("/subject")
                                                && e.has("/dataVersion"))))
                .gives((delivery, evidence) -> new Message.Nothing("the Event Grid event %s is no evidence"
                        .formatted(delivery.body().each().stream()
                                .flatMap(event -> event.text("/eventType").stream())
                                .findFirst()
                                .orElse("sent"))));
    }
}
