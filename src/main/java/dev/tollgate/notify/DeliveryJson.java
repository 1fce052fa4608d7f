package dev.tollgate.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one subscription, as shown.
 *
 * @param position of the event in the sealed log, as a text; names the delivery
 * @param status of the last answer, absent where none came
 * @param duration of the last attempt, ISO 8601
 * @param log every attempt, oldest first; absent in lists
 */
record DeliveryJson(
        String position,
        String eventId,
        String eventType,
        DeliveryState state,
        int attempts,
        Instant lastAttemptAt,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String response,
        Duration duration,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant redeliveryAskedAt,
        @Nullable List<AttemptJson> log) {

    record AttemptJson(
            int attempt,
            Instant at,
            @Nullable Integer status,
            @Nullable String error,
            @Nullable String response,
            Duration duration) {

        static AttemptJson of(Delivery.Attempt attempt) {
            return new AttemptJson(
                    attempt.number(),
                    attempt.at(),
                    attempt.status().orElse(null),
                    attempt.error().orElse(null),
                    attempt.response().orElse(null),
                    attempt.took());
        }
    }

    static DeliveryJson of(Delivery delivery) {
        return of(delivery, null);
    }

    static DeliveryJson whole(Delivery delivery) {
        return of(delivery, delivery.log().stream().map(AttemptJson::of).toList());
    }

    private static DeliveryJson of(Delivery delivery, @Nullable List<AttemptJson> log) {
        Delivery.Attempt last = delivery.log().getLast();
        return new DeliveryJson(
                Long.toString(delivery.position()),
                delivery.eventId(),
                delivery.eventType(),
                delivery.state(),
                delivery.attempts(),
                last.at(),
                last.status().orElse(null),
                last.error().orElse(null),
                last.response().orElse(null),
                last.took(),
                delivery.next().orElse(null),
                delivery.asked().orElse(null),
                log);
    }
}
