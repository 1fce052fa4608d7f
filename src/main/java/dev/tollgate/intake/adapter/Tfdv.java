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
import java.util.stream.Collectors;

/**
 * Anomalies that TensorFlow Data Validation found: the message {@code tensorflow.metadata.v0.Anomalies} as JSON, with the names of protobuf's JSON or
 * those of the message itself. Without anomalies the map of them is not there.
 */
@Singleton
final class Tfdv implements Adapter {

    private static final int MOST_ANOMALIES = 20;
    private static final int LONGEST_TEXT = 200;

    @Override
    public String source() {
        return "tfdv";
    }

    @Override
    public String title() {
        return "TensorFlow Data Validation";
    }

    @Override
    public String authentication() {
        return "none of its own: the step that posts the anomalies has a credential.";
    }

    @Override
    public List<Format> formats() {
        return List.of(Format.of("anomalies", "What validate_statistics found, as JSON")
                .knownBy(
                        Sign.fields("/anomaly_info"),
                        Sign.fields("/anomalyInfo"),
                        Sign.fields("/anomaly_name_format"),
                        Sign.fields("/anomalyNameFormat"),
                        Sign.fields("/dataset_anomaly_info"),
                        Sign.fields("/datasetAnomalyInfo"),
                        Sign.fields("/drift_skew_info", "/baseline"),
                        Sign.fields("/driftSkewInfo", "/baseline"))
                .fills(Field.OUTCOME, "anomaly_info/*/severity, data_missing")
                .fills(Field.METRICS, "counts by severity; measurements of drift and skew")
                .fills(Field.KEY, "SHA-256 of the body")
                .reads(Tfdv::read));
    }

    /** An anomaly and where it is: a feature, or the whole dataset. */
    private record Anomaly(String where, Fields info) {

        Map<String, Object> facts() {
            return Map.of(
                    "feature", where,
                    "severity", info.text("/severity").orElse("UNKNOWN"),
                    "reason", info.text("/reason/0/type").orElse(""),
                    "description",
                            either(info, "/short_description", "/shortDescription")
                                    .text()
                                    .filter(text -> text.length() <= LONGEST_TEXT)
                                    .orElse(""));
        }
    }

    private static Transcript read(Delivery delivery) {
        Fields body = delivery.body();
        boolean noData = either(body, "/data_missing", "/dataMissing")
                .text()
                .filter("true"::equals)
                .isPresent();
        List<Anomaly> anomalies = anomalies(body);
        long errors = count(anomalies, "ERROR");
        long warnings = count(anomalies, "WARNING");
        Transcript transcript = Transcript.ofBytes(delivery.slice(Fields.NONE))
                .verdict(errors > 0 || noData ? Verdict.FAIL : anomalies.isEmpty() ? Verdict.PASS : Verdict.WARN)
                .summary("%d anomalies, %d of them errors".formatted(anomalies.size(), errors))
                .metric("anomalies", Optional.of((double) anomalies.size()))
                .metric("errors", Optional.of((double) errors))
                .metric("warnings", Optional.of((double) warnings))
                .data(
                        "anomalies",
                        anomalies.stream()
                                .limit(MOST_ANOMALIES)
                                .map(Anomaly::facts)
                                .toList());
        if (noData) {
            transcript.note("there were no examples (data_missing)");
        }
        if (errors + warnings < anomalies.size()) {
            transcript.note("anomalies without a known severity count as warnings");
        }
        drift(transcript, body);
        return transcript;
    }

    private static List<Anomaly> anomalies(Fields body) {
        List<Anomaly> anomalies = new ArrayList<>();
        Map<String, Fields> byFeature = new LinkedHashMap<>(body.entries("/anomaly_info"));
        byFeature.putAll(body.entries("/anomalyInfo"));
        byFeature.forEach((feature, info) -> anomalies.add(new Anomaly(feature, info)));
        Fields dataset = either(body, "/dataset_anomaly_info", "/datasetAnomalyInfo");
        if (dataset.isObject() && !dataset.isEmpty()) {
            anomalies.add(new Anomaly("", dataset));
        }
        return anomalies;
    }

    /** Protobuf's JSON may give the number of a severity for its name. */
    private static long count(List<Anomaly> anomalies, String severity) {
        String number = severity.equals("ERROR") ? "2" : "1";
        return anomalies.stream()
                .filter(anomaly -> anomaly.info().is("/severity", severity)
                        || anomaly.info().is("/severity", number))
                .count();
    }

    private static void drift(Transcript transcript, Fields body) {
        for (Fields feature : either(body, "/drift_skew_info", "/driftSkewInfo").list("")) {
            String path = feature.list("/path/step").stream()
                    .flatMap(step -> step.text().stream())
                    .collect(Collectors.joining("."));
            measure(transcript, "drift." + path, either(feature, "/drift_measurements", "/driftMeasurements"));
            measure(transcript, "skew." + path, either(feature, "/skew_measurements", "/skewMeasurements"));
        }
    }

    private static void measure(Transcript transcript, String name, Fields measurements) {
        measurements.list("").forEach(one -> transcript.metric(name, one.at("/value")));
    }

    private static Fields either(Fields body, String snake, String camel) {
        return body.has(snake) ? body.at(snake) : body.at(camel);
    }
}
