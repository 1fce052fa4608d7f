package dev.tollgate.notify;

import dev.tollgate.installation.SubscriptionState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a subscription has come.
 *
 * @param position of the last event that is done with: delivered, given up, or not wanted
 * @param end position of the last event that is sealed
 * @param behind how many events lie between
 * @param failedAttempts at the event whose turn it is
 */
record ProgressJson(
        SubscriptionState state,
        String position,
        String end,
        long behind,
        int failedAttempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant failingSince,
        long deadLetters) {

    static ProgressJson of(SubscriptionState state, DeliveryQuery.Progress progress) {
        return new ProgressJson(
                state,
                Long.toString(progress.position()),
                Long.toString(progress.end()),
                Math.max(0, progress.end() - progress.position()),
                progress.attempts(),
                progress.next().orElse(null),
                progress.failingSince().orElse(null),
                progress.deadLetters());
    }
}
