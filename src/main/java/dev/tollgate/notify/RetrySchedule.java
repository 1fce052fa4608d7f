package dev.tollgate.notify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When the next attempt is made. Up to a fifth of each wait is added by chance, so that receivers that failed together are not called together.
 *
 * @param waits before each attempt, the first included
 * @param throttle the least wait where the receiver is overloaded
 */
record RetrySchedule(List<Duration> waits, Duration throttle) {

    /** However long a receiver asks us to wait. */
    static final Duration LONGEST = Duration.ofHours(24);

    private static final double JITTER = 0.2;

    RetrySchedule {
        waits = List.copyOf(waits);
        if (waits.isEmpty() || waits.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException(
                    "tollgate.webhooks.retries needs at least one wait, and none below zero");
        }
    }

    /**
     * The wait behind the last of so many failed attempts; empty where that was the last one.
     *
     * @param failed 1 or more
     */
    Optional<Duration> waitAfter(int failed, CallResult result, RandomGenerator random) {
        if (failed >= waits.size()) {
            return Optional.empty();
        }
        Duration wait = waits.get(failed);
        if (result.saysOverloaded() && wait.compareTo(throttle) < 0) {
            wait = throttle;
        }
        long jitter = Math.round(wait.toMillis() * JITTER * random.nextDouble());
        Duration planned = wait.plusMillis(jitter);
        Duration asked = result.retryAfter().orElse(Duration.ZERO);
        Duration bounded = asked.compareTo(LONGEST) < 0 ? asked : LONGEST;
        return Optional.of(planned.compareTo(bounded) < 0 ? bounded : planned);
    }
}
