package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What attestations say, by the type of their predicate. Only three types have a word for good or bad; that a provenance is there is good only when
 * it is known who says so.
 */
final class Predicates {

    private static final int MOST_NAMED = 20;
    private static final int LARGEST_PREDICATE = 64 * 1024;

    private Predicates() {}

    static void read(Transcript transcript, String type, Fields predicate, boolean verified) {
        if (type.startsWith("https://slsa.dev/provenance/v1")) {
            provenance(transcript, predicate).verdict(verified ? Verdict.PASS : Verdict.INFO);
        } else if (type.startsWith("https://slsa.dev/provenance/v0.")) {
            earlyProvenance(transcript, predicate).verdict(verified ? Verdict.PASS : Verdict.INFO);
        } else if (type.startsWith("https://slsa.dev/verification_summary/")) {
            verificationSummary(transcript, predicate);
        } else if (type.startsWith("https://in-toto.io/attestation/test-result/")) {
            testResult(transcript, predicate);
        } else if (type.startsWith("https://in-toto.io/attestation/svr/")) {
            verificationResult(transcript, predicate);
        } else if (type.startsWith("https://in-toto.io/attestation/vulns/")) {
            vulnerabilities(transcript, predicate);
        } else if (type.startsWith("https://in-toto.io/attestation/release/")) {
            release(transcript, predicate);
        } else {
            anyOther(transcript, predicate);
        }
    }

    /** SLSA build provenance, version 1. */
    private static Transcript provenance(Transcript transcript, Fields predicate) {
        Fields build = predicate.at("/buildDefinition");
        Fields run = predicate.at("/runDetails");
        Fields workflow = build.at("/externalParameters/workflow");
        Optional<String> commit = commit(build.list("/resolvedDependencies"));
        return Git.origin(transcript, workflow.text("/repository"), workflow.text("/ref"), commit)
                .facet("workflow", workflow.text("/path"))
                .producer(run.text("/builder/id"))
                .run(run.text("/metadata/invocationId"))
                .url(link(run.text("/metadata/invocationId")))
                .started(run.time("/metadata/startedOn"))
                .finished(run.time("/metadata/finishedOn"))
                .data("buildType", build.at("/buildType"))
                .data("builder", run.at("/builder/id"))
                .data("resolvedDependencies", sources(build.list("/resolvedDependencies")));
    }

    /** SLSA provenance before version 1. */
    private static Transcript earlyProvenance(Transcript transcript, Fields predicate) {
        Fields source = predicate.at("/invocation/configSource");
        Optional<String> commit = source.text("/digest/sha1").or(() -> commit(predicate.list("/materials")));
        Optional<String> ref = source.text("/uri")
                .filter(uri -> uri.contains("@refs/"))
                .map(uri -> uri.substring(uri.indexOf("@refs/") + 1));
        return Git.origin(transcript, source.text("/uri"), ref, commit)
                .facet("workflow", source.text("/entryPoint"))
                .producer(predicate.text("/builder/id"))
                .run(predicate
                        .text("/metadata/buildInvocationId")
                        .or(() -> predicate.text("/metadata/buildInvocationID")))
                .url(link(predicate.text("/metadata/buildInvocationId")))
                .started(predicate.time("/metadata/buildStartedOn"))
                .finished(predicate.time("/metadata/buildFinishedOn"))
                .data("buildType", predicate.at("/buildType"))
                .data("builder", predicate.at("/builder/id"))
                .data("resolvedDependencies", sources(predicate.list("/materials")));
    }

    private static Optional<String> commit(List<Fields> sources) {
        return sources.stream()
                .flatMap(source -> source
                        .text("/digest/gitCommit")
                        .or(() -> source.text("/uri")
                                .filter(uri -> uri.startsWith("git+"))
                                .flatMap(uri -> source.text("/digest/sha1")))
                        .stream())
                .findFirst();
    }

    private static List<Object> sources(List<Fields> sources) {
        return sources.stream()
                .limit(MOST_NAMED)
                .map(source -> Map.<String, Object>of(
                        "uri",
                                source.text("/uri")
                                        .or(() -> source.text("/name"))
                                        .orElse(""),
                        "digest", texts(source.at("/digest"))))
                .map(Object.class::cast)
                .toList();
    }

