package dev.tollgate.insight.flow;

import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One number over another.
 *
 * @param value absent where the denominator is 0
 */
record Share(
        Unit unit,
        long numerator,
        double denominator,
        @Nullable Double value) implements Value {

    static Share of(Unit unit, long numerator, double denominator) {
        return new Share(unit, numerator, denominator, denominator == 0 ? null : numerator / denominator);
    }

    static Share ratio(long numerator, long denominator) {
        return of(Unit.RATIO, numerator, (double) denominator);
    }

    /** Those of {@code all} for which it is true. */
    static <T> Share ratio(Stream<T> all, Predicate<? super T> which) {
        var counted = all.collect(Collectors.partitioningBy(which, Collectors.counting()));
        long yes = counted.getOrDefault(true, 0L);
        return ratio(yes, yes + counted.getOrDefault(false, 0L));
    }
}
