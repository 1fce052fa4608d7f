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
import java.util.List;
import java.util.Optional;

/**
 * Results of Great Expectations: of one suite as {@code to_json_dict()} gives it, in GX 1 and before, and of a checkpoint, as {@code describe()}
 * prints it in GX 1 and as a map of runs before. Values of the data that a result quotes are not read.
 */
@Singleton
final class GreatExpectations implements Adapter {

    @Override
    public String source() {
        return "great-expectations";
    }

    @Override
    public String title() {
        return "Great Expectations";
    }

    @Override
    public String authentication() {
        return "`bearer` or `oidc` of the pipeline that validates: its own API notification cannot send.";
    }

    @Override
    public List<Format> formats() {
        return List.of(checkpoint(), runResults(), validation(), legacyValidation());
    }

    private static Format.Description result(String id, String title, Sign sign) {
        return Format.of(id, title)
                .knownBy(sign)
                .fills(Field.OUTCOME, "success")
                .fills(
                        Field.METRICS,
                        "statistics; of each expectation unexpected_percent, and observed_value if a number");
    }

    private static Format.Description ofSuite(String id, String title, Sign sign) {
        return result(id, title, sign)
                .fills(Field.SUBJECT, "meta/active_batch_definition: datasource_name and data_asset_name")
                .fills(Field.FINISHED, "meta/validation_time, run_id/run_time or batch_markers/ge_load_time")
                .fills(Field.PRODUCER, "meta/great_expectations_version");
    }

    private static boolean isResult(Fields body) {
        return body.has("/success")
                && body.has("/statistics/evaluated_expectations")
                && body.at("/results").isList();
    }

    private static boolean isLegacy(Fields body) {
        return body.has("/meta/expectation_suite_name") || body.has("/results/0/expectation_config/expectation_type");
    }

    private static Format validation() {
        return ofSuite(
                        "validation-result",
                        "A suite's result, GX 1",
                        Sign.body(
                                "body with `success`, `results`, `statistics/evaluated_expectations` and `suite_name`",
                                b -> isResult(b) && b.has("/suite_name") && !isLegacy(b)))
                .fills(Field.DIGEST, "/meta/batch_markers/pandas_data_fingerprint")
                .fills(Field.URL, "/result_url")
                .fills(Field.KEY, "/meta/validation_id and ge_load_time, else the bytes")
                .reads(delivery -> read(key(delivery), delivery.body()));
    }

    private static Format legacyValidation() {
        return ofSuite(
                        "validation-result-legacy",
                        "A suite's result, before GX 1",
                        Sign.body(
                                "body with `success`, `results`, `statistics/evaluated_expectations` and `expectation_type`s",
                                b -> isResult(b) && isLegacy(b)))
                .fills(Field.RUN, "/meta/run_id/run_name")
                .fills(Field.KEY, "the bytes")
                .reads(delivery -> read(key(delivery), delivery.body()));
    }

    private static Format runResults() {
        return ofSuite(
                        "run-results",
                        "A checkpoint's map of results, before GX 1, one report a result",
                        Sign.body(
                                "body with `run_results` that have `validation_result`",
                                b -> b.entries("/run_results").values().stream()
                                        .anyMatch(r -> r.has("/validation_result/success"))))
                .fills(Field.RUN, "meta/run_id/run_name or /run_id/run_name")
                .fills(Field.KEY, "the result's identifier and the bytes")
                .readsMany(GreatExpectations::runResults);
    }

    private static List<Transcript> runResults(Delivery delivery) {
        Fields body = delivery.body();
        String digest = Sha256.named(delivery.slice(Fields.NONE));
        List<Transcript> transcripts = new ArrayList<>();
        body.entries("/run_results").forEach((identifier, run) -> {
            Fields result = run.at("/validation_result");
            if (result.isObject()) {
                transcripts.add(read(Transcript.of("run-result", identifier, digest), result)
                        .run(result.text("/meta/run_id/run_name").or(() -> body.text("/run_id/run_name"))));
            }
        });
        return transcripts;
    }

    private static Transcript key(Delivery delivery) {
        Fields meta = delivery.body().at("/meta");
        return meta.text("/validation_id")
                .flatMap(id ->
                        meta.text("/batch_markers/ge_load_time").map(loaded -> Transcript.of("validation", id, loaded)))
                .orElseGet(() -> Transcript.ofBytes(delivery.slice(Fields.NONE)));
    }

    private static Transcript read(Transcript transcript, Fields result) {
        Fields meta = result.at("/meta");
        Optional<String> suite = result.text("/suite_name").or(() -> meta.text("/expectation_suite_name"));
        Optional<String> asset = meta.text("/active_batch_definition/data_asset_name");
        Optional<String> subject = asset.map(name -> meta.text("/active_batch_definition/datasource_name")
                .map(source -> source + "/" + name)
                .orElse(name));
        transcript
                .verdict(verdict(result))
                .summary("suite %s: %s".formatted(suite.orElse("without a name"), counted(result.at("/statistics"))))
                .subject(subject)
                .url(result.text("/result_url"))
                .run(meta.text("/run_id/run_name"))
                .finished(meta.time("/validation_time")
                        .or(() -> meta.time("/run_id/run_time"))
                        .or(() -> meta.time("/batch_markers/ge_load_time")))
                .producer(meta.text("/great_expectations_version").map(v -> "great_expectations " + v))
                .facet("suite", suite)
                .facet("dataset", asset)
                .metricsOf(result.at("/statistics"));
        if (subject.isPresent()) {
            // The MD5 of pandas' hashes of the rows: it tells frames apart, and is no digest of any file.
            transcript.digest(
                    meta.text("/batch_markers/pandas_data_fingerprint").map(print -> "pandas:" + print));
        }
        new ExpectationResults(transcript).read(result.list("/results"));
        return transcript;
    }

    private static Verdict verdict(Fields result) {
        return result.flag("/success")
                .map(success -> success ? Verdict.PASS : Verdict.FAIL)
                .orElseThrow(() -> new Unreadable("missing-field", "there is no usable success"));
    }

    private static String counted(Fields statistics) {
        return "%s of %s expectations met"
                .formatted(
                        statistics.text("/successful_expectations").orElse("?"),
                        statistics.text("/evaluated_expectations").orElse("?"));
    }

    private static Format checkpoint() {
        return result(
                        "checkpoint",
                        "A checkpoint's `describe()`, GX 1",
                        Sign.fields("/success", "/statistics/evaluated_validations", "/validation_results"))
                .fills(Field.URL, "/validation_results/result_url, if there is but one")
                .fills(Field.KEY, "the bytes")
                .reads(GreatExpectations::checkpoint);
    }

    private static Transcript checkpoint(Delivery delivery) {
        Fields body = delivery.body();
        List<Fields> results = body.list("/validation_results");
        Transcript transcript = Transcript.ofBytes(delivery.slice(Fields.NONE))
                .verdict(verdict(body))
                .summary("checkpoint: %s of %s validations passed"
                        .formatted(
                                body.text("/statistics/successful_validations").orElse("?"),
                                body.text("/statistics/evaluated_validations").orElse("?")))
                .url(results.size() == 1 ? results.getFirst().text("/result_url") : Optional.empty())
                .metricsOf(body.at("/statistics"));
        ExpectationResults expectations = new ExpectationResults(transcript);
        results.forEach(result -> expectations.read(result.list("/expectations")));
        return transcript;
    }
}
