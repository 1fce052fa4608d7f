package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Transcript;

/**
 * The quantitative analysis of a model card, which CycloneDX took over from TensorFlow's Model Card Toolkit. Values are texts, and need not be
 * numbers. A metric of a slice of the data is called {@code accuracy.cat}; the bounds of its confidence interval have their name behind that.
 */
final class PerformanceMetrics {

    private PerformanceMetrics() {}

    /** @param prefix before every name */
    static void read(Transcript transcript, String prefix, Iterable<Fields> metrics) {
        for (Fields metric : metrics) {
            String name = prefix
                    + metric.text("/type").orElse("")
                    + metric.text("/slice").map(slice -> "." + slice).orElse("");
            transcript.metric(name, metric.at("/value"));
            bound(
                    transcript,
                    name + ".lowerBound",
                    metric,
                    "/confidence_interval/lower_bound",
                    "/confidenceInterval/lowerBound");
            bound(
                    transcript,
                    name + ".upperBound",
                    metric,
                    "/confidence_interval/upper_bound",
                    "/confidenceInterval/upperBound");
        }
    }

    private static void bound(Transcript transcript, String name, Fields metric, String snake, String camel) {
        transcript.metric(name, metric.number(snake).or(() -> metric.number(camel)));
    }
}
