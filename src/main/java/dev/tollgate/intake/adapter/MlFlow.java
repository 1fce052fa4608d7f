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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * MLflow: what its server sends by itself, and what a pipeline reads from its REST API and passes on. Numbers of 64 bits are numbers or texts,
 * depending on the server's version.
 */
@Singleton
final class MlFlow implements Adapter {

    @Override
    public String source() {
        return "mlflow";
    }

    @Override
    public String title() {
        return "MLflow";
    }

    @Override
    public String authentication() {
        return "`mlflow-hmac`: `X-MLflow-Signature` over delivery id, timestamp and body; a pipeline can use `bearer` or `oidc`.";
    }

    @Override
    public List<Format> formats() {
        List<Format> all = new ArrayList<>(List.of(run(), modelVersion()));
        all.addAll(MlFlowWebhooks.formats());
        return all;
    }

    private static Format run() {
        return Format.of("run", "A run, as `runs/get` answers")
                .knownBy(Sign.body(
                        "body with `/run/info/status` and `/run/info/run_id` or `run_uuid`",
                        b -> b.has("/run/info/status") && (b.has("/run/info/run_id") || b.has("/run/info/run_uuid"))))
                .fills(Field.OUTCOME, "/run/info/status")
                .fills(Field.METRICS, "/run/data/metrics: the last value of each key")
                .fills(Field.RUN, "/run/info/run_id")
                .fills(Field.STARTED, "/run/info/start_time")
                .fills(Field.FINISHED, "/run/info/end_time")
                .fills(Field.AUTHOR, "/run/info/user_id or tag mlflow.user")
                .fills(Field.KEY, "/run/info/run_id and end_time")
                .reads(MlFlow::run);
    }

    private static Transcript run(Delivery delivery) {
        Fields run = delivery.body().at("/run");
        Fields info = run.at("/info");
        String id = info.text("/run_id").orElseGet(() -> info.require("/run_uuid"));
        String status = info.require("/status");
        Map<String, String> tags = pairs(run.at("/data/tags"));
        Transcript transcript = Transcript.of("run", id, info.text("/end_time").orElse(status))
                .verdict(info.is("/lifecycle_stage", "deleted") ? Verdict.NEUTRAL : ended(status))
                .summary("run %s %s".formatted(info.text("/run_name").orElse(id), status))
                .run(Optional.of(id))
                .started(info.time("/start_time"))
                .finished(info.time("/end_time"))
                .author(info.text("/user_id").or(() -> tag(tags, "mlflow.user")))
                .facet("experiment", info.text("/experiment_id"))
                .facet("name", info.text("/run_name").or(() -> tag(tags, "mlflow.runName")))
                .facet("status", Optional.of(status))
                .facet("commit", tag(tags, "mlflow.source.git.commit"))
                .facet("branch", tag(tags, "mlflow.source.git.branch"))
                .facts("params", pairs(run.at("/data/params")))
                .facts("tags", own(tags));
        latest(run.list("/data/metrics")).forEach((key, value) -> transcript.metric(key, value));
        return datasets(transcript, run.list("/inputs/dataset_inputs"));
    }

    private static Verdict ended(String status) {
        return switch (status) {
            case "FINISHED" -> Verdict.PASS;
            case "FAILED", "KILLED" -> Verdict.FAIL;
            default -> Verdict.PENDING;
        };
    }

    /** MLflow's own order: the later step, of one step the later time, of one time what was logged last. */
    private static Map<String, Fields> latest(List<Fields> metrics) {
        Map<String, Fields> latest = new LinkedHashMap<>();
        for (Fields metric : metrics) {
            metric.text("/key").ifPresent(key -> latest.merge(key, metric, (a, b) -> isBefore(b, a) ? a : b));
        }
        latest.replaceAll((key, metric) -> metric.at("/value"));
        return latest;
    }

    private static boolean isBefore(Fields a, Fields b) {
        int steps =
                Double.compare(a.number("/step").orElse(0.0), b.number("/step").orElse(0.0));
        return steps != 0
                ? steps < 0
                : a.number("/timestamp").orElse(0.0) < b.number("/timestamp").orElse(0.0);
    }

