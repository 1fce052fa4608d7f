package dev.tollgate.insight.flow;

import dev.tollgate.insight.flow.ProjectFlow.Waiver;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.Phase;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the fold remembers of waivers. */
final class WaiverTracks {

    private record Scope(String item, int iteration) {}

    private final Map<UUID, Event.WaiverRequested> requested = new HashMap<>();
    private final Map<UUID, Waiver> granted = new LinkedHashMap<>();
    private final Set<Scope> waivedBefore = new HashSet<>();

    void requested(Event.WaiverRequested e) {
        requested.put(e.waiver(), e);
    }

    Optional<Fact> granted(UUID waiver, Instant at) {
        return Optional.ofNullable(requested.get(waiver)).map(asked -> {
            Phase gate = gate(asked.item());
            granted.put(waiver, new Waiver(asked.item(), gate, at, asked.expiresAt(), Optional.empty()));
            boolean renewed = !waivedBefore.add(new Scope(asked.item(), asked.iteration()));
            return new Fact.WaiverSettled(gate, at, true, renewed);
        });
    }

    Optional<Fact> refused(UUID waiver, Instant at) {
        return Optional.ofNullable(requested.get(waiver))
                .map(asked -> new Fact.WaiverSettled(gate(asked.item()), at, false, false));
    }

    void expired(UUID waiver, Instant at) {
        granted.computeIfPresent(
                waiver, (id, w) -> new Waiver(w.item(), w.gate(), w.grantedAt(), w.expiresAt(), Optional.of(at)));
    }

    void withdrawn(UUID waiver) {
        granted.remove(waiver);
    }

    /** A waiver ends with its iteration: the loop asks for everything anew, so nothing is left unresolved by its end. */
    void restarted() {
        granted.clear();
    }

    /** An item's id begins with its phase. */
    private static Phase gate(String item) {
        return Phase.ofGate(item.substring(0, Math.max(0, item.indexOf('.'))))
                .orElseThrow(() -> new IllegalStateException(item + " is of no phase"));
    }

    /** Granted in this iteration and not withdrawn, in the order of the log. */
    List<Waiver> granted() {
        return List.copyOf(granted.values());
    }
}
