package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** CDEvents 0.1 to 0.6 (cdevents/spec), within a CloudEvent as its binding says, or bare. */
@Singleton
final class CdEvents implements Adapter {

    @Override
    public String source() {
        return "cdevents";
    }

    @Override
    public String title() {
        return "CDEvents";
    }

    @Override
    public String authentication() {
        return "`bearer`, `header-equals` or `standard-webhooks`, as the sender can; the specification defines none.";
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.of("event", "A CDEvent")
                .knownBy(
                        CloudEvent.sign("CloudEvent with `type` beginning `dev.cdevents.`", CloudEvent.Owner.CDEVENTS),
                        Sign.body("`context.type` beginning `dev.cdevents.`", CdEvents::areBare))
                .fills(
                        Field.OUTCOME,
                        "subject.content.outcome; of an approval its decision; else what happened: incident.detected is bad,"
                                + " service.deployed is good, queued and started are not finished")
                .fills(Field.METRICS, "every number in customData, by its path")
                .fills(Field.SUBJECT, "the artifact's package URL, or the service or repository the event is about")
                .fills(Field.VERSION, "the package URL's version, or its tag where the version is a digest")
                .fills(Field.DIGEST, "the package URL's version where it is a digest")
                .fills(Field.URL, "subject.content.uri, url, approvalDetailsUrl or ticketURI")
                .fills(Field.RUN, "subject.id of a run")
                .fills(Field.STARTED, "context.timestamp of what was queued or started")
                .fills(Field.FINISHED, "context.timestamp of everything else")
                .fills(Field.PRODUCER, "context.source")
                .fills(Field.AUTHOR, "subject.content.responder of an approval")
                .fills(Field.KEY, "context.source and context.id")
                .readsEach(CloudEvent::elements, CdEvents::read));
    }

    private static boolean areBare(Fields body) {
        return !body.each().isEmpty()
                && body.each().stream().allMatch(CdEvent::isBare)
                && body.each().stream().noneMatch(JenkinsCdEvents::isOfJenkins);
    }

    private static Transcript read(Format.Part part) {
        return read(
                CloudEvent.isOne(part.body(), part.delivery())
                        ? CdEvent.of(CloudEvent.of(part))
                        : CdEvent.bare(part.body()));
    }

    static Transcript read(CdEvent event) {
        return describe(event, event.source(), event.id()).metricsOf(event.customData());
    }

    /** All but the metrics. */
    static Transcript describe(CdEvent event, String... key) {
        Fields content = event.content();
        Optional<String> purl = Stream.of(event.subject().text("/id"), content.text("/artifactId"))
                .flatMap(Optional::stream)
                .filter(id -> Purl.of(id).isPresent())
                .findFirst();
        Optional<Purl> artifact = purl.flatMap(Purl::of);
        boolean isRun = event.what().endsWith("run") || event.what().equals("build");
        return Transcript.of(key)
                .verdict(verdict(event))
                .summary(summary(event))
                .subject(artifact.map(Purl::name).or(() -> subject(event)))
                .version(artifact.flatMap(Purl::version))
                .digest(artifact.flatMap(Purl::digest))
                .url(content.text("/uri")
                        .or(() -> content.text("/url"))
                        .or(() -> content.text("/approvalDetailsUrl"))
                        .or(() -> content.text("/ticketURI")))
                .run(event.subject().text("/id").filter(id -> isRun))
                .started(event.time().filter(time -> event.isUnfinished()))
                .finished(event.time().filter(time -> !event.isUnfinished()))
                .producer(Optional.of(event.source()))
                .author(content.text("/responder").filter(person -> event.what().equals("approval")))
                .facet("event", Optional.of(event.what() + "." + event.happened()))
                .facet("type", Optional.of(event.type()))
                .facet("source", Optional.of(event.source()))
                .facet("artifact", purl)
                .facet("workflow", content.text("/pipelineName"))
                .facet("job", content.text("/taskName"))
                .facet("suite", content.text("/testSuite/name").or(() -> content.text("/testSuiteRun/testSuite/name")))
                .facet("environment", environment(event))
                .facet("service", service(event))
                .facet("repository", repository(event))
                .facet("severity", content.text("/severity"))
                .data("content", content);
    }

    private static Optional<String> environment(CdEvent event) {
        Optional<String> named = event.content().text("/environment/id");
        return event.what().equals("environment") ? event.subject().text("/id") : named;
    }

    private static Optional<String> service(CdEvent event) {
        Optional<String> named = event.content().text("/service/id");
        return event.what().equals("service") ? event.subject().text("/id") : named;
    }

    private static Optional<String> repository(CdEvent event) {
        Optional<String> named = event.content().text("/repository/id");
        return event.what().equals("repository") ? event.subject().text("/id") : named;
    }

    private static Optional<String> subject(CdEvent event) {
        return service(event).or(() -> repository(event));
    }

    private static String summary(CdEvent event) {
        Fields content = event.content();
        String happened = "%s %s".formatted(event.what(), event.happened());
        Optional<String> how = content.text("/outcome").or(() -> content.text("/decision"));
        Optional<String> why =
                content.text("/reason").or(() -> content.text("/errors")).or(() -> content.text("/description"));
        return happened
                + how.map(word -> ": " + word).orElse("")
                + why.map(text -> ", " + text).orElse("");
    }

    private static Verdict verdict(CdEvent event) {
        if (event.isUnfinished()) {
            return Verdict.PENDING;
        }
        return event.content()
                .text("/outcome")
                .or(() -> event.content().text("/decision"))
                .map(CdEvents::said)
                .orElseGet(() -> happened(event));
    }

    /** The words of all versions: 0.1 wrote them in capitals, tests said pass and fail until 0.4. */
    private static Verdict said(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "success", "pass", "passed", "approved" -> Verdict.PASS;
            case "failure", "fail", "failed", "error", "rejected", "denied" -> Verdict.FAIL;
            case "cancel", "cancelled", "canceled", "skip", "skipped", "withdrawn", "expired" -> Verdict.NEUTRAL;
            default -> Verdict.INFO;
        };
    }

    private static Verdict happened(CdEvent event) {
        return switch (event.what() + "." + event.happened()) {
            case "incident.detected", "incident.reported", "service.rolledback" -> Verdict.FAIL;
            case "incident.resolved",
                    "service.deployed",
                    "service.upgraded",
                    "service.published",
                    "artifact.packaged",
                    "artifact.signed",
                    "artifact.published" -> Verdict.PASS;
            case "service.removed", "testcaserun.skipped" -> Verdict.NEUTRAL;
            case "approval.created", "approval.requested" -> Verdict.PENDING;
            default -> Verdict.INFO;
        };
    }
}
