package dev.tollgate.intake;

import dev.tollgate.lifecycle.Subject;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an adapter read out of a delivery about one thing that happened.
 *
 * @param key by which the same report is recognised when it comes again; unique within the tool
 * @param url of the run or report, for people
 * @param startedAt when it began
 * @param finishedAt when it was true
 * @param producer the tool or system that made it
 * @param author the person whom it names as the one who made it
 * @param facets what routes look at: names and values of what the delivery is about, such as {@code repository}
 * @param data what the item's checks may read
 * @param notes what could not be read or kept, each a sentence
 * @param body the element of the delivery that it was read from, out of its envelope; nothing is in it where the delivery is no tree
 * @param bytes exactly what was sent of it
 */
public record Reading(
        String format,
        String key,
        Verdict verdict,
        Optional<String> summary,
        Optional<Subject> subject,
        Map<String, Double> metrics,
        Optional<String> url,
        Optional<String> run,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Optional<String> producer,
        Optional<String> author,
        Map<String, String> facets,
        Map<String, Object> data,
        List<String> notes,
        Fields body,
        byte[] bytes) {

    public Reading {
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
        facets = Collections.unmodifiableMap(new TreeMap<>(facets));
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        notes = List.copyOf(notes);
    }

    /** The delivery's bytes must not be changed by who reads it. */
    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    int size() {
        return bytes.length;
    }
}
