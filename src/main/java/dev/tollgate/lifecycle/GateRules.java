package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /** Everything that blocks the gate: must-items that are not met, overdue conditions, and what independent people say. Empty means ready. */
    public static List<Unmet> unmet(Project project, Checklist checklist, Phase gate, Instant now) {
        return unmet(project, checklist, gate, now, new Assessment(project, checklist, now));
    }

    private static List<Unmet> unmet(
            Project project, Checklist checklist, Phase gate, Instant now, Assessment assessment) {
        List<Unmet> unmet =
                new ArrayList<>(open(checklist, assessment, checklist.gate(gate).mustItems()));
        overdue(project, gate, now)
                .map(c -> new Unmet(
                        Unmet.Kind.CONDITION,
                        c.id().toString(),
                        c.title(),
                        ConditionState.OVERDUE.name(),
                        "due %s, owner %s".formatted(c.dueAt(), c.owner())))
                .forEach(unmet::add);
        // A GO was given with these in hand; an override was not, and ends by itself.
        boolean matters = checklist.gate(gate).duties().validated(project.tier())
                || project.gate(gate).words().veto().isPresent();
        if (matters && !project.gate(gate).basis().isGo()) {
            String digest = snapshot(project, checklist, gate, now, assessment).digest();
            validationLacking(project, checklist, gate, digest).ifPresent(unmet::add);
            veto(project, gate, digest).ifPresent(unmet::add);
        }
        return unmet;
    }

    /** From its tier on, the gate needs the opinion of an independent validator on what it rests on now. */
    private static Optional<Unmet> validationLacking(Project project, Checklist checklist, Phase gate, String digest) {
        if (!checklist.gate(gate).duties().validated(project.tier())) {
            return Optional.empty();
        }
        Optional<Validation> last = project.gate(gate).words().validation();
        if (last.isEmpty()) {
            return validation(gate, "MISSING", "an independent validator has given no opinion yet");
        }
        if (!last.get().snapshotDigest().equals(digest)) {
            return validation(gate, "OUTDATED", "what the validator looked at has changed since");
        }
        return last.get().opinion() == Opinion.NOT_FIT
                ? validation(
                        gate,
                        Opinion.NOT_FIT.name(),
                        "%s finds it not fit".formatted(last.get().validator().id()))
                : Optional.empty();
    }

    private static Optional<Unmet> validation(Phase gate, String state, String reason) {
        return Optional.of(new Unmet(Unmet.Kind.VALIDATION, gate.gate(), "Independent validation", state, reason));
    }

    private static Optional<Unmet> veto(Project project, Phase gate, String digest) {
        return standingVeto(project, gate, digest)
                .map(veto -> new Unmet(
                        Unmet.Kind.VETO,
                        gate.gate(),
                        "Veto",
                        "STANDING",
                        "%s vetoed what the gate rests on%s"
                                .formatted(
                                        veto.person(),
                                        veto.comment().map(": "::concat).orElse(""))));
    }

    private static Optional<Gate.Veto> standingVeto(Project project, Phase gate, String digest) {
        return project.gate(gate)
                .words()
                .veto()
                .filter(veto -> veto.snapshotDigest().equals(digest));
    }

    /** Should-items that are not met. They do not block. */
    public static List<Unmet> warnings(Project project, Checklist checklist, Phase gate, Instant now) {
        List<String> should = checklist.gate(gate).criteria().stream()
                .flatMap(criterion -> criterion.should().stream())
                .distinct()
                .toList();
        return open(checklist, new Assessment(project, checklist, now), should);
    }

    private static List<Unmet> open(Checklist checklist, Assessment assessment, List<String> items) {
        List<Unmet> open = new ArrayList<>();
        for (String item : items) {
            Standing standing = assessment.of(item);
            if (!standing.state().isMet()) {
                open.add(new Unmet(
                        Unmet.Kind.ITEM,
                        item,
                        checklist.item(item).title(),
                        standing.state().name(),
                        standing.reason(),
                        standing.failed()));
            }
        }
        return open;
    }

    private static Stream<Condition> overdue(Project project, Phase gate, Instant now) {
        return project.conditionsOf(gate).filter(c -> c.stateAt(now) == ConditionState.OVERDUE);
    }

    /** How the gate stands at this time, whether or not anything has recorded it yet. */
    public static GateState stateAt(Project project, Checklist checklist, Phase phase, Instant now) {
        return stateAt(project, checklist, phase, now, new Assessment(project, checklist, now));
    }

    static GateState stateAt(Project project, Checklist checklist, Phase phase, Instant now, Assessment assessment) {
        Gate gate = project.gate(phase);
        if (gate.openDecision().isPresent()) {
            return GateState.IN_REVIEW;
        }
        boolean ready = unmet(project, checklist, phase, now, assessment).isEmpty();
        return switch (gate.basis()) {
            case UNDECIDED -> ready ? GateState.READY : GateState.NOT_READY;
            case REOPENED -> ready ? GateState.READY : GateState.REOPENED;
            case HELD -> GateState.ON_HOLD;
            case GO -> ready ? GateState.PASSED : GateState.SUSPENDED;
            case CONDITIONAL_GO -> conditionallyPassed(project, gate, ready);
            case OVERRIDDEN -> ready || isOverridden(gate, now) ? GateState.PASSED : GateState.SUSPENDED;
        };
    }

    private static boolean isOverridden(Gate gate, Instant now) {
        return gate.words()
                .override()
                .filter(override -> override.isActive(now))
                .isPresent();
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
        return snapshot(project, checklist, gate, now, new Assessment(project, checklist, now));
    }

    private static Snapshot snapshot(
            Project project, Checklist checklist, Phase gate, Instant now, Assessment assessment) {
        List<Snapshot.Entry> items = new ArrayList<>();
        List<UUID> waivers = new ArrayList<>();
        for (String id : itemsOf(checklist, gate)) {
            Standing standing = assessment.of(id);
            boolean renews = checklist.item(id).freshness().heartbeat();
            Optional<UUID> evidence =
                    project.item(id).evidence().map(Item.EvidenceHead::id).filter(e -> !renews);
            items.add(new Snapshot.Entry(id, standing.state(), evidence));
            waivers.addAll(standing.waivers());
        }
        List<UUID> late = overdue(project, gate, now).map(Condition::id).toList();
        return new Snapshot(gate, project.checklist(), items, late, waivers);
    }
}
