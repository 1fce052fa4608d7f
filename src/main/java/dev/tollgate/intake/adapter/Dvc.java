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
import dev.tollgate.lifecycle.Sha256;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the commands of DVC print with {@code --json}, and its lock file. An empty object is the answer of several commands when there is nothing to
 * say, so no sign fits it: {@code ?as=dvc.data-status} reads it as a clean workspace.
 */
@Singleton
final class Dvc implements Adapter {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");

    private static final Set<String> STATUSES =
            Set.of("not_in_cache", "not_in_remote", "committed", "uncommitted", "unchanged", "untracked", "git");

    private static final Set<String> DIFFERENCE = Set.of("old", "new", "diff");

    @Override
    public String source() {
        return "dvc";
    }

    @Override
    public String title() {
        return "DVC";
    }

    @Override
    public String authentication() {
        return "`bearer` or `oidc` of the pipeline that runs the command.";
    }

    @Override
    public List<Format> formats() {
        return List.of(DvcPipeline.lock(), DvcPipeline.experiments(), dataStatus(), metricsShow(), metricsDiff());
    }

    private static Format dataStatus() {
        return Format.of("data-status", "`dvc data status --json`")
                .knownBy(Sign.body(
                        "body with nothing but `not_in_cache`, `not_in_remote`, `committed`, `uncommitted`, `unchanged`, `untracked`, `git`",
                        Dvc::isStatus))
                .fills(Field.OUTCOME, "nothing but `unchanged` passes")
                .fills(Field.METRICS, "how many files there are in each group")
                .fills(Field.KEY, "the bytes")
                .reads(Dvc::dataStatus);
    }

    private static boolean isStatus(Fields body) {
        return (body.at("/not_in_cache").isList()
                        || body.at("/not_in_remote").isList()
                        || body.at("/committed").isObject()
                        || body.at("/uncommitted").isObject()
                        || body.at("/unchanged").isList())
                && STATUSES.containsAll(body.entries("").keySet());
    }

    private static Transcript dataStatus(Delivery delivery) {
        Fields body = delivery.body();
        Map<String, Fields> groups = body.entries("");
        if (!body.isObject() || !STATUSES.containsAll(groups.keySet())) {
            throw new Unreadable("not-data-status", "this is not what dvc data status --json prints");
        }
        boolean clean = groups.entrySet().stream()
                .allMatch(e -> e.getKey().equals("unchanged") || e.getValue().isEmpty());
        Transcript transcript = Transcript.ofBytes(delivery.slice(Fields.NONE))
                .verdict(clean ? Verdict.PASS : Verdict.FAIL)
                .summary(clean ? "data is as committed" : "data differs from what is committed");
        groups.forEach((name, group) -> {
            count(transcript, name, group);
            group.entries("").forEach((change, files) -> count(transcript, name + "." + change, files));
        });
        return transcript
                .facts("notInCache", paths(body.list("/not_in_cache")))
                .facts("notInRemote", paths(body.list("/not_in_remote")));
    }

    private static void count(Transcript transcript, String name, Fields files) {
        if (files.isList()) {
            transcript.metric(name, Optional.of((double) files.list("").size()));
        }
    }

    private static List<String> paths(List<Fields> files) {
        return files.stream().flatMap(f -> f.text().stream()).toList();
    }

    private static Format metricsShow() {
        return Format.of("metrics-show", "`dvc metrics show --json`, one report a revision")
                .knownBy(Sign.body(
                        "revisions with `data`, in it files with `data` or `error`, and nothing else", Dvc::isShow))
                .fills(Field.OUTCOME, "an `error` fails")
                .fills(Field.METRICS, "every number, by its path in its file")
                .fills(Field.KEY, "the revision and the bytes")
                .readsMany(Dvc::metricsShow);
    }

    private static boolean isShow(Fields body) {
        List<Fields> revisions = List.copyOf(body.entries("").values());
        return !revisions.isEmpty()
                && revisions.stream().allMatch(r -> r.has("/error/type") || areFiles(r.at("/data")));
    }

