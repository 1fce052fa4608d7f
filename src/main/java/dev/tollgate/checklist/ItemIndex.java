package dev.tollgate.checklist;

import dev.tollgate.lifecycle.Phase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The items that a checklist declares, collected before anything that refers to them is read. */
final class ItemIndex {

    private static final Pattern ITEM_ID = Pattern.compile("[a-z]+\\.[a-z0-9]+(-[a-z0-9]+)*");
    private static final String GATE_PREFIX = "gate.";

    static final int MOST_ITEMS = 200;

    private final Map<String, Phase> phaseOfItem = new LinkedHashMap<>();
    private final Map<String, List<ContentNode>> needsOfItem = new HashMap<>();

    /** Refuses a phase that is missing or there twice, and an item id that is malformed, of another phase or there twice. */
    ItemIndex(ContentNode phases) {
        Set<Phase> missing = EnumSet.allOf(Phase.class);
        for (ContentNode section : phases.elements()) {
            ContentNode name = section.get("phase");
            Phase phase = name.oneOf(Phase.class);
            if (!missing.remove(phase)) {
                throw name.wrong("%s is there twice".formatted(phase));
            }
            section.get("items").someElements().forEach(item -> add(item.get("id"), phase));
        }
        if (!missing.isEmpty()) {
            throw phases.wrong("has no " + missing.iterator().next());
        }
    }

    private void add(ContentNode id, Phase phase) {
        String text = id.text();
        if (!ITEM_ID.matcher(text).matches() || !text.startsWith(phase.gate() + ".")) {
            throw id.wrong("must be %s.<lower-case words joined by hyphens>, not %s".formatted(phase.gate(), text));
        }
        if (phaseOfItem.putIfAbsent(text, phase) != null) {
            throw id.wrong(text + " is the id of two items");
        }
        if (phaseOfItem.size() > MOST_ITEMS) {
            throw id.wrong("is one more than the %d items that a checklist can have".formatted(MOST_ITEMS));
        }
    }

    /** The items that these nodes name, each of them known and named once. */
    List<String> named(List<ContentNode> names) {
        Set<String> seen = new HashSet<>();
        List<String> items = new ArrayList<>();
        for (ContentNode name : names) {
            String item = named(name);
            if (!seen.add(item)) {
                throw name.wrong("names %s twice".formatted(item));
            }
            items.add(item);
        }
        return List.copyOf(items);
    }

    String named(ContentNode name) {
        String item = name.text();
        if (!phaseOfItem.containsKey(item)) {
            throw name.wrong("names %s, which is no item of this checklist".formatted(item));
        }
        return item;
    }

    /** As {@link #named(List)}, and none of a phase after this one: what waits for it could never be done. */
    List<String> namedUpTo(Phase phase, List<ContentNode> names) {
        List<String> items = named(names);
        for (int i = 0; i < items.size(); i++) {
            refuseLater(phase, items.get(i), names.get(i));
        }
        return items;
    }

    private void refuseLater(Phase phase, String item, ContentNode name) {
        Phase later = phaseOfItem.get(item);
        if (later != null && phase.isBefore(later)) {
            throw name.wrong("names %s, an item of a later phase than %s".formatted(item, phase));
        }
    }

    /** What this item needs: items, none of a later phase, or the gate of an earlier phase as {@code gate.data}. */
    List<String> needs(String item, Phase phase, List<ContentNode> names) {
        List<ContentNode> items = new ArrayList<>();
        List<String> needs = new ArrayList<>();
        for (ContentNode name : names) {
            String text = name.text();
            if (text.startsWith(GATE_PREFIX)) {
                Optional<Phase> gate = Phase.ofGate(text.substring(GATE_PREFIX.length()));
                if (gate.filter(earlier -> earlier.isBefore(phase)).isEmpty()) {
                    throw name.wrong("names %s, which is no gate before %s".formatted(text, phase));
                }
            } else {
                items.add(name);
            }
            needs.add(text);
        }
        namedUpTo(phase, items);
        needsOfItem.put(item, items);
        return List.copyOf(needs);
    }

    /** Call once the needs of all items are read. */
    void refuseCycles() {
        Set<String> done = new HashSet<>();
        phaseOfItem.keySet().forEach(item -> follow(item, new ArrayDeque<>(), done));
    }

    private void follow(String item, Deque<String> way, Set<String> done) {
        if (done.contains(item)) {
            return;
        }
        way.addLast(item);
        for (ContentNode need : needsOfItem.getOrDefault(item, List.of())) {
            String next = need.text();
            if (way.contains(next)) {
                List<String> cycle = new ArrayList<>(way);
                cycle = cycle.subList(cycle.indexOf(next), cycle.size());
                throw need.wrong("closes a cycle: %s -> %s".formatted(String.join(" -> ", cycle), next));
            }
            follow(next, way, done);
        }
        way.removeLast();
        done.add(item);
    }
}
