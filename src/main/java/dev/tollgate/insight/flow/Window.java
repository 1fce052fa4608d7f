package dev.tollgate.insight.flow;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that an answer is about. What has a beginning and an end counts where its end lies in the window.
 *
 * @param from inclusive
 * @param to exclusive
 * @param now what has happened by then is known; later than {@code to} where the window lies in the past
 */
record Window(Instant from, Instant to, Instant now) {

    private static final Duration WEEK = Duration.ofDays(7);

    boolean contains(Instant at) {
        return !at.isBefore(from) && at.isBefore(to) && !at.isAfter(now);
    }

    /** The moment for which states and ages are told: the window's end, or now where that is still to come. */
    Instant measuredAt() {
        return to.isBefore(now) ? to : now;
    }

    double weeks() {
        return Spread.seconds(Duration.between(from, measuredAt())) / Spread.seconds(WEEK);
    }

    /** How much of the time from {@code begin} to {@code end} lies in the window. */
    Duration overlap(Instant begin, Instant end) {
        Instant first = begin.isAfter(from) ? begin : from;
        Instant last = end.isBefore(measuredAt()) ? end : measuredAt();
        return first.isBefore(last) ? Duration.between(first, last) : Duration.ZERO;
    }
}
