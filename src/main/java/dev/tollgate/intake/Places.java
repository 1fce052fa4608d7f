package dev.tollgate.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.lifecycle.Sha256;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where fields that checks read stand: by JSON Pointer (RFC 6901) in the report as it was sent or, behind {@code read:}, in what its adapter read of
 * it. The latter finds what a pointer cannot: a value of a list of pairs, an attribute of XML, how many of something there are.
 *
 * @param pointers by field; dots lead into a field's own fields, {@code latencyMs.p99}
 */
record Places(Map<String, String> pointers) {

    private static final String READ = "read:";

    private static final ObjectMapper TREES = new ObjectMapper();

    /** In order: a field comes before its own fields. */
    Places {
        pointers = Collections.unmodifiableMap(new TreeMap<>(pointers));
    }

    /** The fields; without those of which there is nothing. */
    Map<String, Object> of(Reading reading) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Fields read = new Fields(TREES.valueToTree(read(reading)));
        pointers.forEach((field, pointer) -> {
            Fields found = pointer.startsWith(READ)
                    ? read.at(pointer.substring(READ.length()))
                    : reading.body().at(pointer);
            Optional.ofNullable(found.value()).ifPresent(value -> put(fields, field, value));
        });
        return fields;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> fields, String path, Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            fields.put(path, value);
        } else {
            // Values of trees are maps of this kind; anything else that a shorter path has put there has no fields.
            Object below = fields.compute(
                    path.substring(0, dot), (name, old) -> old instanceof Map<?, ?> ? old : new LinkedHashMap<>());
            put((Map<String, Object>) below, path.substring(dot + 1), value);
        }
    }

    private static Map<String, Object> read(Reading reading) {
        Map<String, Object> read = new LinkedHashMap<>();
        read.put("verdict", reading.verdict().name());
        read.put("digest", Sha256.named(reading.bytes()));
        read.put("metrics", reading.metrics());
        read.put("facets", reading.facets());
        read.put("data", reading.data());
        reading.subject().ifPresent(subject -> {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("name", subject.name());
            subject.version().ifPresent(version -> facts.put("version", version));
            subject.digest().ifPresent(digest -> facts.put("digest", digest));
            read.put("subject", facts);
        });
        reading.run().ifPresent(run -> read.put("run", run));
        reading.url().ifPresent(url -> read.put("url", url));
        reading.startedAt().map(Instant::toString).ifPresent(time -> read.put("startedAt", time));
        reading.finishedAt().map(Instant::toString).ifPresent(time -> read.put("finishedAt", time));
        return read;
    }
}
