package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Message;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import java.util.List;
import java.util.Optional;

/**
 * Webhooks of an MLflow server (mlflow/webhooks/types.py): {@code entity}, {@code action}, {@code timestamp} and {@code data}. Servers of early 3.3
 * sent the data alone; then the headers say that it is MLflow, and its fields which event it is. No event is good or bad by itself, so routes say
 * what counts: an alias, a tag and its value.
 */
final class MlFlowWebhooks {

    private static final String DELIVERY = "X-MLflow-Delivery-Id";

    private MlFlowWebhooks() {}

    static List<Format> formats() {
        return List.of(
                named("registered-model-created", "A registered model was created", "registered_model")
                        .reads(MlFlowWebhooks::read),
                named("model-version-created", "A version of a registered model was created", "model_version")
                        .fills(Field.VERSION, "/data/version")
                        .fills(Field.RUN, "/data/run_id")
                        .reads(MlFlowWebhooks::read),
                named("model-version-tag", "A tag of a model version was set or deleted", "model_version_tag")
                        .fills(Field.VERSION, "/data/version")
                        .reads(MlFlowWebhooks::read),
                named("model-version-alias", "An alias was given to a model version, or taken", "model_version_alias")
                        .fills(Field.VERSION, "/data/version")
                        .reads(MlFlowWebhooks::read),
                prompt(),
                budget(),
                otherEvents());
    }

    private static Format.Description event(String id, String title, String... entities) {
        List<String> wanted = List.of(entities);
        String shown = String.join("` or `", wanted);
        return Format.of(id, title)
                .knownBy(
                        Sign.headers(
                                "header `%s` and an event of `%s`".formatted(DELIVERY, shown),
                                d -> isSigned(d)
                                        && event(d).filter(e -> wanted.contains(entity(e)))
                                                .isPresent()),
                        Sign.body(
                                "body with `entity: %s`, `action` and `data`".formatted(shown),
                                b -> b.text("/entity").filter(wanted::contains).isPresent()
                                        && b.has("/action")
                                        && b.at("/data").isObject()))
                .fills(Field.FINISHED, "/timestamp")
                .fills(Field.KEY, "header %s, else the bytes".formatted(DELIVERY));
    }

    private static Format.Description named(String id, String title, String... entities) {
        return event(id, title, entities).fills(Field.SUBJECT, "/data/name");
    }

    private static Format prompt() {
        return named(
                        "prompt",
                        "A prompt, its version, tag or alias changed",
                        "prompt",
                        "prompt_version",
                        "prompt_tag",
                        "prompt_version_tag",
                        "prompt_alias")
                .fills(Field.VERSION, "/data/version")
                .reads(MlFlowWebhooks::read);
    }

    private static Format budget() {
        return event("budget-policy", "A budget of the gateway was exceeded", "budget_policy")
                .fills(Field.METRICS, "/data/current_spend and budget_amount")
                .fills(Field.STARTED, "/data/window_start")
                .reads(delivery -> {
                    Fields data = data(delivery.body());
                    return begin(delivery)
                            .summary("budget policy %s: %s of %s %s spent"
                                    .formatted(
                                            data.require("/budget_policy_id"),
                                            data.text("/current_spend").orElse("?"),
                                            data.text("/budget_amount").orElse("?"),
                                            data.text("/budget_unit").orElse("")))
                            .metric("current_spend", data.at("/current_spend"))
                            .metric("budget_amount", data.at("/budget_amount"))
                            .started(data.time("/window_start"))
                            .facet("policy", data.text("/budget_policy_id"))
                            .data("scope", data.at("/target_scope"));
                });
    }

    /** Recognised, so that events of newer servers get an answer and no full inbox. */
    private static Format otherEvents() {
        return Format.of("other", "Any other event of MLflow")
                .knownBy(Sign.headers("header `%s`".formatted(DELIVERY), MlFlowWebhooks::isSigned))
                .gives((delivery, evidence) -> new Message.Nothing("the MLflow event %s is no evidence"
                        .formatted(event(delivery).orElse("sent"))));
    }

    private static Transcript read(Delivery delivery) {
        Fields data = data(delivery.body());
        String name = data.require("/name");
        Optional<String> version = data.text("/version");
        Optional<String> tag = data.text("/key");
        Optional<String> alias = data.text("/alias");
        return begin(delivery)
                .summary("%s: %s%s%s%s"
                        .formatted(
                                event(delivery).orElse("event"),
                                name,
                                version.map(v -> " version " + v).orElse(""),
                                alias.map(a -> " alias " + a).orElse(""),
                                tag.map(k -> " tag " + k).orElse("")))
                .subject(Optional.of(name))
                .version(version)
                .run(data.text("/run_id"))
                .facet("alias", alias)
                .facet("tag", tag)
                .facet("tagValue", data.text("/value"))
                .data("source", data.at("/source"))
                .facts("tags", MlFlow.pairs(data.at("/tags")));
    }

    private static Transcript begin(Delivery delivery) {
        Fields body = delivery.body();
        return delivery.header(DELIVERY)
                .map(id -> Transcript.of("webhook", id))
                .orElseGet(() -> Transcript.ofBytes(delivery.slice(Fields.NONE)))
                .finished(body.time("/timestamp"))
                .facet("event", event(delivery))
                .facet("workspace", body.text("/workspace").or(() -> data(body).text("/workspace")));
    }

    private static boolean isSigned(Delivery delivery) {
        return delivery.header(DELIVERY).isPresent();
    }

    private static Fields data(Fields body) {
        return body.has("/entity") ? body.at("/data") : body;
    }

    private static String entity(String event) {
        return event.substring(0, event.lastIndexOf('.'));
    }

    /** The entity and the action; of data alone, what its fields can only be. */
    private static Optional<String> event(Delivery delivery) {
        Fields body = delivery.body();
        if (body.has("/entity")) {
            return body.text("/entity").flatMap(entity -> body.text("/action").map(action -> entity + "." + action));
        }
        return body.text("/name").map(name -> implied(body));
    }

    private static String implied(Fields data) {
        if (data.has("/key")) {
            return data.has("/value") ? "model_version_tag.set" : "model_version_tag.deleted";
        }
        if (data.has("/alias")) {
            return data.has("/version") ? "model_version_alias.created" : "model_version_alias.deleted";
        }
        return data.has("/version") ? "model_version.created" : "registered_model.created";
    }
}
