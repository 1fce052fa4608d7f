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
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Builds of Jenkins as four plugins report them: Notification, Generic Event, Outbound WebHook and CDEvents. A build that reports no repository has no
 * subject: a job's name is not what the evidence is about.
 */
@Singleton
final class Jenkins implements Adapter {

    private static final Pattern KIND = Pattern.compile("[A-Za-z]{1,40}\\.[A-Za-z.]{1,80}");
    private static final List<String> ENDED = List.of("COMPLETED", "FINALIZED");

    @Override
    public String source() {
        return "jenkins";
    }

    @Override
    public String title() {
        return "Jenkins";
    }

    @Override
    public String authentication() {
        return "`url-token`: three of the four plugins can set nothing but the URL; the Notification plugin can use `basic`, within the URL.";
    }

    @Override
    public List<Format> formats() {
        return List.of(notification(), genericEvent(), outboundWebhook(), JenkinsCdEvents.format());
    }

    private static Format notification() {
        return Format.of("notification", "Notification plugin: a phase of a build")
                .knownBy(Sign.fields("/build/phase", "/build/number", "/build/url", "/name"))
                .fills(Field.OUTCOME, "/build/status once /build/phase is COMPLETED or FINALIZED")
                .fills(Field.METRICS, "/build/test_summary as tests.total, failed, passed and skipped")
                .fills(Field.SUBJECT, "the path of /build/scm/url")
                .fills(Field.VERSION, "/build/scm/commit")
                .fills(Field.URL, "/build/full_url")
                .fills(Field.RUN, "the job and /build/number")
                .fills(Field.STARTED, "/build/timestamp of STARTED; of COMPLETED /build/duration before it")
                .fills(Field.FINISHED, "/build/timestamp of COMPLETED or FINALIZED")
                .fills(Field.KEY, "/build/full_url (or url) and phase")
                .reads(delivery -> notification(delivery.body()));
    }

    /** The timestamp is the phase's: of STARTED when the build began, of COMPLETED when it ended, of FINALIZED when all was tidied up. */
    private static Transcript notification(Fields body) {
        Fields build = body.at("/build");
        String phase = build.require("/phase");
        boolean ended = ENDED.contains(phase);
        String job = JenkinsBuild.job(build.text("/url")).orElseGet(() -> body.require("/name"));
        Fields tests = build.at("/test_summary");
        Optional<String> repository = GitRemote.repository(build.text("/scm/url"));
        Transcript transcript = Transcript.of(build.text("/full_url").orElseGet(() -> build.require("/url")), phase)
                .verdict(ended ? JenkinsBuild.result(build.text("/status")) : Verdict.PENDING)
                .summary("%s #%s %s"
                        .formatted(
                                job,
                                build.text("/number").orElse("?"),
                                build.text("/status").filter(s -> ended).orElse(phase)))
                .subject(repository)
                .version(build.text("/scm/commit").filter(commit -> repository.isPresent()))
                .url(build.text("/full_url"))
                .run(build.text("/number").map(number -> job + "#" + number))
                .started(
                        switch (phase) {
                            case "STARTED" -> build.time("/timestamp");
                            case "COMPLETED" ->
                                JenkinsBuild.later(
                                        build.time("/timestamp"),
                                        build.number("/duration").map(ms -> -ms));
                            default -> Optional.empty();
                        })
                .finished(build.time("/timestamp").filter(t -> ended))
                .facet("job", Optional.of(job))
                .facet("repository", repository)
                .facet("branch", JenkinsBuild.branch(build.text("/scm/branch")))
                .facet("commit", build.text("/scm/commit"))
                .facet("status", build.text("/status"))
                .facet("event", Optional.of(phase))
                .data("parameters", build.at("/parameters"))
                .data("failedTests", tests.at("/failed_tests"));
        Stream.of("total", "failed", "passed", "skipped")
                .forEach(count -> transcript.metric("tests." + count, tests.number("/" + count)));
        return transcript;
    }

    private static Format genericEvent() {
        return Format.of("generic-event", "Generic Event plugin: a build, or anything else that happens in Jenkins")
                .knownBy(
                        Sign.headers(
                                "header `X-Event-Type` with `dataType` in the body",
                                d -> d.header("X-Event-Type").isPresent()
                                        && d.body().has("/dataType")),
                        Sign.body(
                                "body with `dataType`, `source`, `data` and `type` like `run.finalized`",
                                body -> body.has("/dataType")
                                        && body.has("/source")
                                        && body.has("/data")
                                        && body.text("/type")
                                                .filter(type ->
                                                        KIND.matcher(type).matches())
                                                .isPresent()))
                .fills(Field.OUTCOME, "/data/result of run.completed and run.finalized")
                .fills(Field.SUBJECT, "the path of the first of remoteUrls in /data/actions")
                .fills(Field.VERSION, "lastBuiltRevision/SHA1 in /data/actions")
                .fills(Field.URL, "header `Referrer` and /url")
                .fills(Field.RUN, "the job and /data/number")
                .fills(Field.STARTED, "/data/timestamp")
                .fills(Field.FINISHED, "/data/duration later")
                .fills(Field.AUTHOR, "causes/userId in /data/actions")
                .fills(Field.KEY, "header `Referrer`, /url (else /source and /data/number) and /type")
                .gives(Jenkins::genericEvent);
    }

