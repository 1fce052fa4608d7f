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
import java.util.List;
import java.util.Optional;

/**
 * Results of static analysis: OASIS SARIF 2.1.0. A file is one report even where it holds several runs: the worst of them counts, since evidence of one
 * run would hide that of another.
 */
@Singleton
final class Sarif implements Adapter {

    @Override
    public String source() {
        return "sarif";
    }

    @Override
    public String title() {
        return "SARIF";
    }

    @Override
    public String authentication() {
        return "none of its own: the step that posts the file has a credential.";
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.of("log", "What analyzers found, as SARIF 2.1.0")
                .knownBy(
                        Sign.mediaType("application/sarif"),
                        Sign.body("`runs` with `version` 2.1.0 or a `$schema` of SARIF", Sarif::isLog))
                .fills(Field.OUTCOME, "/runs/*/results/*/level and /runs/*/invocations/*/executionSuccessful")
                .fills(Field.METRICS, "results counted by level")
                .fills(Field.SUBJECT, "/runs/0/versionControlProvenance/0/repositoryUri")
                .fills(Field.VERSION, "/runs/0/versionControlProvenance/0/revisionId")
                .fills(Field.RUN, "/runs/0/automationDetails/id or guid")
                .fills(Field.STARTED, "/runs/0/invocations/0/startTimeUtc")
                .fills(Field.FINISHED, "/runs/0/invocations/0/endTimeUtc")
                .fills(Field.PRODUCER, "/runs/0/tool/driver/name")
                .fills(Field.KEY, "/runs/*/automationDetails/guid; else SHA-256 of the body")
                .reads(Sarif::read));
    }

    private static boolean isLog(Fields body) {
        return body.at("/runs").isList()
                && (body.is("/version", "2.1.0")
                        || body.text("/$schema")
                                .filter(schema -> schema.contains("sarif"))
                                .isPresent());
    }

    private static Transcript read(Delivery delivery) {
        Fields log = delivery.body();
        if (!log.is("/version", "2.1.0")) {
            throw new Unreadable("unsupported-version", "only SARIF 2.1.0 is read");
        }
        List<Fields> runs = log.list("/runs");
        SarifResults results = new SarifResults();
        runs.forEach(results::add);
        Fields run = runs.isEmpty() ? Fields.NONE : runs.getFirst();
        Fields origin = run.at("/versionControlProvenance/0");
        Optional<String> branch = origin.text("/branch");
        Transcript transcript = identified(delivery, runs)
                .subject(origin.text("/repositoryUri").flatMap(Git::repository))
                .version(origin.text("/revisionId"))
                .run(run.text("/automationDetails/id").or(() -> run.text("/automationDetails/guid")))
                .started(run.time("/invocations/0/startTimeUtc"))
                .finished(run.time("/invocations/0/endTimeUtc"))
                .producer(run.text("/tool/driver/name"))
                .facet("tool", run.text("/tool/driver/name"));
        Git.origin(transcript, origin.text("/repositoryUri"), branch, origin.text("/revisionId"));
        return judge(results.into(transcript), results);
    }

    /** Every run has its own identity, or the file has that of its bytes. */
    private static Transcript identified(Delivery delivery, List<Fields> runs) {
        List<String> guids = runs.stream()
                .flatMap(run -> run.text("/automationDetails/guid").stream())
                .toList();
        return guids.isEmpty() || guids.size() < runs.size()
                ? Transcript.ofBytes(delivery.slice(Fields.NONE))
                : Transcript.of(guids.toArray(String[]::new));
    }

    private static Transcript judge(Transcript transcript, SarifResults results) {
        if (results.crashed()) {
            transcript.note("the tool reports that its run did not succeed (executionSuccessful is false)");
        } else if (results.isWithoutResults()) {
            transcript.note("a run lists no results, not even none: what it found is not in the file");
        }
        if (results.crashed() || results.errors() > 0) {
            return transcript.verdict(Verdict.FAIL);
        }
        if (results.warnings() > 0) {
            return transcript.verdict(Verdict.WARN);
        }
        return transcript.verdict(results.isWithoutResults() ? Verdict.INFO : Verdict.PASS);
    }
}
