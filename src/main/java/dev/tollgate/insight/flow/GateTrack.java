package dev.tollgate.insight.flow;

import dev.tollgate.lifecycle.GateState;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the fold remembers of one gate between two decisions. */
final class GateTrack {

    private Optional<Instant> readySince = Optional.empty();
    private Optional<Instant> firstAsked = Optional.empty();
    private final Set<Integer> readyIn = new HashSet<>();
    private final Set<Integer> decidedIn = new HashSet<>();

    /** Since when it has been ready without a break: as {@link dev.tollgate.lifecycle.Gate#readySince} has it, for the same times. */
    void moved(GateState to, Instant at, int iteration) {
        readySince = switch (to) {
            case READY -> readySince.or(() -> Optional.of(at));
            case IN_REVIEW -> readySince;
            default -> Optional.empty();
        };
        readySince.ifPresent(since -> readyIn.add(iteration));
    }

    void asked(Instant at) {
        firstAsked = firstAsked.or(() -> Optional.of(at));
    }

    Optional<Instant> readySince() {
        return readySince;
    }

    boolean wasReadyIn(int iteration) {
        return readySince.isPresent() || readyIn.contains(iteration);
    }

    /** When the decision that now takes effect was first asked for; the next one begins anew. */
    Instant settled(Instant at) {
        Instant asked = firstAsked.orElse(at);
        firstAsked = Optional.empty();
        return asked;
    }

    /** Whether this is the first verdict in the iteration. */
    boolean firstVerdict(int iteration) {
        return decidedIn.add(iteration);
    }

    /** A loop made void what was asked for. */
    void restarted() {
        firstAsked = Optional.empty();
    }
}
