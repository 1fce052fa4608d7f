package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Adapter;
import dev.tollgate.intake.Delivery;
import dev.tollgate.intake.Field;
import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Format;
import dev.tollgate.intake.Sign;
import dev.tollgate.intake.Transcript;
import dev.tollgate.intake.Verdict;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Events of OpenLineage, in which Airflow, dbt, Spark and Flink tell of their runs, and the data quality facets in them. */
@Singleton
final class OpenLineage implements Adapter {

    private static final int MOST_DATASETS = 20;

    @Override
    public String source() {
        return "openlineage";
    }

    @Override
    public String title() {
        return "OpenLineage (Airflow, dbt, Spark)";
    }

    @Override
    public String authentication() {
        return "`bearer`: the transport's `api_key`; or any header that its `headers` set.";
    }

    @Override
    public List<Format> formats() {
        return List.of(runEvent(), dataQuality());
    }

    private static Format runEvent() {
        return Format.of("run-event", "An event of a run, with what was found out about its data")
                .knownBy(Sign.body(
                        "`eventTime`, `run/runId` and `job/name`",
                        body -> isRunEvent(body.isList() ? body.at("/0") : body)))
                .fills(Field.OUTCOME, "/eventType; assertions and tests that failed")
                .fills(Field.METRICS, "dataQualityMetrics and outputStatistics; counts of assertions and tests")
                .fills(Field.SUBJECT, "the dataset that was checked, else the first output, else the first input")
                .fills(Field.VERSION, "facets/version/datasetVersion of that dataset")
                .fills(Field.URL, "/job/facets/sourceCodeLocation/url")
                .fills(Field.RUN, "/run/runId")
                .fills(Field.STARTED, "/eventTime of START")
                .fills(Field.FINISHED, "/eventTime of any event that ends a run or is no state of it")
                .fills(Field.PRODUCER, "/producer")
                .fills(Field.KEY, "/run/runId, eventType and eventTime")
                .readsEach(OpenLineage::events, part -> read(part.body()));
    }

    private static boolean isRunEvent(Fields body) {
        return body.has("/eventTime") && body.has("/run/runId") && body.has("/job/name");
    }

    /** Events of jobs and of datasets, which tell of no run, may stand among those of runs. */
    private static List<Fields> events(Delivery delivery) {
        Fields body = delivery.body();
        return body.isList()
                ? body.list("").stream().filter(OpenLineage::isRunEvent).toList()
                : List.of(body);
    }

    private static Transcript read(Fields event) {
        String type = event.text("/eventType").orElse("OTHER");
        List<Fields> datasets = Stream.concat(event.list("/inputs").stream(), event.list("/outputs").stream())
                .toList();
        Checks checks = new Checks();
        Measurements measurements = new Measurements();
        for (Fields dataset : datasets) {
            checks.addAssertions(dataset.at("/facets/dataQualityAssertions"));
            checks.addAssertions(dataset.at("/inputFacets/dataQualityAssertions"));
            measure(measurements, dataset);
        }
        checks.addTests(event.at("/run/facets/test"));
        Verdict verdict = verdict(type, checks);
        boolean ended = verdict != Verdict.PENDING;
        Fields code = event.at("/job/facets/sourceCodeLocation");
        Fields subject = subject(event, datasets);
        Transcript transcript = Transcript.of(event.require("/run/runId"), type, event.require("/eventTime"))
                .verdict(verdict)
                .summary("%s %s".formatted(event.text("/job/name").orElse("job"), type))
                .subject(subject.text("/name"))
                .version(subject.text("/facets/version/datasetVersion"))
                .url(code.text("/url"))
                .run(event.text("/run/runId"))
                .started(type.equals("START") ? event.time("/eventTime") : Optional.empty())
                .finished(ended ? event.time("/eventTime") : Optional.empty())
                .producer(event.text("/producer"))
                .facet("job", event.text("/job/name"))
                .facet("namespace", event.text("/job/namespace"))
                .facet("event", Optional.of(type))
                .facet("integration", event.text("/job/facets/jobType/integration"))
                .facet("dataset", subject.text("/name"))
                .data("inputs", named(event.list("/inputs")))
                .data("outputs", named(event.list("/outputs")));
        event.text("/run/facets/errorMessage/message").ifPresent(error -> transcript.note("the run reports an error"));
        Git.origin(
                transcript,
                code.text("/repoUrl"),
                code.text("/branch").or(() -> code.text("/tag").map(tag -> "refs/tags/" + tag)),
                code.text("/version"));
        return checks.into(measurements.into(transcript));
    }