    private static Transcript datasets(Transcript transcript, List<Fields> inputs) {
        List<Map<String, Object>> datasets = new ArrayList<>();
        for (Fields input : inputs) {
            Map<String, Object> dataset = new LinkedHashMap<>();
            input.text("/dataset/name").ifPresent(name -> dataset.put("name", name));
            input.text("/dataset/digest").ifPresent(digest -> dataset.put("digest", digest));
            tag(pairs(input.at("/tags")), "mlflow.data.context").ifPresent(use -> dataset.put("context", use));
            if (!dataset.isEmpty()) {
                datasets.add(dataset);
            }
        }
        return transcript
                .facet("dataset", inputs.size() == 1 ? inputs.getFirst().text("/dataset/name") : Optional.empty())
                .facts("datasets", datasets);
    }

    private static Format modelVersion() {
        return Format.of("model-version", "A model version, as `model-versions/get` answers")
                .knownBy(Sign.fields("/model_version/name", "/model_version/version"))
                .fills(Field.OUTCOME, "/model_version/status")
                .fills(Field.SUBJECT, "/model_version/name")
                .fills(Field.VERSION, "/model_version/version")
                .fills(Field.URL, "/model_version/run_link")
                .fills(Field.RUN, "/model_version/run_id")
                .fills(Field.STARTED, "/model_version/creation_timestamp")
                .fills(Field.FINISHED, "/model_version/last_updated_timestamp")
                .fills(Field.AUTHOR, "/model_version/user_id")
                .fills(Field.KEY, "/model_version/name, version and last_updated_timestamp")
                .reads(MlFlow::modelVersion);
    }

    private static Transcript modelVersion(Delivery delivery) {
        Fields model = delivery.body().at("/model_version");
        String name = model.require("/name");
        String version = model.require("/version");
        List<String> aliases =
                model.list("/aliases").stream().flatMap(a -> a.text().stream()).toList();
        return Transcript.of(
                        "model-version",
                        name,
                        version,
                        model.text("/last_updated_timestamp").orElse(""))
                .verdict(registered(model.text("/status").orElse("")))
                .summary("%s version %s %s"
                        .formatted(name, version, model.text("/status").orElse("")))
                .subject(Optional.of(name))
                .version(Optional.of(version))
                .url(model.text("/run_link"))
                .run(model.text("/run_id"))
                .started(model.time("/creation_timestamp"))
                .finished(model.time("/last_updated_timestamp"))
                .author(model.text("/user_id"))
                .facet("stage", model.text("/current_stage").filter(stage -> !stage.equals("None")))
                .facet("alias", aliases.size() == 1 ? Optional.of(aliases.getFirst()) : Optional.empty())
                .facet("status", model.text("/status"))
                .data("source", model.at("/source"))
                .facts("aliases", aliases)
                .facts("tags", pairs(model.at("/tags")));
    }

    private static Verdict registered(String status) {
        return switch (status) {
            case "READY" -> Verdict.PASS;
            case "FAILED_REGISTRATION" -> Verdict.FAIL;
            case "PENDING_REGISTRATION" -> Verdict.PENDING;
            default -> Verdict.INFO;
        };
    }

    /** Tags and params: a list of {@code key} and {@code value}, or an object, as its Python client writes them. */
    static Map<String, String> pairs(Fields tags) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (Fields tag : tags.list("")) {
            tag.text("/key").ifPresent(key -> pairs.put(key, tag.text("/value").orElse("")));
        }
        tags.entries("").forEach((key, value) -> pairs.put(key, value.text().orElse("")));
        return pairs;
    }

    private static Optional<String> tag(Map<String, String> tags, String key) {
        return Optional.ofNullable(tags.get(key)).filter(value -> !value.isBlank());
    }

    /** Those that people set; MLflow's own begin with its name. */
    private static Map<String, String> own(Map<String, String> tags) {
        Map<String, String> own = new LinkedHashMap<>(tags);
        own.keySet().removeIf(key -> key.startsWith("mlflow."));
        return own;
    }
}
