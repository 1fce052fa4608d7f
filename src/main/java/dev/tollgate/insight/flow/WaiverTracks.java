package dev.tollgate.insight.flow;

import dev.tollgate.insight.flow.ProjectFlow.Waiver;
import dev.tollgate.lifecycle.Phase;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the fold remembers of waivers. */
final class WaiverTracks {

    private record Requested(String item, int iteration, Instant expiresAt) {}

    private record Scope(String item, int iteration) {}

    private final Map<String, Requested> requested = new HashMap<>();
    private final Map<String, Waiver> granted = new LinkedHashMap<>();
    private final Set<Scope> waivedBefore = new HashSet<>();

    /** @param iteration the project's, where the event does not say */
    Optional<Fact> add(Line line, int iteration) {
        String id = line.text("/waiver");
        return switch (line.type()) {
            case "waiver.requested" -> {
                requested.put(
                        id,
                        new Requested(
                                line.text("/item"),
                                line.data().at("/iteration").asInt(iteration),
                                line.time("/expiresAt").orElse(Instant.MAX)));
                yield Optional.empty();
            }
            case "waiver.granted" -> Optional.ofNullable(requested.get(id)).map(asked -> granted(id, asked, line.at()));
            case "waiver.refused" ->
                Optional.ofNullable(requested.get(id))
                        .map(asked -> new Fact.WaiverSettled(gate(asked.item()), line.at(), false, false));
            case "waiver.expired" -> {
                granted.computeIfPresent(id, (key, waiver) -> expired(waiver, line.at()));
                yield Optional.empty();
            }
            case "waiver.withdrawn" -> {
                granted.remove(id);
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private Fact granted(String id, Requested asked, Instant at) {
        granted.put(id, new Waiver(asked.item(), gate(asked.item()), at, asked.expiresAt(), Optional.empty()));
        boolean renewed = !waivedBefore.add(new Scope(asked.item(), asked.iteration()));
        return new Fact.WaiverSettled(gate(asked.item()), at, true, renewed);
    }

    private static Waiver expired(Waiver waiver, Instant at) {
        return new Waiver(waiver.item(), waiver.gate(), waiver.grantedAt(), waiver.expiresAt(), Optional.of(at));
    }

    /** An item's id begins with its phase. */
    private static Phase gate(String item) {
        return Phase.ofGate(item.substring(0, Math.max(0, item.indexOf('.'))))
                .orElseThrow(() -> new IllegalStateException(item + " is of no phase"));
    }

    /** Granted and not withdrawn, in the order of the log. */
    List<Waiver> granted() {
        return List.copyOf(granted.values());
    }
}
