package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What a gate lacks and how it stands, at a given time. Reads only, so that an answer and a decision can never differ. */
public final class GateRules {

    private GateRules() {}

    /** The items that the gate's criteria name, must and should, in their order. */
    static List<String> itemsOf(Checklist checklist, Phase gate) {
        return checklist.gate(gate).criteria().stream()
                .flatMap(criterion -> Stream.concat(criterion.must().stream(), criterion.should().stream()))
                .distinct()
                .toList();
    }

    /** Everything that blocks the gate: must-items that are not met, and its overdue conditions. Empty means ready. */
    public static List<Unmet> unmet(Project project, Checklist checklist, Phase gate, Instant now) {
        List<Unmet> unmet =
                new ArrayList<>(open(project, checklist, checklist.gate(gate).mustItems()));
        overdue(project, gate, now)
                .map(c -> new Unmet(
                        Unmet.Kind.CONDITION,
                        c.id().toString(),
                        c.title(),
                        ConditionState.OVERDUE.name(),
                        "due %s, owner %s".formatted(c.dueAt(), c.owner())))
                .forEach(unmet::add);
        return unmet;
    }

    /** Should-items that are not met. They do not block. */
    public static List<Unmet> warnings(Project project, Checklist checklist, Phase gate) {
        return open(
                project,
                checklist,
                checklist.gate(gate).criteria().stream()
                        .flatMap(criterion -> criterion.should().stream())
                        .distinct()
                        .toList());
    }

    private static List<Unmet> open(Project project, Checklist checklist, List<String> items) {
        return items.stream()
                .map(project::item)
                .filter(item -> !item.state().isMet())
                .map(item -> new Unmet(
                        Unmet.Kind.ITEM,
                        item.id(),
                        checklist.item(item.id()).title(),
                        item.state().name(),
                        reason(item)))
                .toList();
    }

    private static String reason(Item item) {
        return switch (item.state()) {
            case NOT_STARTED -> "no evidence yet";
            case IN_REVIEW -> "waits for a person's review";
            case FAILED -> item.review().isPresent() ? "a person rejected it" : "the newest evidence failed";
            case STALE -> "what its evidence named has been superseded";
            case REOPENED -> "needs new evidence";
            case SATISFIED, WAIVED, NOT_APPLICABLE -> throw new IllegalStateException(item.id() + " is met");
        };
    }

    private static Stream<Condition> overdue(Project project, Phase gate, Instant now) {
        return project.conditionsOf(gate).filter(c -> c.stateAt(now) == ConditionState.OVERDUE);
    }

    /** How the gate stands at this time, whether or not anything has recorded it yet. */
    public static GateState stateAt(Project project, Checklist checklist, Phase phase, Instant now) {
        Gate gate = project.gate(phase);
        if (gate.openDecision().isPresent()) {
            return GateState.IN_REVIEW;
        }
        boolean ready = unmet(project, checklist, phase, now).isEmpty();
        return switch (gate.basis()) {
            case UNDECIDED -> ready ? GateState.READY : GateState.NOT_READY;
            case REOPENED -> ready ? GateState.READY : GateState.REOPENED;
            case HELD -> GateState.ON_HOLD;
            case GO -> ready ? GateState.PASSED : GateState.SUSPENDED;
            case CONDITIONAL_GO -> conditionallyPassed(project, gate, ready);
        };
    }

    private static GateState conditionallyPassed(Project project, Gate gate, boolean ready) {
        if (!ready) {
            return GateState.SUSPENDED;
        }
        boolean open = project.conditionsOf(gate.phase())
                .anyMatch(c -> !c.isClosed()
                        && gate.decision().filter(c.decision()::equals).isPresent());
        return open ? GateState.CONDITIONALLY_PASSED : GateState.PASSED;
    }

    public static Snapshot snapshot(Project project, Checklist checklist, Phase gate, Instant now) {
        List<Snapshot.Entry> items = itemsOf(checklist, gate).stream()
                .map(project::item)
                .map(item -> new Snapshot.Entry(
                        item.id(), item.state(), item.evidence().map(Item.EvidenceHead::id)))
                .toList();
        List<UUID> late = overdue(project, gate, now).map(Condition::id).toList();
        return new Snapshot(gate, project.checklist(), items, late);
    }
}
