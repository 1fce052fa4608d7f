package dev.tollgate.authoring;

import dev.tollgate.lifecycle.Assessment;
import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.GateRules;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.Standing;
import dev.tollgate.lifecycle.Unmet;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One project, judged by the checklist that it follows and by another one at the same moment. The facts are the same: what was posted, reviewed
 * and decided. Changes nothing.
 */
final class Comparison {

    private final Side before;
    private final Side after;

    private Comparison(Side before, Side after) {
        this.before = before;
        this.after = after;
    }

    /** The project by one checklist. */
    private record Side(Project project, Checklist checklist, Instant now, Assessment assessment) {

        static Side of(Project project, Checklist checklist, Instant now) {
            return new Side(project, checklist, now, new Assessment(project, checklist, now));
        }

        List<Unmet> unmet(Phase gate) {
            return GateRules.unmet(project, checklist, gate, now);
        }

        GateState state(Phase gate) {
            return GateRules.stateAt(project, checklist, gate, now);
        }

        Standing standing(String item) {
            return assessment.of(item);
        }
    }

    /**
     * @param flips whether the gate is ready by one checklist and not by the other
     * @param unmetBefore what it lacks by the one that the project follows
     */
    record OfGate(
            Phase gate,
            GateState before,
            GateState after,
            boolean flips,
            List<Unmet> unmetBefore,
            List<Unmet> unmetAfter) {}

    /** @param reason why it stands as it does by the other one */
    record OfItem(String item, String title, ItemState before, ItemState after, String reason) {}

    /** @param followed the checklist that the project is pinned to */
    static Comparison of(Project project, Checklist followed, Checklist other, Instant now) {
        return new Comparison(Side.of(project, followed, now), Side.of(project.under(other), other, now));
    }

    List<OfGate> gates() {
        return Arrays.stream(Phase.values()).map(this::gate).toList();
    }

    private OfGate gate(Phase gate) {
        List<Unmet> unmetBefore = before.unmet(gate);
        List<Unmet> unmetAfter = after.unmet(gate);
        return new OfGate(
                gate,
                before.state(gate),
                after.state(gate),
                unmetBefore.isEmpty() != unmetAfter.isEmpty(),
                unmetBefore,
                unmetAfter);
    }

    boolean flips() {
        return gates().stream().anyMatch(OfGate::flips);
    }

    /** Items of both checklists that do not stand alike, in the order of the other one. */
    List<OfItem> changedItems() {
        return after.checklist().items().values().stream()
                .filter(item -> items(before).containsKey(item.id()))
                .map(item -> ofItem(item, before.standing(item.id()), after.standing(item.id())))
                .filter(item -> item.before() != item.after())
                .toList();
    }

    private static OfItem ofItem(Checklist.ItemDefinition item, Standing before, Standing after) {
        return new OfItem(item.id(), item.title(), before.state(), after.state(), after.reason());
    }

    List<String> addedItems() {
        return items(after).keySet().stream()
                .filter(item -> !items(before).containsKey(item))
                .toList();
    }

    List<String> removedItems() {
        return items(before).keySet().stream()
                .filter(item -> !items(after).containsKey(item))
                .toList();
    }

    Checklist followed() {
        return before.checklist();
    }

    Checklist other() {
        return after.checklist();
    }

    private static Map<String, Checklist.ItemDefinition> items(Side side) {
        return side.checklist().items();
    }
}
