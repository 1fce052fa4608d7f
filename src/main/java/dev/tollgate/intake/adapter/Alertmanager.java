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
import java.util.Optional;

/**
 * The webhook of Prometheus Alertmanager, version 4. A delivery groups alerts; each is evidence of its own, since one may end while others go on. The
 * same alert comes again each repeat interval, which its key shows.
 */
@Singleton
final class Alertmanager implements Adapter {

    private static final String FIRING = "firing";

    @Override
    public String source() {
        return "alertmanager";
    }

    @Override
    public String title() {
        return "Prometheus Alertmanager";
    }

    @Override
    public String authentication() {
        return "`bearer`, `basic` or `header-equals`, in `http_config` of the receiver.";
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.of("alerts", "Alerts that fire or are resolved")
                .knownBy(Sign.body(
                        "body with `version` 4, `groupKey` and `alerts`",
                        body -> body.is("/version", "4")
                                && body.has("/groupKey")
                                && body.at("/alerts").isList()))
                .fills(Field.OUTCOME, "alerts[].status: firing is bad, resolved is good")
                .fills(Field.METRICS, "alerts[].annotations that are numbers")
                .fills(Field.SUBJECT, "alerts[].labels.model or model_name")
                .fills(Field.VERSION, "alerts[].labels.model_version")
                .fills(Field.URL, "alerts[].generatorURL, else externalURL")
                .fills(Field.STARTED, "alerts[].startsAt")
                .fills(Field.FINISHED, "alerts[].endsAt of an alert that is resolved")
                .fills(Field.PRODUCER, "externalURL")
                .fills(Field.KEY, "alerts[].fingerprint (else labels), startsAt and status")
                .readsEach(delivery -> delivery.body().list("/alerts"), Alertmanager::read));
    }

    private static Transcript read(Format.Part part) {
        Fields alert = part.body();
        Fields group = part.delivery().body();
        Fields labels = alert.at("/labels");
        Fields annotations = alert.at("/annotations");
        String status = alert.text("/status").orElseGet(() -> group.require("/status"));
        Optional<String> model = labels.text("/model").or(() -> labels.text("/model_name"));
        Transcript transcript = Transcript.of(
                        alert.text("/fingerprint").orElseGet(labels::toString),
                        alert.text("/startsAt").orElse(""),
                        status)
                .verdict(verdict(status))
                .summary("%s %s%s"
                        .formatted(
                                labels.text("/alertname").orElse("an alert"),
                                status,
                                annotations
                                        .text("/summary")
                                        .or(() -> annotations.text("/description"))
                                        .map(text -> ": " + text)
                                        .orElse("")))
                .subject(model)
                .version(labels.text("/model_version").filter(version -> model.isPresent()))
                .url(alert.text("/generatorURL").or(() -> group.text("/externalURL")))
                .started(alert.time("/startsAt"))
                // While an alert fires, its end is unknown, or a guess in the future.
                .finished(alert.time("/endsAt").filter(end -> !status.equals(FIRING)))
                .producer(group.text("/externalURL"))
                .facet("alert", labels.text("/alertname"))
                .facet("status", Optional.of(status))
                .facet("severity", labels.text("/severity"))
                .facet("model", model)
                .facet("model_version", labels.text("/model_version"))
                .facet(
                        "environment",
                        labels.text("/environment")
                                .or(() -> labels.text("/env"))
                                .or(() -> labels.text("/namespace")))
                .facet("namespace", labels.text("/namespace"))
                .facet("service", labels.text("/service"))
                .facet("job", labels.text("/job"))
                .facet("host", labels.text("/instance"))
                .facet("receiver", group.text("/receiver"))
                .data("labels", labels)
                .data("annotations", annotations);
        annotations.entries("").forEach((name, value) -> transcript.metric(name, value.number()));
        return transcript;
    }

    private static Verdict verdict(String status) {
        return switch (status) {
            case FIRING -> Verdict.FAIL;
            case "resolved" -> Verdict.PASS;
            default -> Verdict.INFO;
        };
    }
}
