package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Unreadable;
import dev.tollgate.intake.Verdict;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Weights &amp; Biases: automations, whose body is what the user's template makes of it, and the two files that a run leaves behind. Templates whose
 * fields are called as W&amp;B's variables are read, at the top or below {@code client_payload}, as in W&amp;B's example for GitHub.
 */
@Singleton
final class WeightsAndBiases implements Adapter {

    private static final String SIGNATURE = "X-Wandb-Signature";
    private static final String METADATA = "artifact_metadata";

    /** {@code entity/project/collection:v7}; behind the colon may stand an alias instead, which is no version. */
    private static final Pattern ARTIFACT = Pattern.compile("(?<name>[^:]+):((?<version>v\\d+)|(?<alias>.+))");

    @Override
    public String source() {
        return "wandb";
    }

    @Override
    public String title() {
        return "Weights & Biases";
    }

    @Override
    public String authentication() {
        return "`wandb-hmac`: `X-Wandb-Signature` over the body, in hex or base64; or `bearer` with the webhook's access token.";
    }

    @Override
    public List<Format> formats() {
        return List.of(webhook(), runSummary(), runMetadata());
    }

    private static Format webhook() {
        return Format.of("webhook", "An automation fired")
                .knownBy(
                        Sign.header(SIGNATURE),
                        Sign.body(
                                "body, or its `client_payload`, with `entity_name`, `project_name` and `event_author` or `artifact_version_string`",
                                b -> isTemplate(b) || isTemplate(b.at("/client_payload"))))
                .fills(Field.METRICS, "artifact_metadata.*, where they are numbers")
                .fills(Field.SUBJECT, "artifact_version_string up to the colon")
                .fills(Field.VERSION, "artifact_version_string behind the colon")
                .fills(Field.AUTHOR, "event_author")
                .fills(Field.KEY, "the bytes")
                .reads(WeightsAndBiases::webhook);
    }

    private static boolean isTemplate(Fields variables) {
        return variables.has("/entity_name")
                && variables.has("/project_name")
                && (variables.has("/event_author") || variables.has("/artifact_version_string"));
    }

    private static Transcript webhook(Delivery delivery) {
        Fields body = delivery.body();
        Fields variables = body.at("/client_payload").isObject() ? body.at("/client_payload") : body;
        Optional<String> artifact = variable(variables, "/artifact_version_string");
        if (artifact.isEmpty() && variable(variables, "/project_name").isEmpty()) {
            throw new Unreadable(
                    "unknown-template",
                    "none of artifact_version_string and project_name is filled in: call the template's fields as the variables");
        }
        Matcher parts = ARTIFACT.matcher(artifact.orElse(""));
        boolean whole = parts.matches();
        Optional<String> event = variable(variables, "/event_type").or(() -> variable(body, "/event_type"));
        Transcript transcript = Transcript.ofBytes(delivery.slice(Fields.NONE))
                .summary("%s %s".formatted(event.orElse("event"), artifact.orElse("")))
                .subject(whole ? Optional.of(parts.group("name")) : artifact)
                .version(whole ? Optional.ofNullable(parts.group("version")) : Optional.empty())
                .author(variable(variables, "/event_author"))
                .facet("event", event)
                .facet(
                        "alias",
                        variable(variables, "/alias")
                                .or(() -> whole ? Optional.ofNullable(parts.group("alias")) : Optional.empty()))
                .facet("tag", variable(variables, "/tag"))
                .facet("entity", variable(variables, "/entity_name"))
                .facet("project", variable(variables, "/project_name"))
                .facet("collection", variable(variables, "/artifact_collection_name"));
        return metadata(transcript, variables);
    }

    /** What is not filled in is blank, or stands there as the variable itself. */
    private static Optional<String> variable(Fields variables, String pointer) {
        return variables.text(pointer).filter(value -> !value.startsWith("${"));
    }

