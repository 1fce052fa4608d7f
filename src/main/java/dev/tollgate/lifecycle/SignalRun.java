package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.Optional;

/**
 * How long in a row the signals of one loop have been over its threshold.
 *
 * @param windows consecutive windows up to the last; 0 where the last was quiet
 * @param firstBreachAt observation time of the first of them
 * @param lastObservedAt of the last window that counted
 */
public record SignalRun(Phase from, Phase to, int windows, Optional<Instant> firstBreachAt, Instant lastObservedAt) {

    SignalRun ended() {
        return new SignalRun(from, to, 0, Optional.empty(), lastObservedAt);
    }

    boolean isOf(Phase loopFrom, Phase loopTo) {
        return from == loopFrom && to == loopTo;
    }
}
