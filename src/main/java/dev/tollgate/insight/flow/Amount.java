package dev.tollgate.insight.flow;

import org.jspecify.annotations.Nullable;

/** One number. */
record Amount(Unit unit, @Nullable Double value) implements Value {

    static Amount count(long count) {
        return new Amount(Unit.COUNT, (double) count);
    }
}
