package dev.tollgate.intake.channel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An arrival as shown to those who manage channels.
 *
 * @param body the beginning of what waits, as text; only where one arrival is asked for
 */
record ArrivalJson(
        UUID id,
        Instant receivedAt,
        ArrivalState state,
        @Nullable String format,
        @Nullable String reason,
        Map<String, String> headers,
        Map<String, String> hints,
        int size,
        String digest,
        List<ResultJson> results,
        @Nullable String body) {

    record ResultJson(
            String project,
            @Nullable String item,
            @Nullable UUID evidence,
            @Nullable String signal) {}

    static ArrivalJson of(Arrival arrival) {
        return new ArrivalJson(
                arrival.id(),
                arrival.receivedAt(),
                arrival.state(),
                arrival.format().orElse(null),
                arrival.reason().orElse(null),
                arrival.headers(),
                arrival.hints(),
                arrival.size(),
                arrival.digest(),
                arrival.results().stream()
                        .map(r -> new ResultJson(
                                r.project(),
                                r.item().orElse(null),
                                r.evidence().orElse(null),
                                r.signal().orElse(null)))
                        .toList(),
                null);
    }

    ArrivalJson with(Optional<String> text) {
        return new ArrivalJson(
                id, receivedAt, state, format, reason, headers, hints, size, digest, results, text.orElse(null));
    }
}
