package dev.tollgate.intake.adapter;

import dev.tollgate.intake.Fields;
import dev.tollgate.intake.Transcript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics that a report lists one by one, each of something: of a test, of a data set. A name that stands there once is the metric's name; one that
 * stands there several times is followed by a dot and what it is of.
 */
final class Measurements {

    private final List<Measurement> all = new ArrayList<>();
    private final Map<String, Integer> times = new HashMap<>();

    private record Measurement(String name, String of, Fields value) {}

    void add(String name, String of, Fields value) {
        all.add(new Measurement(name, of, value));
        times.merge(name, 1, Integer::sum);
    }

    Transcript into(Transcript transcript) {
        for (Measurement one : all) {
            boolean alone = one.of().isEmpty() || times.getOrDefault(one.name(), 0) == 1;
            transcript.metric(alone ? one.name() : one.name() + "." + one.of(), one.value());
            if (one.value().isObject() || one.value().isList()) {
                transcript.note("the metric '%s' is not a single number and was left out".formatted(one.name()));
            }
        }
        return transcript;
    }
}
