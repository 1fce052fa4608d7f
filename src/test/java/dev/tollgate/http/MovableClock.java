package dev.tollgate.http;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** The clock of the service under test: the real one, until a test stops it at a moment of its choice. */
@Singleton
@Alternative
@Priority(1)
public class MovableClock extends Clock {

    private static final Clock REAL = Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));

    private final AtomicReference<Clock> now = new AtomicReference<>(REAL);

    /** Stops at this moment. Not far from now, please: other projects live by the same clock. */
    public void stopAt(Instant moment) {
        now.set(Clock.fixed(moment, ZoneOffset.UTC));
    }

    public void runAgain() {
        now.set(REAL);
    }

    @Override
    public Instant instant() {
        return now.get().instant();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return now.get().withZone(zone);
    }
}