    private static Message genericEvent(Delivery delivery, Function<Transcript, Message> evidence) {
        Fields body = delivery.body();
        String type = body.require("/type").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "run.completed", "run.finalized" ->
                evidence.apply(run(delivery, type).verdict(JenkinsBuild.result(body.text("/data/result"))));
            case "run.started", "run.initialize" ->
                evidence.apply(run(delivery, type).verdict(Verdict.PENDING));
            default -> new Message.Nothing("the Jenkins event %s is no evidence".formatted(type));
        };
    }

    private static Transcript run(Delivery delivery, String type) {
        Fields body = delivery.body();
        Fields run = body.at("/data");
        String number = run.text("/number").or(() -> run.text("/id")).orElse("");
        String place = body.text("/url").orElseGet(() -> body.require("/source") + number);
        Optional<String> job = JenkinsBuild.job(Optional.of(place));
        Optional<String> root = delivery.header("Referrer");
        Optional<Fields> git = action(run, "/remoteUrls");
        Optional<String> commit = git.flatMap(a -> a.text("/lastBuiltRevision/SHA1"));
        Optional<String> repository = GitRemote.repository(git.flatMap(a -> a.text("/remoteUrls/0")));
        boolean ended = run.text("/result").isPresent();
        return Transcript.of(root.orElse(""), place, type)
                .summary("%s %s"
                        .formatted(
                                run.text("/fullDisplayName").orElse(place),
                                run.text("/result").orElse(type)))
                .subject(repository)
                .version(commit.filter(sha -> repository.isPresent()))
                .url(root.flatMap(r -> body.text("/url").map(path -> JenkinsBuild.link(r, path))))
                .run(job.map(name -> name + "#" + number))
                .started(run.time("/timestamp"))
                .finished(JenkinsBuild.later(run.time("/timestamp"), run.number("/duration"))
                        .filter(t -> ended))
                .author(JenkinsBuild.person(action(run, "/causes").flatMap(Jenkins::user)))
                .facet("job", job)
                .facet("repository", repository)
                .facet("commit", commit)
                .facet("branch", JenkinsBuild.branch(git.flatMap(a -> a.text("/lastBuiltRevision/branch/0/name"))))
                .facet("status", run.text("/result"))
                .facet("event", Optional.of(type))
                .data(
                        "parameters",
                        action(run, "/parameters").orElse(Fields.NONE).at("/parameters"));
    }

    private static Optional<Fields> action(Fields run, String pointer) {
        return run.list("/actions").stream().filter(a -> a.has(pointer)).findFirst();
    }

    private static Optional<String> user(Fields action) {
        return action.list("/causes").stream()
                .flatMap(cause -> cause.text("/userId").stream())
                .findFirst();
    }

    private static Format outboundWebhook() {
        return Format.of("outbound-webhook", "Outbound WebHook plugin: a build")
                .knownBy(Sign.fields("/projectName", "/buildName", "/buildUrl", "/event"))
                .fills(Field.OUTCOME, "/event")
                .fills(Field.URL, "/buildUrl")
                .fills(Field.RUN, "/projectName and /buildName")
                .fills(Field.KEY, "/buildUrl and /event")
                .reads(delivery -> outboundWebhook(delivery.body()));
    }

    private static Transcript outboundWebhook(Fields body) {
        String event = body.require("/event").toLowerCase(Locale.ROOT);
        String run =
                body.text("/projectName").orElse("") + body.text("/buildName").orElse("");
        return Transcript.of(body.require("/buildUrl"), event)
                .verdict(
                        switch (event) {
                            case "success" -> Verdict.PASS;
                            case "failure", "unstable" -> Verdict.FAIL;
                            case "start" -> Verdict.PENDING;
                            default -> Verdict.INFO;
                        })
                .summary("%s %s".formatted(run, event))
                .url(body.text("/buildUrl"))
                .run(Optional.of(run))
                .facet("job", body.text("/projectName"))
                .facet("event", Optional.of(event));
    }
}
