package dev.tollgate.lifecycle;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * What a gate rested on at one moment. A decision stores it, so that anybody can later say what the deciders saw, and a change of it while
 * votes are being collected makes the votes void.
 *
 * @param items every item that the gate's criteria name, in their order
 * @param overdue the gate's conditions that were overdue
 * @param waivers the waivers that it rested on
 */
public record Snapshot(Phase gate, ChecklistRef checklist, List<Entry> items, List<UUID> overdue, List<UUID> waivers) {

    /** @param evidence in force; empty also where it renews itself, so that a heartbeat is no change */
    public record Entry(String item, ItemState state, Optional<UUID> evidence) {}

    public Snapshot {
        items = List.copyOf(items);
        overdue = List.copyOf(overdue);
        waivers = List.copyOf(Objects.requireNonNullElse(waivers, List.of()));
    }

    /** The items that stand otherwise now, or on other evidence, in their order. */
    public List<String> changedSince(Snapshot earlier) {
        return items.stream()
                .filter(entry -> !earlier.items.contains(entry))
                .map(Entry::item)
                .toList();
    }

    /** SHA-256 over one line for the gate, one for each item ({@code id state evidence}) one for each overdue condition and one for each waiver. */
    public String digest() {
        var lines = new StringBuilder(
                "tollgate-snapshot-v1 %s %s %d\n".formatted(gate.gate(), checklist.id(), checklist.version()));
        for (Entry entry : items) {
            lines.append("%s %s %s\n"
                    .formatted(
                            entry.item(),
                            entry.state(),
                            entry.evidence().map(UUID::toString).orElse("-")));
        }
        overdue.forEach(condition -> lines.append("overdue %s\n".formatted(condition)));
        waivers.forEach(waiver -> lines.append("waiver %s\n".formatted(waiver)));
        return Sha256.named(lines.toString());
    }
}
