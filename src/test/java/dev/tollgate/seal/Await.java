package dev.tollgate.seal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks again and again, with a breath in between so that what it waits for gets the processor. */
final class Await {

    private static final Duration BREATH = Duration.ofMillis(5);

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        until(Duration.ofSeconds(30), () -> what, condition);
    }

    static void until(Duration patience, Supplier<String> what, BooleanSupplier condition) {
        if (!happens(patience, condition)) {
            throw new AssertionError("not in %s: %s".formatted(patience, what.get()));
        }
    }

    /** Whether it happens in this time. */
    static boolean happens(Duration patience, BooleanSupplier condition) {
        Instant end = Instant.now().plus(patience);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            LockSupport.parkNanos(BREATH.toNanos());
        }
        return true;
    }
}
