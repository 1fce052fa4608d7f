package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a piece of evidence says, without its raw payload.
 *
 * @param source the tool or person it comes from, such as {@code github-actions}
 * @param run the run of that tool; with it, posting the same report again is recognised
 * @param observedAt when it was true, which may be well before it arrives
 * @param metrics finite numbers by name
 */
public record EvidenceReport(
        EvidenceOutcome outcome,
        Optional<String> summary,
        String source,
        Optional<String> run,
        Optional<String> url,
        Instant observedAt,
        Optional<Subject> subject,
        Map<String, Double> metrics) {

    public EvidenceReport {
        metrics = Map.copyOf(metrics);
    }
}
