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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Webhooks of GitHub, as octokit/webhooks describes them. A redelivery by hand keeps {@code X-GitHub-Delivery}, but the object's own id also
 * recognises a run that two hooks report, so that is the key.
 */
@Singleton
final class GitHub implements Adapter {

    private static final String EVENT = "X-GitHub-Event";

    @Override
    public String source() {
        return "github-actions";
    }

    @Override
    public String title() {
        return "GitHub Actions";
    }

    @Override
    public String authentication() {
        return "`github-hmac`: `X-Hub-Signature-256` over the body; a step of a workflow can use `oidc`.";
    }

    @Override
    public List<Format> formats() {
        return List.of(
                workflowRun(),
                workflowJob(),
                checkRun(),
                checkSuite(),
                deploymentStatus(),
                protectionRule(),
                ping(),
                otherEvents());
    }

    private static Format.Description run(String id, String title, String event, String object) {
        return Format.of(id, title)
                .knownBy(
                        Sign.header(EVENT, event),
                        Sign.fields(object + "/head_sha", "/action", "/repository/full_name"))
                .fills(Field.OUTCOME, object + "/conclusion")
                .fills(Field.SUBJECT, "/repository/full_name")
                .fills(Field.VERSION, object + "/head_sha")
                .fills(Field.RUN, object + "/id and run_attempt")
                .fills(Field.STARTED, object + "/run_started_at, started_at or created_at")
                .fills(Field.FINISHED, object + "/completed_at or updated_at")
                .fills(Field.AUTHOR, object + "/triggering_actor/login or /sender/login")
                .fills(Field.KEY, object + "/id, run_attempt and conclusion");
    }

    private static Format workflowRun() {
        return run("workflow-run", "A workflow run that ended", "workflow_run", "/workflow_run")
                .fills(Field.URL, "/workflow_run/html_url")
                .reads(delivery -> read("workflow-run", delivery.body(), "/workflow_run"));
    }

    private static Format workflowJob() {
        return run("workflow-job", "A job of a workflow that ended", "workflow_job", "/workflow_job")
                .fills(Field.URL, "/workflow_job/html_url")
                .reads(delivery -> read("workflow-job", delivery.body(), "/workflow_job"));
    }

    private static Format checkRun() {
        return run("check-run", "A check that ended", "check_run", "/check_run")
                .fills(Field.URL, "/check_run/html_url or details_url")
                .fills(Field.METRICS, "/check_run/output/annotations_count")
                .fills(Field.PRODUCER, "/check_run/app/slug")
                .reads(delivery -> read("check-run", delivery.body(), "/check_run"));
    }

    private static Format checkSuite() {
        return run("check-suite", "All checks of a commit", "check_suite", "/check_suite")
                .fills(Field.PRODUCER, "/check_suite/app/slug")
                .reads(delivery -> read("check-suite", delivery.body(), "/check_suite"));
    }

    private static Transcript read(String id, Fields body, String object) {
        Fields run = body.at(object);
        String number = run.require("/id");
        String attempt = run.text("/run_attempt").orElse("1");
        Optional<String> conclusion = run.text("/conclusion");
        return Transcript.of(
                        id,
                        number,
                        attempt,
                        conclusion.orElse(run.text("/status").orElse("")))
                .verdict(
                        body.is("/action", "completed") || conclusion.isPresent()
                                ? concluded(conclusion)
                                : Verdict.PENDING)
                .summary("%s %s".formatted(run.text("/name").orElse(id), conclusion.orElse("not concluded")))
                .subject(body.text("/repository/full_name"))
                .version(run.text("/head_sha"))
                .url(run.text("/html_url").or(() -> run.text("/details_url")))
                .run(Optional.of(number + "/" + attempt))
                .started(run.time("/run_started_at")
                        .or(() -> run.time("/started_at"))
                        .or(() -> run.time("/created_at")))
                .finished(run.time("/completed_at").or(() -> run.time("/updated_at")))
                .producer(run.text("/app/slug"))
                .author(run.text("/triggering_actor/login").or(() -> body.text("/sender/login")))
                .metric("annotations", run.number("/output/annotations_count"))
                .facet("repository", body.text("/repository/full_name"))
                .facet("branch", run.text("/head_branch").or(() -> run.text("/check_suite/head_branch")))
                .facet("commit", run.text("/head_sha"))
                .facet("workflow", run.text("/path").or(() -> run.text("/workflow_name")))
                .facet("name", run.text("/name"))
                .facet("event", run.text("/event"));
    }

