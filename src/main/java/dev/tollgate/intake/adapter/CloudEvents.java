package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * CloudEvents 1.0 of any type that no other adapter reads. A tool of one's own can report everything a checklist asks for in the event's data, with
 * the names that evidence has when it is posted by hand.
 */
@Singleton
final class CloudEvents implements Adapter {

    private static final String AUDIT = "google.cloud.audit.";
    private static final String PUBSUB = "google.cloud.pubsub.";

    /** What of the data routes may look at, under its own name. */
    private static final List<String> FACETS = List.of(
            "repository",
            "branch",
            "commit",
            "workflow",
            "job",
            "environment",
            "service",
            "experiment",
            "dataset",
            "suite",
            "stage",
            "severity");

    @Override
    public String source() {
        return "cloudevents";
    }

    @Override
    public String title() {
        return "CloudEvents";
    }

    @Override
    public String authentication() {
        return "`bearer`, `header-equals` or `standard-webhooks`, as the sender can; Google's Eventarc and Pub/Sub can use `oidc`.";
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.of("event", "A CloudEvent of any other type")
                .knownBy(CloudEvent.sign(
                        "CloudEvent 1.0 of any other type: headers `ce-id`, `ce-source` and `ce-type`, or a body or a list of bodies"
                                + " with `specversion`, `type`, `source` and `id`",
                        CloudEvent.Owner.NOBODY))
                .fills(
                        Field.OUTCOME,
                        "data.outcome where it is PASS, FAIL or INCONCLUSIVE, in any case; of a Google Cloud audit log"
                                + " data.protoPayload.status.code, where none and 0 are good")
                .fills(Field.METRICS, "every number in data.metrics, by its path")
                .fills(Field.SUBJECT, "data.subject.name")
                .fills(Field.VERSION, "data.subject.version")
                .fills(Field.DIGEST, "data.subject.digest")
                .fills(Field.URL, "data.url")
                .fills(Field.RUN, "data.run")
                .fills(Field.STARTED, "data.startedAt")
                .fills(Field.FINISHED, "data.observedAt or finishedAt, else time")
                .fills(Field.PRODUCER, "source")
                .fills(
                        Field.AUTHOR,
                        "data.author; of a Google Cloud audit log data.protoPayload.authenticationInfo.principalEmail where it is a"
                                + " person's")
                .fills(Field.KEY, "source and id")
                .readsEach(CloudEvent::elements, CloudEvents::read));
    }

    /** A batch may mix the events of several adapters: then each is read as its own adapter reads it. */
    private static Transcript read(Format.Part part) {
        CloudEvent event = CloudEvent.of(part);
        return switch (event.owner()) {
            case CDEVENTS -> CdEvents.read(CdEvent.of(event));
            case JENKINS -> JenkinsCdEvents.read(event);
            case AZURE_ML -> EventGrid.read(event);
            case NOBODY -> plain(event);
        };
    }

    private static Transcript plain(CloudEvent event) {
        String type = event.require("type");
        Fields data = event.data();
        Transcript transcript = Transcript.of(event.require("source"), event.require("id"))
                .verdict(verdict(data.text("/outcome")))
                .summary(data.text("/summary")
                        .orElseGet(() -> type
                                + event.attribute("subject").map(s -> " " + s).orElse("")))
                .subject(data.text("/subject/name"))
                .version(data.text("/subject/version"))
                .digest(data.text("/subject/digest"))
                .metricsOf(data.at("/metrics"))
                .url(data.text("/url"))
                .run(data.text("/run"))
                .started(data.time("/startedAt"))
                .finished(data.time("/observedAt")
                        .or(() -> data.time("/finishedAt"))
                        .or(event::time))
                .producer(event.attribute("source"))
                .author(data.text("/author"));
        FACETS.forEach(facet -> transcript.facet(facet, data.text("/" + facet)));
        transcript
                .facet("type", Optional.of(type))
                .facet("source", event.attribute("source"))
                .facet("subject", event.attribute("subject"));
        data.entries("").forEach(transcript::data);
        if (type.startsWith(AUDIT)) {
            audited(event, transcript);
        } else if (type.startsWith(PUBSUB)) {
            transcript.facet("subscription", data.text("/subscription"));
        }
        return transcript;
    }

    private static Verdict verdict(Optional<String> outcome) {
        return switch (outcome.orElse("").toUpperCase(Locale.ROOT)) {
            case "PASS" -> Verdict.PASS;
            case "FAIL" -> Verdict.FAIL;
            default -> Verdict.INFO;
        };
    }

    /** A call of an interface of Google Cloud (google.cloud.audit.log.v1.written), such as the upload of a model to Vertex AI. */
    private static void audited(CloudEvent event, Transcript transcript) {
        Fields entry = event.data();
        Fields call = entry.at("/protoPayload");
        Optional<String> method = call.text("/methodName").or(() -> event.attribute("methodname"));
        Optional<String> resource = call.text("/resourceName").or(() -> event.attribute("resourcename"));
        Optional<String> caller = call.text("/authenticationInfo/principalEmail");
        boolean begun = entry.flag("/operation/first").orElse(false)
                && !entry.flag("/operation/last").orElse(false);
        boolean good = call.number("/status/code").orElse(0.0) == 0.0;
        transcript
                .verdict(begun ? Verdict.PENDING : good ? Verdict.PASS : Verdict.FAIL)
                .author(caller.filter(email -> !email.endsWith(".gserviceaccount.com")))
                .facet("service", call.text("/serviceName").or(() -> event.attribute("servicename")))
                .facet("method", method)
                .facet("resource", resource)
                .facet("severity", entry.text("/severity"));
        method.ifPresent(name -> transcript.summary("%s %s%s"
                .formatted(
                        name,
                        resource.orElse(""),
                        call.text("/status/message").map(m -> ": " + m).orElse(""))));
    }
}
