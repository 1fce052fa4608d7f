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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Alerts of Opik. An alert about traces is raised when something is wrong, so it is a failure; experiments and prompts only happen. What users said
 * to a model stands in some alerts and is not read.
 */
@Singleton
final class Opik implements Adapter {

    private static final String EXPERIMENT = "experiment:finished";

    private static final Set<String> ALERTS = Set.of(
            "trace:errors",
            "trace:latency",
            "trace:cost",
            "trace:feedback_score",
            "trace_thread:feedback_score",
            "trace:guardrails_triggered");

    private static final Set<String> PROMPTS = Set.of("prompt:created", "prompt:committed", "prompt:deleted");

    @Override
    public String source() {
        return "opik";
    }

    @Override
    public String title() {
        return "Comet Opik";
    }

    @Override
    public String authentication() {
        return "`bearer`: the alert's secret token; or `header-equals` with a header of the alert.";
    }

    @Override
    public List<Format> formats() {
        return List.of(experiment(), alert(), prompt(), otherEvents());
    }

    /** By who says so, where proxies kept it, and by the envelope. */
    private static Format.Description event(String id, String title, Set<String> events) {
        String shown =
                events.stream().sorted().reduce((a, b) -> a + "` or `" + b).orElse("");
        return Format.of(id, title)
                .knownBy(
                        Sign.headers(
                                "header `User-Agent: Opik-Webhook/…` and `eventType: %s`".formatted(shown),
                                d -> isOpik(d) && isOf(d.body(), events)),
                        Sign.body(
                                "body with `eventType: %s`, `alertId` and `payload`".formatted(shown),
                                b -> isOf(b, events) && isEnvelope(b)));
    }

    private static boolean isOpik(Delivery delivery) {
        return delivery.header("User-Agent")
                .filter(agent -> agent.startsWith("Opik-Webhook/"))
                .isPresent();
    }

    private static boolean isOf(Fields body, Set<String> events) {
        return body.text("/eventType").filter(events::contains).isPresent();
    }

    private static boolean isEnvelope(Fields body) {
        return body.has("/eventType") && body.has("/alertId") && body.has("/payload");
    }

    /** What the event is about; the documentation shows each kind without the envelope, and so people post it. */
    private static Fields metadata(Fields body) {
        return body.has("/eventType") ? body.at("/payload/metadata") : body.at("/metadata");
    }

    private static Format experiment() {
        return event("experiment-finished", "An experiment finished", Set.of(EXPERIMENT))
                .knownBy(Sign.fields("/metadata/0/dataset_id", "/metadata/0/feedback_scores"))
                .fills(Field.METRICS, "feedback_scores: name and value")
                .fills(Field.RUN, "id of the experiment")
                .fills(Field.STARTED, "created_at")
                .fills(Field.FINISHED, "last_updated_at")
                .fills(Field.AUTHOR, "created_by")
                .fills(Field.KEY, "/id, else last_updated_at, and the experiment's id")
                .readsEach(delivery -> metadata(delivery.body()).each(), Opik::experiment);
    }

    private static Transcript experiment(Format.Part part) {
        Fields experiment = part.body();
        Fields envelope = part.delivery().body();
        String id = experiment.require("/id");
        Transcript transcript = Transcript.of(
                        "experiment",
                        envelope.text("/id")
                                .or(() -> experiment.text("/last_updated_at"))
                                .orElse(""),
                        id)
                .summary("experiment %s finished"
                        .formatted(experiment.text("/name").orElse(id)))
                .run(Optional.of(id))
                .started(experiment.time("/created_at"))
                .finished(experiment.time("/last_updated_at").or(() -> envelope.time("/createdAt")))
                .author(experiment.text("/created_by"))
                .facet("event", envelope.text("/eventType"))
                .facet("alert", envelope.text("/alertName"))
                .facet("experiment", experiment.text("/name"))
                .facet("dataset", experiment.text("/dataset_name").or(() -> experiment.text("/dataset_id")));
        experiment
                .list("/feedback_scores")
                .forEach(score -> score.text("/name").ifPresent(name -> transcript.metric(name, score.at("/value"))));
        return transcript;
    }

    private static Format alert() {
        return event("alert", "Traces went wrong", ALERTS)
                .knownBy(Sign.fields(
                        "/metadata/metric_name",
                        "/metadata/metric_value",
                        "/metadata/threshold",
                        "/metadata/window_seconds"))
                .fills(Field.OUTCOME, "being raised")
                .fills(Field.METRICS, "metric_value and threshold, or /payload/eventCount")
                .fills(Field.FINISHED, "/createdAt")
                .fills(Field.KEY, "/id, else the bytes")
                .reads(Opik::alert);
    }

    private static Transcript alert(Delivery delivery) {
        Fields body = delivery.body();
        List<Fields> subjects = metadata(body).each();
        Optional<String> event = body.text("/eventType").or(() -> metadata(body).text("/metric_name"));
        Transcript transcript = body.text("/id")
                .map(id -> Transcript.of("alert", id))
                .orElseGet(() -> Transcript.ofBytes(delivery.slice(Fields.NONE)))
                .verdict(Verdict.FAIL)
                .summary(body.text("/payload/message").orElse("alert: %s".formatted(event.orElse("traces"))))
                .finished(body.time("/createdAt"))
                .facet("event", event)
                .facet("alert", body.text("/alertName"))
                .metric("events", body.number("/payload/eventCount"));
        for (Fields subject : subjects) {
            transcript.facet("project", subject.text("/project_name").or(() -> subject.text("/project_names")));
            subject.text("/metric_name")
                    .ifPresent(name -> transcript
                            .metric(name, subject.at("/metric_value"))
                            .metric(name + ".threshold", subject.at("/threshold"))
                            .data("windowSeconds", subject.at("/window_seconds")));
        }
        return transcript;
    }

    private static Format prompt() {
        return event("prompt", "A prompt or its version was made, or deleted", PROMPTS)
                .fills(Field.SUBJECT, "name, or prompt_id of a version")
                .fills(Field.VERSION, "commit")
                .fills(Field.FINISHED, "/createdAt")
                .fills(Field.AUTHOR, "last_updated_by or created_by")
                .fills(Field.KEY, "/id and the prompt's id")
                .readsEach(delivery -> metadata(delivery.body()).each(), Opik::prompt);
    }

    private static Transcript prompt(Format.Part part) {
        Fields prompt = part.body();
        Fields envelope = part.delivery().body();
        Optional<String> name = prompt.text("/name").or(() -> prompt.text("/prompt_id"));
        return Transcript.of("prompt", envelope.require("/id"), prompt.require("/id"))
                .summary("%s %s".formatted(envelope.text("/eventType").orElse(""), name.orElse("")))
                .subject(name)
                .version(prompt.text("/commit").or(() -> prompt.text("/latest_version/commit")))
                .finished(envelope.time("/createdAt"))
                .author(prompt.text("/last_updated_by").or(() -> prompt.text("/created_by")))
                .facet("event", envelope.text("/eventType"))
                .facet("alert", envelope.text("/alertName"));
    }

    /** Recognised, so that events of newer servers get an answer and no full inbox. */
    private static Format otherEvents() {
        return Format.of("other", "Any other event of Opik")
                .knownBy(
                        Sign.headers("header `User-Agent: Opik-Webhook/…`", Opik::isOpik),
                        Sign.fields("/eventType", "/alertId", "/alertName", "/workspaceId", "/payload"))
                .gives((delivery, evidence) -> new Message.Nothing("the Opik event %s is no evidence"
                        .formatted(delivery.body().text("/eventType").orElse("sent"))));
    }
}
