package dev.tollgate.insight.flow;

import java.time.Duration;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How values are spread: the smallest value that half of them, and the smallest that 85 % of them, do not exceed (nearest rank, so both are
 * values that were measured).
 *
 * @param n how many values there are
 * @param p50 absent where there are none
 */
record Spread(
        Unit unit, int n, @Nullable Double p50, @Nullable Double p85) implements Value {

    static Spread of(Unit unit, DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return new Spread(unit, sorted.length, rank(sorted, 0.50), rank(sorted, 0.85));
    }

    static Spread ofTimes(Stream<Duration> times) {
        return of(Unit.SECONDS, times.mapToDouble(Spread::seconds));
    }

    private static @Nullable Double rank(double[] sorted, double share) {
        return sorted.length == 0 ? null : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    /** To the microseconds of the log. */
    static double seconds(Duration time) {
        return time.getSeconds() + time.getNano() / 1e9;
    }
}
