package dev.tollgate.intake.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What came in through a channel once.
 *
 * @param format the full name, such as {@code dvc.metrics-show}; empty where nothing was recognised
 * @param reason why nothing was recorded, or not all
 * @param digest {@code sha256:} of the body, decompressed
 * @param results what it brought
 */
record Arrival(
        UUID id,
        String channel,
        String fingerprint,
        Instant receivedAt,
        ArrivalState state,
        Optional<String> format,
        Optional<String> reason,
        Map<String, String> headers,
        Map<String, String> hints,
        int size,
        String digest,
        List<Result> results) {

    Arrival {
        results = List.copyOf(results);
    }

    /**
     * One thing that it brought a project.
     *
     * @param item that got evidence; empty where it was a signal
     * @param evidence its id
     * @param signal the kind that was recorded
     */
    record Result(String project, Optional<String> item, Optional<UUID> evidence, Optional<String> signal) {}

    /** As what it was recognised, which may be later than when it came. */
    Arrival as(Optional<String> known) {
        return new Arrival(
                id, channel, fingerprint, receivedAt, state, known, reason, headers, hints, size, digest, results);
    }

    Arrival settled(ArrivalState to, Optional<String> why, List<Result> brought) {
        return new Arrival(
                id, channel, fingerprint, receivedAt, to, format, why, headers, hints, size, digest, brought);
    }
}
