package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import dev.tollgate.lifecycle.Sha256;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pipeline of DVC made: {@code dvc.lock}, and the table of experiments. */
final class DvcPipeline {

    private DvcPipeline() {}

    static Format lock() {
        return Format.of("lock", "`dvc.lock`")
                .knownBy(Sign.body(
                        "body with `schema: '2.0'` and `stages`",
                        b -> b.text("/schema").filter(s -> s.startsWith("2.")).isPresent()
                                && b.at("/stages").isObject()))
                .fills(Field.OUTCOME, "being there: it is written when the stages have run")
                .fills(Field.METRICS, "numbers of `params`, with `params.` before their names")
                .fills(Field.SUBJECT, "the path of the only output there is")
                .fills(Field.DIGEST, "the digest of the only output there is")
                .fills(Field.KEY, "the bytes")
                .reads(DvcPipeline::lock);
    }

    private static Transcript lock(Delivery delivery) {
        Map<String, Fields> stages = delivery.body().entries("/stages");
        Transcript transcript = Transcript.ofBytes(delivery.slice(Fields.NONE))
                .verdict(Verdict.PASS)
                .summary("%d stages have run".formatted(stages.size()));
        Map<String, String> deps = new LinkedHashMap<>();
        Map<String, String> outs = new LinkedHashMap<>();
        stages.forEach((name, stage) -> {
            digests(stage.list("/deps"), deps);
            digests(stage.list("/outs"), outs);
            stage.entries("/params").values().forEach(file -> transcript.metricsOf("params", file));
        });
        // The rest are what one stage made for the next.
        deps.keySet().removeAll(outs.keySet());
        return only(transcript, outs)
                .facts("stages", List.copyOf(stages.keySet()))
                .facts("deps", deps)
                .facts("outs", outs);
    }

    /** What is kept outside of DVC's cache has an etag or a checksum of its storage, which is no digest of its content. */
    private static void digests(List<Fields> files, Map<String, String> digests) {
        for (Fields file : files) {
            file.text("/path").ifPresent(path -> file.text("/md5").ifPresent(md5 -> digests.put(path, "md5:" + md5)));
        }
    }

    private static Transcript only(Transcript transcript, Map<String, String> outs) {
        if (outs.size() == 1) {
            outs.forEach((path, digest) ->
                    transcript.subject(Optional.of(path)).digest(Optional.of(digest.replaceFirst("\\.dir$", ""))));
        }
        return transcript;
    }

    static Format experiments() {
        return Format.of("exp-show", "`dvc exp show --json`, one report a commit or experiment")
                .knownBy(Sign.body(
                        "rows with `rev`, and `data` that has `metrics`, `params`, `deps` or `outs`, or `error`",
                        b -> b.isList() && isRow(b.at("/0"))))
                .fills(Field.OUTCOME, "executor/state; an `error` fails")
                .fills(Field.METRICS, "every number of `metrics`, by its path in its file")
                .fills(Field.FINISHED, "data/timestamp")
                .fills(Field.KEY, "rev and the bytes")
                .readsEach(DvcPipeline::rows, DvcPipeline::row);
    }

    private static boolean isRow(Fields row) {
        return row.has("/rev")
                && (row.has("/data/metrics")
                        || row.has("/data/params")
                        || row.has("/data/deps")
                        || row.has("/data/outs")
                        || row.has("/error/type"));
    }

    /** A commit, and behind it the experiments that began from it. */
    private static List<Fields> rows(Delivery delivery) {
        List<Fields> rows = new ArrayList<>();
        for (Fields row : delivery.body().list("")) {
            rows.add(row);
            rows.addAll(row.list("/experiments"));
        }
        return rows;
    }

    /** An experiment is a list of its checkpoints, the newest first. */
    private static Transcript row(Format.Part part) {
        Fields row = part.body();
        Fields revision = row.has("/revs") ? row.at("/revs/0") : row;
        Fields data = revision.at("/data");
        String rev = revision.text("/rev").orElse("");
        Optional<String> name = row.text("/name").or(() -> revision.text("/name"));
        Optional<String> state = row.text("/executor/state");
        Transcript transcript = Dvc.revision(
                        Transcript.of(
                                "exp-show", rev, Sha256.named(part.delivery().slice(row))),
                        rev)
                .summary("%s %s".formatted(name.orElse(rev), state.orElse("")).strip())
                .finished(data.time("/timestamp"))
                .facet(row.has("/revs") ? "experiment" : "branch", name)
                .facet("status", state)
                .facts("deps", hashes(data.entries("/deps")))
                .facts("outs", hashes(data.entries("/outs")))
                .facts("params", plain(data.entries("/params")));
        boolean failed = Dvc.error(transcript, revision);
        failed |= Dvc.metrics(transcript, data.at("/metrics"));
        return transcript.verdict(failed ? Verdict.FAIL : ended(state.orElse("")));
    }

    private static Verdict ended(String state) {
        return switch (state) {
            case "success" -> Verdict.PASS;
            case "failed" -> Verdict.FAIL;
            case "queued", "running" -> Verdict.PENDING;
            default -> Verdict.INFO;
        };
    }

    private static Map<String, String> hashes(Map<String, Fields> files) {
        Map<String, String> hashes = new LinkedHashMap<>();
        files.forEach((path, file) -> file.text("/hash").ifPresent(hash -> hashes.put(path, hash)));
        return hashes;
    }

    /** Of each file of params what stands in it, by its path. */
    private static Map<String, Object> plain(Map<String, Fields> files) {
        Map<String, Object> plain = new LinkedHashMap<>();
        files.values()
                .forEach(file -> file.at("/data").leaves().forEach((path, leaf) -> {
                    Object value = leaf.value();
                    if (value != null) {
                        plain.putIfAbsent(path, value);
                    }
                }));
        return plain;
    }
}
