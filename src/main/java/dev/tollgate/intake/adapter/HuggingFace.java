package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.lifecycle.Sha256;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Hugging Face Hub: webhooks, version 3, and the front matter of a model's README.md with its evaluation results. Neither has a word for good or
 * bad.
 */
@Singleton
final class HuggingFace implements Adapter {

    private static final int MOST_RESULTS = 20;

    @Override
    public String source() {
        return "huggingface";
    }

    @Override
    public String title() {
        return "Hugging Face Hub";
    }

    @Override
    public String authentication() {
        return "`header-equals`: `X-Webhook-Secret` is the secret itself.";
    }

    @Override
    public List<Format> formats() {
        return List.of(webhook(), modelIndex());
    }

    private static Format webhook() {
        return Format.of("webhook", "Something changed in a repository")
                .knownBy(Sign.fields("/event/action", "/event/scope", "/repo/name", "/webhook/id"))
                .fills(Field.SUBJECT, "/repo/name")
                .fills(Field.VERSION, "/updatedRefs/0/newSha or /repo/headSha")
                .fills(Field.URL, "url/web of the comment, the discussion or the repository")
                .fills(Field.KEY, "/repo/id, the event and /updatedRefs; else SHA-256 of the body")
                .reads(HuggingFace::readWebhook);
    }

    private static Transcript readWebhook(Delivery delivery) {
        Fields body = delivery.body();
        String event = "%s %s".formatted(body.require("/event/scope"), body.require("/event/action"));
        Fields repo = body.at("/repo");
        Optional<String> revision = body.text("/updatedRefs/0/newSha").or(() -> repo.text("/headSha"));
        Optional<String> kind = repo.text("/type");
        return keyed(delivery, repo, event)
                .summary("%s %s: %s"
                        .formatted(kind.orElse("repository"), repo.text("/name").orElse(""), event))
                .subject(Optional.of(repo.require("/name")))
                .version(revision)
                .url(body.text("/comment/url/web")
                        .or(() -> body.text("/discussion/url/web"))
                        .or(() -> repo.text("/url/web")))
                .facet("repository", repo.text("/name"))
                .facet("type", kind)
                .facet("event", body.text("/event/scope"))
                .facet("action", body.text("/event/action"))
                .facet("dataset", kind.filter("dataset"::equals).flatMap(dataset -> repo.text("/name")))
                .facet("status", body.text("/discussion/status"))
                .data("updatedRefs", body.at("/updatedRefs"))
                .data("tags", repo.at("/tags"));
    }

    /** A push has its revisions; a discussion may be opened and closed again and again, with nothing to tell one time from another but all it says. */
    private static Transcript keyed(Delivery delivery, Fields repo, String event) {
        List<Fields> refs = delivery.body().list("/updatedRefs");
        Optional<String> id = repo.text("/id");
        if (id.isEmpty() || refs.isEmpty()) {
            return described(delivery.body(), Transcript.ofBytes(delivery.slice(Fields.NONE)));
        }
        String revisions = refs.stream()
                .map(ref ->
                        ref.text("/ref").orElse("") + " " + ref.text("/oldSha").orElse("") + " "
                                + ref.text("/newSha").orElse(""))
                .collect(Collectors.joining("\n"));
        return described(delivery.body(), Transcript.of(id.get(), event, revisions));
    }

    private static Transcript described(Fields body, Transcript transcript) {
        return Git.origin(
                transcript,
                Optional.empty(),
                body.text("/updatedRefs/0/ref"),
                body.text("/updatedRefs/0/newSha").or(() -> body.text("/repo/headSha")));
    }

    private static Format modelIndex() {
        return Format.of("model-index", "Evaluation results in the front matter of README.md")
                .knownBy(Sign.fields("/model-index/0/results"))
                .fills(Field.METRICS, "/model-index/*/results/*/metrics/*/value by type")
                .fills(Field.SUBJECT, "/model-index/*/name")
                .fills(Field.URL, "/model-index/*/results/0/source/url")
                .fills(Field.KEY, "SHA-256 of the body, and the name")
                .readsEach(delivery -> delivery.body().list("/model-index"), HuggingFace::readModel);
    }

    private static Transcript readModel(Format.Part part) {
        Fields model = part.body();
        Fields card = part.delivery().body();
        String name = model.require("/name");
        Measurements measurements = new Measurements();
        List<Map<String, Object>> results = new ArrayList<>();
        for (Fields result : model.list("/results")) {
            String dataset = dataset(result);
            result.list("/metrics")
                    .forEach(metric -> measurements.add(
                            metric.text("/type").or(() -> metric.text("/name")).orElse(""),
                            dataset,
                            metric.at("/value")));
            if (results.size() < MOST_RESULTS) {
                results.add(facts(result));
            }
        }
        Fields first = model.at("/results/0");
        return measurements
                .into(Transcript.of(Sha256.named(part.delivery().slice(Fields.NONE)), name))
                .summary("evaluation results of %s".formatted(name))
                .subject(Optional.of(name))
                .url(first.text("/source/url"))
                .facet("dataset", first.text("/dataset/type").or(() -> first.text("/dataset/name")))
                .facet("task", first.text("/task/type"))
                .facet("library", card.text("/library_name"))
                .data("license", card.at("/license"))
                .data("datasets", card.at("/datasets"))
                .data("results", results);
    }

    private static String dataset(Fields result) {
        return Stream.of("/dataset/type", "/dataset/config", "/dataset/split")
                .flatMap(part -> result.text(part).stream())
                .collect(Collectors.joining("."));
    }

    private static Map<String, Object> facts(Fields result) {
        Map<String, String> dataset = new LinkedHashMap<>();
        for (String field : List.of("type", "name", "config", "split", "revision")) {
            result.text("/dataset/" + field).ifPresent(text -> dataset.put(field, text));
        }
        return Map.of("task", result.text("/task/type").orElse(""), "dataset", dataset);
    }
}
