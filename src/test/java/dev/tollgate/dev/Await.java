package dev.tollgate.dev;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Looks again and again, with a breath in between so that what it waits for gets the processor. */
public final class Await {

    private static final Duration BREATH = Duration.ofMillis(5);

    /** Far beyond what it takes: who is this late does not come. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Await() {}

    public static void until(BooleanSupplier condition) {
        until("what was waited for", condition);
    }

    public static void until(String what, BooleanSupplier condition) {
        until(PATIENCE, () -> what, condition);
    }

    public static void until(Duration patience, Supplier<String> what, BooleanSupplier condition) {
        if (!happens(patience, condition)) {
            throw new AssertionError("not in %s: %s".formatted(patience, what.get()));
        }
    }

    /** Whether it happens in this time. */
    public static boolean happens(Duration patience, BooleanSupplier condition) {
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
