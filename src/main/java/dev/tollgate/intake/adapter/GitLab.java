package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
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

/** Webhooks of GitLab, and its external status checks, which send the merge request with {@code external_approval_rule} beside it and no header. */
@Singleton
final class GitLab implements Adapter {

    private static final String EVENT = "X-Gitlab-Event";

    @Override
    public String source() {
        return "gitlab";
    }

    @Override
    public String title() {
        return "GitLab";
    }

    @Override
    public String authentication() {
        return "`header-equals`: `X-Gitlab-Token` holds the webhook's secret token; an external status check can set only a URL: `url-token`.";
    }

    @Override
    public List<Format> formats() {
        return List.of(statusCheck(), pipeline(), otherEvents());
    }

    private static Format statusCheck() {
        return Format.of("status-check", "A merge request that waits for a gate")
                .knownBy(
                        Sign.headers(
                                "header `%s` and a body with `/external_approval_rule`".formatted(EVENT),
                                d -> d.header(EVENT).isPresent() && d.body().has("/external_approval_rule")),
                        Sign.fields("/external_approval_rule/id", "/object_attributes/iid"))
                .gives((delivery, evidence) -> statusCheck(delivery.body()));
    }

    private static Message statusCheck(Fields body) {
        Fields request = body.at("/object_attributes");
        Optional<String> state = request.text("/state").filter(text -> !text.equals("opened"));
        if (state.isPresent()) {
            return new Message.Nothing("the merge request is %s".formatted(state.get()));
        }
        Map<String, String> asked = new TreeMap<>();
        asked.put("statusCheck", body.require("/external_approval_rule/id"));
        asked.put("mergeRequest", request.require("/iid"));
        asked.put("commit", request.require("/last_commit/id"));
        asked.put("gitlabProject", request.text("/target_project_id").orElseGet(() -> body.require("/project/id")));
        put(asked, "repository", body.text("/project/path_with_namespace"));
        put(asked, "branch", request.text("/target_branch"));
        put(asked, "sourceBranch", request.text("/source_branch"));
        put(asked, "name", body.text("/external_approval_rule/name"));
        return new Message.Question("gitlab-status-check", asked);
    }

    private static void put(Map<String, String> asked, String name, Optional<String> value) {
        value.ifPresent(text -> asked.put(name, text));
    }

    private static Format pipeline() {
        return Format.of("pipeline", "A pipeline that ended")
                .knownBy(
                        Sign.header(EVENT, "Pipeline Hook"),
                        Sign.body(
                                "`/object_kind: pipeline` with `/object_attributes/status`",
                                body -> body.is("/object_kind", "pipeline") && body.has("/object_attributes/status")))
                .fills(Field.OUTCOME, "/object_attributes/status")
                .fills(Field.METRICS, "/object_attributes/duration and queued_duration, in seconds")
                .fills(Field.SUBJECT, "/project/path_with_namespace")
                .fills(Field.VERSION, "/object_attributes/sha")
                .fills(Field.URL, "/object_attributes/url")
                .fills(Field.RUN, "/object_attributes/id")
                .fills(Field.STARTED, "/object_attributes/created_at")
                .fills(Field.FINISHED, "/object_attributes/finished_at")
                .fills(Field.AUTHOR, "/user/username")
                .fills(Field.KEY, "/object_attributes/id and status")
                .reads(delivery -> pipeline(delivery.body()));
    }

    private static Transcript pipeline(Fields body) {
        Fields run = body.at("/object_attributes");
        String id = run.require("/id");
        String status = run.require("/status");
        return Transcript.of("pipeline", id, status)
                .verdict(ended(status))
                .summary("%s %s".formatted(run.text("/name").orElse("pipeline"), status))
                .subject(body.text("/project/path_with_namespace"))
                .version(run.text("/sha"))
                .url(run.text("/url").or(() -> body.text("/project/web_url").map(url -> url + "/-/pipelines/" + id)))
                .run(Optional.of(id))
                .started(run.time("/created_at"))
                .finished(run.time("/finished_at"))
                .author(body.text("/user/username"))
                .metric("duration", run.number("/duration"))
                .metric("queued_duration", run.number("/queued_duration"))
                .facet("repository", body.text("/project/path_with_namespace"))
                .facet("branch", run.text("/ref"))
                .facet("commit", run.text("/sha"))
                .facet("name", run.text("/name"))
                .facet("event", run.text("/source"))
                .facet("status", Optional.of(status));
    }

    /** Of the statuses that GitLab documents, those that a pipeline does not leave by itself. */
    private static Verdict ended(String status) {
        return switch (status) {
            case "success" -> Verdict.PASS;
            case "failed" -> Verdict.FAIL;
            case "canceled", "skipped" -> Verdict.NEUTRAL;
            default -> Verdict.PENDING;
        };
    }

    private static Format otherEvents() {
        return Format.of("other", "Any other event of GitLab")
                .knownBy(Sign.header(EVENT))
                .gives((delivery, evidence) -> new Message.Nothing("the GitLab event %s is no evidence"
                        .formatted(delivery.header(EVENT).orElse("sent"))));
    }
}