    /** GitHub's own list of conclusions. */
    private static Verdict concluded(Optional<String> conclusion) {
        return switch (conclusion.orElse("")) {
            case "success" -> Verdict.PASS;
            case "failure", "timed_out", "startup_failure" -> Verdict.FAIL;
            case "cancelled", "skipped", "neutral", "stale" -> Verdict.NEUTRAL;
            default -> Verdict.PENDING;
        };
    }

    private static Format deploymentStatus() {
        return Format.of("deployment-status", "How a deployment went")
                .knownBy(
                        Sign.header(EVENT, "deployment_status"),
                        Sign.fields("/deployment_status/state", "/deployment/sha", "/repository/full_name"))
                .fills(Field.OUTCOME, "/deployment_status/state")
                .fills(Field.SUBJECT, "/repository/full_name")
                .fills(Field.VERSION, "/deployment/sha")
                .fills(Field.URL, "/deployment_status/log_url or target_url")
                .fills(Field.RUN, "/deployment/id")
                .fills(Field.STARTED, "/deployment/created_at")
                .fills(Field.FINISHED, "/deployment_status/created_at")
                .fills(Field.AUTHOR, "/deployment_status/creator/login")
                .fills(Field.KEY, "/deployment_status/id")
                .reads(GitHub::deploymentStatus);
    }

    private static Transcript deploymentStatus(Delivery delivery) {
        Fields body = delivery.body();
        Fields status = body.at("/deployment_status");
        return Transcript.of("deployment-status", status.require("/id"))
                .verdict(deployed(status.text("/state")))
                .summary("deployment to %s: %s"
                        .formatted(
                                status.text("/environment").orElse("an environment"),
                                status.text("/state").orElse("no state")))
                .subject(body.text("/repository/full_name"))
                .version(body.text("/deployment/sha"))
                .url(status.text("/log_url").or(() -> status.text("/target_url")))
                .run(body.text("/deployment/id"))
                .started(body.time("/deployment/created_at"))
                .finished(status.time("/created_at"))
                .author(status.text("/creator/login"))
                .facet("repository", body.text("/repository/full_name"))
                .facet("commit", body.text("/deployment/sha"))
                .facet("branch", body.text("/deployment/ref"))
                .facet("environment", status.text("/environment"));
    }

    private static Verdict deployed(Optional<String> state) {
        return switch (state.orElse("")) {
            case "success" -> Verdict.PASS;
            case "failure", "error" -> Verdict.FAIL;
            case "inactive" -> Verdict.NEUTRAL;
            default -> Verdict.PENDING;
        };
    }

    private static Format protectionRule() {
        return Format.of("deployment-protection-rule", "A deployment that waits for a gate")
                .knownBy(
                        Sign.header(EVENT, "deployment_protection_rule"),
                        Sign.fields("/deployment_callback_url", "/environment", "/repository/full_name"))
                .gives((delivery, evidence) -> protectionRule(delivery.body()));
    }

    private static Message protectionRule(Fields body) {
        if (!body.is("/action", "requested")) {
            return new Message.Nothing("the protection rule's action %s asks for nothing"
                    .formatted(body.text("/action").orElse("unknown")));
        }
        Map<String, String> asked = new TreeMap<>();
        asked.put("environment", body.require("/environment"));
        asked.put("callback", body.require("/deployment_callback_url"));
        asked.put("installation", body.require("/installation/id"));
        put(asked, "repository", body.text("/repository/full_name"));
        put(asked, "repositoryId", body.text("/repository/id"));
        put(asked, "commit", body.text("/deployment/sha").or(() -> body.text("/sha")));
        put(asked, "branch", body.text("/deployment/ref").or(() -> body.text("/ref")));
        put(asked, "deployment", body.text("/deployment/id"));
        put(asked, "event", body.text("/event"));
        return new Message.Question("github-deployment-protection-rule", asked);
    }

    private static void put(Map<String, String> asked, String name, Optional<String> value) {
        value.ifPresent(text -> asked.put(name, text));
    }

    private static Format ping() {
        return Format.of("ping", "GitHub tries the line")
                .knownBy(Sign.header(EVENT, "ping"), Sign.fields("/zen", "/hook_id"))
                .gives((delivery, evidence) -> new Message.Handshake("GitHub's ping arrived", Map.of()));
    }

    /** Recognised, so that whoever chose "send me everything" gets an answer and no full inbox. */
    private static Format otherEvents() {
        return Format.of("other", "Any other event of GitHub")
                .knownBy(
                        Sign.header(EVENT),
                        Sign.fields("/repository/full_name", "/repository/node_id", "/sender/login"))
                .gives((delivery, evidence) -> new Message.Nothing("the GitHub event %s is no evidence"
                        .formatted(delivery.header(EVENT).orElse("sent"))));
    }
}