    /** A run that completes having found bad data has failed as evidence, whatever its scheduler thinks. */
    private static Verdict verdict(String type, Checks checks) {
        return switch (type) {
            case "FAIL", "ABORT" -> Verdict.FAIL;
            case "START", "RUNNING" -> Verdict.PENDING;
            case "COMPLETE" -> checks.isEmpty() ? Verdict.PASS : checks.verdict();
            default -> checks.verdict();
        };
    }

    private static Fields subject(Fields event, List<Fields> datasets) {
        return datasets.stream()
                .filter(dataset -> dataset.has("/facets/dataQualityAssertions")
                        || dataset.has("/inputFacets/dataQualityAssertions"))
                .findFirst()
                .or(() -> event.list("/outputs").stream().findFirst())
                .or(() -> event.list("/inputs").stream().findFirst())
                .orElse(Fields.NONE);
    }

    private static void measure(Measurements measurements, Fields dataset) {
        String name = dataset.text("/name").orElse("");
        Map<String, String> places = new LinkedHashMap<>();
        places.put("/facets/dataQualityMetrics", "");
        places.put("/inputFacets/dataQualityMetrics", "");
        places.put("/outputFacets/outputStatistics", "outputStatistics.");
        places.forEach((place, prefix) -> dataset.at(place).leaves().forEach((path, leaf) -> {
            if (leaf.number().isPresent()) {
                measurements.add(prefix + path, name, leaf);
            }
        }));
    }

    private static List<Map<String, Object>> named(List<Fields> datasets) {
        List<Map<String, Object>> named = new ArrayList<>();
        for (Fields dataset : datasets.subList(0, Math.min(datasets.size(), MOST_DATASETS))) {
            Map<String, Object> facts = new LinkedHashMap<>();
            dataset.text("/namespace").ifPresent(text -> facts.put("namespace", text));
            dataset.text("/name").ifPresent(text -> facts.put("name", text));
            dataset.text("/facets/version/datasetVersion").ifPresent(text -> facts.put("version", text));
            named.add(facts);
        }
        return named;
    }

    private static Format dataQuality() {
        return Format.of("data-quality", "A data quality facet alone")
                .knownBy(
                        Sign.fields("/dataQualityAssertions/assertions"),
                        Sign.fields("/dataQualityMetrics/columnMetrics"),
                        Sign.fields("/assertions/0/assertion", "/assertions/0/success"))
                .fills(Field.OUTCOME, "assertions/*/success")
                .fills(Field.METRICS, "dataQualityMetrics; counts of assertions")
                .fills(Field.PRODUCER, "_producer")
                .fills(Field.KEY, "SHA-256 of the body")
                .reads(OpenLineage::readFacet);
    }

    private static Transcript readFacet(Delivery delivery) {
        Fields body = delivery.body();
        Fields assertions = body.has("/dataQualityAssertions") ? body.at("/dataQualityAssertions") : body;
        Checks checks = new Checks();
        checks.addAssertions(assertions);
        Transcript transcript = Transcript.ofBytes(delivery.slice(Fields.NONE))
                .verdict(checks.verdict())
                .summary("data quality of a dataset")
                .producer(assertions.text("/_producer").or(() -> body.text("/dataQualityMetrics/_producer")))
                .metricsOf(body.at("/dataQualityMetrics"));
        return checks.into(transcript);
    }
}