    private static boolean areFiles(Fields files) {
        List<Fields> all = List.copyOf(files.entries("").values());
        return !all.isEmpty() && all.stream().allMatch(f -> f.has("/data") || f.has("/error/type"));
    }

    private static List<Transcript> metricsShow(Delivery delivery) {
        String digest = Sha256.named(delivery.slice(Fields.NONE));
        List<Transcript> transcripts = new ArrayList<>();
        delivery.body().entries("").forEach((rev, revision) -> {
            Transcript transcript = revision(Transcript.of("metrics-show", rev, digest), rev);
            boolean failed = error(transcript, revision);
            failed |= metrics(transcript, revision.at("/data"));
            transcripts.add(transcript.verdict(failed ? Verdict.FAIL : Verdict.INFO));
        });
        return transcripts;
    }

    /** The workspace has no name; everything else is a commit, a branch or a tag. */
    static Transcript revision(Transcript transcript, String rev) {
        boolean commit = COMMIT.matcher(rev).matches();
        boolean named = !commit && !rev.isBlank() && !rev.equals("workspace");
        return transcript
                .facet("commit", commit ? Optional.of(rev) : Optional.empty())
                .facet("branch", named ? Optional.of(rev) : Optional.empty());
    }

    /** @return whether a file could not be read */
    static boolean metrics(Transcript transcript, Fields files) {
        boolean failed = false;
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, Fields> file : files.entries("").entrySet()) {
            failed |= error(transcript, file.getValue());
            Fields data = file.getValue().at("/data");
            Set<String> paths = data.leaves().keySet();
            boolean known = paths.stream().anyMatch(seen::contains);
            seen.addAll(paths);
            // Two files may name a metric the same; the second one's then stand below its own name.
            boolean scalar = !data.isObject() && !data.isList();
            transcript.metricsOf(known || scalar ? file.getKey() : "", data);
        }
        return failed;
    }

    /** @return whether there is one; what it says of a file is a fact, not a fault of the report */
    static boolean error(Transcript transcript, Fields place) {
        Fields error = place.at("/error");
        if (error.isObject()) {
            transcript.note("%s: %s"
                    .formatted(
                            error.text("/type").orElse("error"),
                            error.text("/msg").orElse("no message")));
        }
        return error.isObject();
    }

    private static Format metricsDiff() {
        return Format.of("metrics-diff", "`dvc metrics diff --json`")
                .knownBy(Sign.body("files with metrics that have `old` and `new`, and nothing else", Dvc::isDiff))
                .fills(Field.METRICS, "`new`, and `diff` with `.delta` behind the name")
                .fills(Field.KEY, "the bytes")
                .reads(Dvc::metricsDiff);
    }

    private static boolean isDiff(Fields body) {
        List<Fields> files = List.copyOf(body.entries("").values());
        return !files.isEmpty() && files.stream().allMatch(Dvc::areDifferences);
    }

    private static boolean areDifferences(Fields metrics) {
        List<Fields> all = List.copyOf(metrics.entries("").values());
        return !all.isEmpty()
                && all.stream()
                        .allMatch(m -> m.has("/old")
                                && m.has("/new")
                                && DIFFERENCE.containsAll(m.entries("").keySet()));
    }

    private static Transcript metricsDiff(Delivery delivery) {
        Transcript transcript = Transcript.ofBytes(delivery.slice(Fields.NONE));
        Set<String> seen = new HashSet<>();
        delivery.body()
                .entries("")
                .forEach((file, metrics) -> metrics.entries("").forEach((metric, change) -> {
                    // A file that is one bare number has a metric without a name.
                    String name = metric.isEmpty() ? file : seen.add(metric) ? metric : file + "." + metric;
                    transcript.metric(name, change.at("/new")).metric(name + ".delta", change.at("/diff"));
                }));
        return transcript;
    }
}
