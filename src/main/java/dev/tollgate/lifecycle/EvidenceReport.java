package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a piece of evidence says.
 *
 * @param source the tool or person it comes from, such as {@code github-actions}
 * @param run the run of that tool; with it, posting the same report again is recognised
 * @param author the person who answers for it where a machine posts it, such as the committer of the run
 * @param observedAt when it was true, which may be well before it arrives
 * @param metrics finite numbers by name
 * @param data what the tool has to say beyond that, for checks to read: values of JSON, numbers as they were written
 */
public record EvidenceReport(
        EvidenceOutcome outcome,
        Optional<String> summary,
        String source,
        Optional<String> run,
        Optional<String> url,
        Optional<String> author,
        Instant observedAt,
        Optional<Subject> subject,
        Map<String, Double> metrics,
        Map<String, Object> data) {

    /** Logs of before the data stood in them have none. */
    public EvidenceReport {
        metrics = Map.copyOf(metrics);
        data = Collections.unmodifiableMap(new LinkedHashMap<>(Objects.requireNonNullElse(data, Map.of())));
    }
}
