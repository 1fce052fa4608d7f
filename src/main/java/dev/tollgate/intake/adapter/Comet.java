package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Comet: webhooks of its model registry, and answers of its REST API that a pipeline passes on. Of the webhook's body only the fields that its
 * documentation shows are read.
 */
@Singleton
final class Comet implements Adapter {

    @Override
    public String source() {
        return "comet";
    }

    @Override
    public String title() {
        return "Comet";
    }

    @Override
    public String authentication() {
        return "`header-equals`: a header of the webhook's configuration, such as `Authorization`.";
    }

    @Override
    public List<Format> formats() {
        return List.of(registry(), experiment(), metrics());
    }

    private static Format registry() {
        return Format.of("model-registry", "A model of the registry changed")
                .knownBy(Sign.body(
                        "body, or its `client_payload`, with `registryModelName` and `workspaceName`",
                        b -> isRegistry(b) || isRegistry(b.at("/client_payload"))))
                .fills(Field.SUBJECT, "/workspaceName and registryModelName")
                .fills(Field.VERSION, "/version")
                .fills(Field.KEY, "the bytes")
                .reads(Comet::registry);
    }

    private static boolean isRegistry(Fields body) {
        return body.has("/registryModelName") && body.has("/workspaceName");
    }

    private static Transcript registry(Delivery delivery) {
        Fields body = delivery.body();
        Fields model = isRegistry(body) ? body : body.at("/client_payload");
        String name = "%s/%s".formatted(model.require("/workspaceName"), model.require("/registryModelName"));
        List<String> stages = texts(model.list("/stages"));
        List<String> tags = texts(model.list("/tags"));
        return Transcript.ofBytes(delivery.slice(Fields.NONE))
                .summary("%s version %s".formatted(name, model.text("/version").orElse("?")))
                .subject(Optional.of(name))
                .version(model.text("/version"))
                .facet("event", body.text("/event_type"))
                .facet("stage", only(stages))
                .facet("tag", only(tags))
                .facts("stages", stages)
                .facts("tags", tags);
    }

    private static List<String> texts(List<Fields> elements) {
        return elements.stream().flatMap(e -> e.text().stream()).toList();
    }

    private static Optional<String> only(List<String> values) {
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static Format experiment() {
        return Format.of("experiment", "An experiment's metadata")
                .knownBy(Sign.fields("/experimentKey", "/startTimeMillis"))
                .fills(Field.OUTCOME, "/running")
                .fills(Field.RUN, "/experimentKey")
                .fills(Field.STARTED, "/startTimeMillis")
                .fills(Field.FINISHED, "/endTimeMillis")
                .fills(Field.AUTHOR, "/userName")
                .fills(Field.KEY, "/experimentKey and endTimeMillis")
                .reads(Comet::experiment);
    }

    /** Comet says that an experiment has ended, not how. */
    private static Transcript experiment(Delivery delivery) {
        Fields body = delivery.body();
        String key = body.require("/experimentKey");
        boolean running = body.is("/running", "true");
        return Transcript.of(
                        "experiment",
                        key,
                        running ? "running" : body.text("/endTimeMillis").orElse(""))
                .verdict(running ? Verdict.PENDING : Verdict.INFO)
                .summary("experiment %s %s"
                        .formatted(body.text("/experimentName").orElse(key), running ? "running" : "ended"))
                .run(Optional.of(key))
                .started(body.time("/startTimeMillis"))
                .finished(running ? Optional.empty() : body.time("/endTimeMillis"))
                .author(body.text("/userName"))
                .facet("experiment", body.text("/experimentName"))
                .facet("project", body.text("/projectName"))
                .facet("workspace", body.text("/workspaceName"))
                .data("durationMillis", body.at("/durationMillis"));
    }

    private static Format metrics() {
        return Format.of("metrics-summary", "An experiment's metrics")
                .knownBy(Sign.fields("/values/0/name", "/values/0/valueCurrent"))
                .fills(Field.METRICS, "/values: name and valueCurrent")
                .fills(Field.FINISHED, "/values: the latest timestampCurrent")
                .fills(Field.KEY, "the bytes")
                .reads(Comet::metrics);
    }

    /** Values are texts. The experiment is not named: it is asked for in the URL. */
    private static Transcript metrics(Delivery delivery) {
        List<Fields> values = delivery.body().list("/values");
        Optional<Instant> latest = values.stream()
                .flatMap(v -> v.time("/timestampCurrent").stream())
                .max(Comparator.naturalOrder());
        Transcript transcript = Transcript.ofBytes(delivery.slice(Fields.NONE)).finished(latest);
        values.forEach(
                value -> value.text("/name").ifPresent(name -> transcript.metric(name, value.at("/valueCurrent"))));
        return transcript;
    }
}
