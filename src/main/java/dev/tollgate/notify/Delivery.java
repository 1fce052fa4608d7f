package dev.tollgate.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One event on its way to one subscription.
 *
 * @param position of the event; with the subscription it names the delivery
 * @param log the attempts, oldest first; only the last one where deliveries are listed
 * @param next when it is tried again; empty where that is not planned
 * @param asked when somebody asked to have it sent again, while that is still to come
 */
record Delivery(
        long position,
        String eventId,
        String eventType,
        DeliveryState state,
        int attempts,
        List<Attempt> log,
        Optional<Instant> next,
        Optional<Instant> asked) {

    /** @param number 1 for the first */
    record Attempt(
            int number,
            Instant at,
            Optional<Integer> status,
            Optional<String> error,
            Optional<String> response,
            Duration took) {}
}