    private static Map<String, String> texts(Fields object) {
        Map<String, String> texts = new TreeMap<>();
        object.entries("").forEach((name, value) -> value.text().ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    /** SLSA verification summary. */
    private static void verificationSummary(Transcript transcript, Fields predicate) {
        predicate
                .entries("/dependencyLevels")
                .forEach((level, count) -> transcript.metric("dependencyLevels." + level, count));
        transcript
                .verdict(result(predicate.text("/verificationResult")))
                .summary("verification %s"
                        .formatted(predicate.text("/verificationResult").orElse("without result")))
                .producer(predicate.text("/verifier/id"))
                .url(link(predicate.text("/policy/uri")))
                .finished(predicate.time("/timeVerified"))
                .data("verifiedLevels", predicate.at("/verifiedLevels"))
                .data("resourceUri", predicate.at("/resourceUri"))
                .data("policy", predicate.at("/policy"));
    }

    private static void testResult(Transcript transcript, Fields predicate) {
        transcript
                .verdict(result(predicate.text("/result")))
                .summary("tests %s".formatted(predicate.text("/result").orElse("without result")))
                .producer(predicate.text("/configuration/0/name"))
                .facet("workflow", predicate.text("/configuration/0/name"))
                .url(link(predicate.text("/url")))
                .data("failedTests", names(predicate, "/failedTests"))
                .data("warnedTests", names(predicate, "/warnedTests"));
        for (String kind : List.of("passedTests", "warnedTests", "failedTests")) {
            if (predicate.has("/" + kind)) {
                transcript.metric(
                        kind, Optional.of((double) predicate.list("/" + kind).size()));
            }
        }
    }

    private static List<String> names(Fields predicate, String list) {
        return predicate.list(list).stream()
                .limit(MOST_NAMED)
                .flatMap(name -> name.text().stream())
                .toList();
    }

    /** The words of in-toto and SLSA. */
    private static Verdict result(Optional<String> said) {
        return switch (said.orElse("").toUpperCase(Locale.ROOT)) {
            case "PASSED" -> Verdict.PASS;
            case "WARNED" -> Verdict.WARN;
            case "FAILED" -> Verdict.FAIL;
            default -> Verdict.INFO;
        };
    }

    /** The simple verification result: properties that were verified, so one that names any is a pass. */
    private static void verificationResult(Transcript transcript, Fields predicate) {
        int properties = predicate.list("/properties").size();
        transcript
                .verdict(properties > 0 ? Verdict.PASS : Verdict.INFO)
                .summary("%d verified properties".formatted(properties))
                .metric("properties", Optional.of((double) properties))
                .producer(predicate.text("/verifier/id"))
                .finished(predicate.time("/timeCreated"))
                .data("properties", predicate.at("/properties"));
    }

    /** A scan tells what it found and not whether that is too much: how many, and for each method how many of each rating or the highest score. */
    private static void vulnerabilities(Transcript transcript, Fields predicate) {
        List<Fields> found = predicate.list("/scanner/result");
        Map<String, Double> ratings = new TreeMap<>();
        for (Fields one : found) {
            one.list("/severity").forEach(severity -> rate(ratings, severity));
            one.list("/vulnerability/severity").forEach(severity -> rate(ratings, severity));
        }
        transcript
                .summary("%d vulnerabilities".formatted(found.size()))
                .metric("vulnerabilities", Optional.of((double) found.size()))
                .producer(predicate.text("/scanner/uri"))
                .url(link(predicate.text("/invocation/uri")))
                .started(predicate.time("/metadata/scanStartedOn"))
                .finished(predicate.time("/metadata/scanFinishedOn"))
                .data("scannerVersion", predicate.at("/scanner/version"))
                .data("databaseUpdated", predicate.at("/scanner/db/lastUpdate"))
                .data(
                        "vulnerabilities",
                        found.stream()
                                .limit(MOST_NAMED)
                                .flatMap(one -> one.text("/id").or(() -> one.text("/vulnerability/id")).stream())
                                .toList());
        ratings.forEach((name, value) -> transcript.metric(name, Optional.of(value)));
    }

    private static void rate(Map<String, Double> ratings, Fields severity) {
        String method = severity.text("/method").orElse("severity");
        severity.number("/score")
                .ifPresentOrElse(
                        score -> ratings.merge("highest." + method, score, Math::max),
                        () -> severity.text("/score")
                                .ifPresent(rating -> ratings.merge(
                                        "vulnerabilities.%s.%s".formatted(method, rating.toLowerCase(Locale.ROOT)),
                                        1.0,
                                        Double::sum)));
    }

    private static void release(Transcript transcript, Fields predicate) {
        transcript
                .summary("release of %s".formatted(predicate.text("/purl").orElse("a package")))
                .version(predicate.text("/purl").flatMap(Purl::of).flatMap(Purl::version))
                .data("purl", predicate.at("/purl"))
                .data("packageId", predicate.at("/packageId"))
                .data("releaseId", predicate.at("/releaseId"));
    }

    /**
     * Whatever a tool of one's own attests: its fields are what checks read. Where it follows in-toto's test result, {@code result} counts; numbers in
     * {@code metrics} are metrics.
     */
    private static void anyOther(Transcript transcript, Fields predicate) {
        transcript.verdict(result(predicate.text("/result"))).url(link(predicate.text("/url")));
        if (predicate.at("/metrics").isObject()) {
            transcript.metricsOf(predicate.at("/metrics"));
        }
        if (predicate.toString().length() <= LARGEST_PREDICATE) {
            predicate.entries("").forEach(transcript::data);
        } else {
            transcript.note("the predicate is too large for checks to read its fields");
        }
    }

    private static Optional<String> link(Optional<String> uri) {
        return uri.filter(text -> text.startsWith("https://") || text.startsWith("http://"));
    }
}
