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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Applications of Argo CD (argoproj.io/v1alpha1), as {@code {{toJson .app}}} puts them into a notification, or as {@code kubectl get} prints them. */
@Singleton
final class ArgoCd implements Adapter {

    @Override
    public String source() {
        return "argocd";
    }

    @Override
    public String title() {
        return "Argo CD";
    }

    @Override
    public String authentication() {
        return "`bearer`, `header-equals` or `basic`, in the webhook service of argocd-notifications.";
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.of("application", "An Application and how its deployment went")
                .knownBy(Sign.body("`kind: Application` of `argoproj.io`", ArgoCd::areApplications))
                .fills(
                        Field.OUTCOME,
                        "status.operationState.phase, health.status and sync.status: good where the operation succeeded, all is healthy"
                                + " and in sync")
                .fills(Field.METRICS, "status.resources counted by health: resources.healthy")
                .fills(Field.SUBJECT, "metadata.name")
                .fills(
                        Field.VERSION,
                        "status.operationState.syncResult.revision or revisions, else status.sync.revision or revisions")
                .fills(Field.URL, "the first of status.summary.externalURLs")
                .fills(Field.STARTED, "status.operationState.startedAt")
                .fills(Field.FINISHED, "status.operationState.finishedAt, else status.reconciledAt")
                .fills(Field.PRODUCER, "status.operationState.operation.initiatedBy.username of a token of a project")
                .fills(Field.AUTHOR, "status.operationState.operation.initiatedBy.username of a person")
                .fills(
                        Field.KEY,
                        "metadata.uid (else namespace and name), status.operationState.startedAt and phase, health.status and"
                                + " health.lastTransitionTime; without a name the bytes")
                .readsEach(delivery -> delivery.body().each(), ArgoCd::read));
    }

    private static boolean areApplications(Fields body) {
        return !body.each().isEmpty()
                && body.each().stream()
                        .allMatch(one -> one.is("/kind", "Application")
                                && one.text("/apiVersion")
                                        .filter(version -> version.startsWith("argoproj.io/"))
                                        .isPresent());
    }

    private static Transcript read(Format.Part part) {
        Fields app = part.body();
        Fields operation = app.at("/status/operationState");
        Optional<String> name = app.text("/metadata/name");
        Optional<String> revision = revision(app);
        Optional<String> initiator =
                operation.text("/operation/initiatedBy/username").filter(user -> !user.isBlank());
        Fields source = app.has("/spec/source") ? app.at("/spec/source") : app.at("/spec/sources/0");
        Fields destination = app.at("/spec/destination");
        Transcript transcript = key(part)
                .verdict(verdict(app))
                .summary(summary(app))
                .subject(name)
                .version(revision.filter(r -> name.isPresent()))
                .url(app.text("/status/summary/externalURLs/0"))
                .started(operation.time("/startedAt"))
                .finished(operation.time("/finishedAt").or(() -> app.time("/status/reconciledAt")))
                .producer(initiator.filter(ArgoCd::isToken))
                .author(initiator.filter(user -> !isToken(user)))
                .facet("service", name)
                .facet("environment", destination.text("/namespace"))
                .facet("cluster", destination.text("/name").or(() -> destination.text("/server")))
                .facet("project", app.text("/spec/project"))
                .facet("repository", GitRemote.repository(source.text("/repoURL")))
                .facet("branch", source.text("/targetRevision"))
                .facet("commit", revision)
                .facet("status", operation.text("/phase"))
                .facet("health", app.text("/status/health/status"))
                .facet("sync", app.text("/status/sync/status"))
                .data("images", app.at("/status/summary/images"));
        counts(app).forEach((health, count) -> transcript.metric("resources." + health, Optional.of(count)));
        return transcript;
    }

    /** Newer versions tell since when the health is so. Without it, an application that recovers twice during one operation would seem the same report. */
    private static Transcript key(Format.Part part) {
        Fields app = part.body();
        Optional<String> application = app.text("/metadata/uid")
                .or(() -> app.text("/metadata/name")
                        .map(name -> app.text("/metadata/namespace").orElse("") + "/" + name));
        return application
                .map(id -> Transcript.of(Stream.concat(
                                Stream.of(id),
                                Stream.of(
                                                "/status/operationState/startedAt",
                                                "/status/operationState/phase",
                                                "/status/health/status",
                                                "/status/health/lastTransitionTime")
                                        .map(place -> app.text(place).orElse("")))
                        .toArray(String[]::new)))
                .orElseGet(() -> Transcript.ofBytes(part.delivery().slice(app)));
    }

    /** Applications of several sources have a list of revisions; the first is that of the first source. */
    private static Optional<String> revision(Fields app) {
        Fields synced = app.at("/status/operationState/syncResult");
        return synced.text("/revision")
                .or(() -> synced.text("/revisions/0"))
                .or(() -> app.text("/status/sync/revision"))
                .or(() -> app.text("/status/sync/revisions/0"));
    }

    /** A token of a role of a project, {@code proj:<project>:<role>}: a machine. */
    private static boolean isToken(String user) {
        return user.startsWith("proj:");
    }

    private static Verdict verdict(Fields app) {
        String phase = app.text("/status/operationState/phase").orElse("");
        return switch (phase) {
            case "Failed", "Error" -> Verdict.FAIL;
            case "Running", "Terminating" -> Verdict.PENDING;
            default -> healthy(app);
        };
    }

    /** Health alone does not tell that what was asked for is what runs: without the sync status nothing is proven. */
    private static Verdict healthy(Fields app) {
        Optional<String> sync = app.text("/status/sync/status");
        return switch (app.text("/status/health/status").orElse("")) {
            case "Degraded", "Missing" -> Verdict.FAIL;
            case "Progressing" -> Verdict.PENDING;
            case "Suspended", "Unknown" -> Verdict.NEUTRAL;
            case "Healthy" ->
                switch (sync.orElse("")) {
                    case "Synced" -> Verdict.PASS;
                    case "OutOfSync" -> Verdict.WARN;
                    case "Unknown" -> Verdict.NEUTRAL;
                    default -> Verdict.INFO;
                };
            default -> Verdict.INFO;
        };
    }

    private static String summary(Fields app) {
        String states = Stream.of("/status/operationState/phase", "/status/health/status", "/status/sync/status")
                .flatMap(place -> app.text(place).stream())
                .collect(Collectors.joining(", "));
        return app.text("/metadata/name").orElse("application") + ": " + (states.isEmpty() ? "no status" : states)
                + app.text("/status/operationState/message").map(m -> ", " + m).orElse("");
    }

    private static Map<String, Double> counts(Fields app) {
        Map<String, Double> counts = new TreeMap<>();
        app.list("/status/resources")
                .forEach(resource -> resource.text("/health/status")
                        .ifPresent(health -> counts.merge(health.toLowerCase(Locale.ROOT), 1.0, Double::sum)));
        return counts;
    }
}
