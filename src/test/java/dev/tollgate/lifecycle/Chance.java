package dev.tollgate.lifecycle;

import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Picks by chance, which its seed settles. */
final class Chance {

    private static final UUID STRANGER = new UUID(7, 7);

    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int of) {
        return random.nextInt(of) == 0;
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    @SafeVarargs
    final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    /** One of them, and at times, or where there is none, one that nobody knows. */
    UUID id(Collection<UUID> known) {
        return known.isEmpty() || oneIn(20) ? STRANGER : one(List.copyOf(known));
    }
}