    /** Both {@code "artifact_metadata.auc": "0.9"} and an object of that name. */
    private static Transcript metadata(Transcript transcript, Fields variables) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, Fields> all =
                new LinkedHashMap<>(variables.at("/" + METADATA).entries(""));
        variables.entries("").forEach((name, value) -> {
            if (name.startsWith(METADATA + ".")) {
                all.put(name.substring(METADATA.length() + 1), value);
            }
        });
        all.forEach((name, value) -> {
            transcript.metric(name, value.number());
            if (value.number().isEmpty()) {
                value.text().filter(text -> !text.startsWith("${")).ifPresent(text -> texts.put(name, text));
            }
        });
        return transcript.facts("metadata", texts);
    }

    private static Format runSummary() {
        return Format.of("run-summary", "A run's `wandb-summary.json`")
                .knownBy(Sign.body(
                        "body with `_wandb`, or with `_runtime` and `_step` or `_timestamp`",
                        b -> b.at("/_wandb").isObject()
                                || (b.at("/_runtime").isNumber() && (b.has("/_step") || b.has("/_timestamp")))))
                .fills(Field.METRICS, "every number whose name does not begin with an underscore")
                .fills(Field.FINISHED, "/_timestamp")
                .fills(Field.KEY, "the bytes")
                .reads(WeightsAndBiases::runSummary);
    }

    private static Transcript runSummary(Delivery delivery) {
        Fields body = delivery.body();
        Transcript transcript = Transcript.ofBytes(delivery.slice(Fields.NONE))
                .finished(body.seconds("/_timestamp"))
                .data("steps", body.at("/_step"))
                .data("runtimeSeconds", body.at("/_runtime"));
        body.entries("").forEach((name, value) -> {
            // A table, an image or a histogram has a type; its numbers are sizes and bins.
            if (!name.startsWith("_") && !value.has("/_type")) {
                transcript.metricsOf(name, value);
            }
        });
        return transcript;
    }

    private static Format runMetadata() {
        return Format.of("run-metadata", "A run's `wandb-metadata.json`")
                .knownBy(Sign.body(
                        "body with `startedAt` and `heartbeatAt`, or with `startedAt`, `os`, `python` and `program`",
                        b -> b.has("/startedAt")
                                && (b.has("/heartbeatAt") || (b.has("/os") && b.has("/python") && b.has("/program")))))
                .fills(Field.OUTCOME, "/state")
                .fills(Field.SUBJECT, "/git/remote")
                .fills(Field.VERSION, "/git/commit")
                .fills(Field.STARTED, "/startedAt")
                .fills(Field.FINISHED, "/heartbeatAt")
                .fills(Field.AUTHOR, "/username or email")
                .fills(Field.KEY, "the bytes")
                .reads(WeightsAndBiases::runMetadata);
    }

    private static Transcript runMetadata(Delivery delivery) {
        Fields body = delivery.body();
        Optional<String> remote = body.text("/git/remote").map(WeightsAndBiases::withoutCredentials);
        Optional<String> state = body.text("/state");
        return Transcript.ofBytes(delivery.slice(Fields.NONE))
                .verdict(ended(state.orElse("")))
                .summary("run of %s %s".formatted(body.text("/program").orElse("a program"), state.orElse("")))
                .subject(remote)
                .version(body.text("/git/commit"))
                .started(body.time("/startedAt"))
                .finished(body.time("/heartbeatAt"))
                .author(body.text("/username").or(() -> body.text("/email")))
                .facet("repository", remote)
                .facet("commit", body.text("/git/commit"))
                .facet("status", state)
                .facet("host", body.text("/host"))
                .data("program", body.at("/program"))
                .data("python", body.at("/python"));
    }

    private static Verdict ended(String state) {
        return switch (state) {
            case "finished" -> Verdict.PASS;
            case "failed", "crashed", "killed" -> Verdict.FAIL;
            case "pending", "running", "preempting", "preempted" -> Verdict.PENDING;
            default -> Verdict.INFO;
        };
    }

    /** A remote over https may hold a token before the host. */
    private static String withoutCredentials(String remote) {
        int scheme = remote.indexOf("://");
        int host = remote.lastIndexOf('@');
        return scheme >= 0 && host > scheme ? remote.substring(0, scheme + 3) + remote.substring(host + 1) : remote;
    }
}
