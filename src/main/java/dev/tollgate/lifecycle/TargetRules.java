package dev.tollgate.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a project promised to reach is locked by the GO that approved it. A later change is no mistake, but the gate has to approve it, and those
 * who are measured by it do not move it.
 */
final class TargetRules {

    private TargetRules() {}

    /** Locks the targets that the gate has approved. Approved again without a change they stay locked since the first time. */
    static void lock(Draft draft, Phase gate) {
        Optional<Governance.FieldRef> place = draft.checklist().governance().targets();
        if (place.filter(ref -> draft.checklist().item(ref.item()).phase() == gate)
                .isEmpty()) {
            return;
        }
        List<Map<String, Object>> values = current(draft);
        String digest = digest(values);
        boolean locked = draft.project()
                .watch()
                .targets()
                .filter(targets -> targets.digest().equals(digest))
                .isPresent();
        Optional<Item.EvidenceHead> evidence =
                place.flatMap(ref -> draft.project().item(ref.item()).evidence());
        if (!locked && evidence.isPresent()) {
            draft.emit(new Event.TargetsLocked(gate, evidence.get().id(), digest, values));
        }
    }

    /** Whether the caller may do to this item what was tried: only where it moves locked targets does it matter who asks. */
    static Optional<Refusal> mayChange(Draft draft, Draft tried, String item) {
        if (!holdsTargets(draft, item) || !isLocked(draft) || unchanged(tried)) {
            return Optional.empty();
        }
        return DutyRules.notContributor(DutyRules.TARGETS, draft, "move its targets after they were locked");
    }

    /** Asks the gate that approved the targets to decide anew, where they are others now. */
    static void changed(Draft draft, String item) {
        if (!holdsTargets(draft, item) || !isLocked(draft) || unchanged(draft)) {
            return;
        }
        Phase gate = draft.checklist().item(item).phase();
        reopen(draft, gate, "the targets that it approved have changed");
    }

    /** Takes the project back to a gate that has passed, in the same iteration. */
    private static void reopen(Draft draft, Phase gate, String reason) {
        draft.project()
                .gate(draft.project().phase())
                .openDecision()
                .ifPresent(open -> draft.emit(
                        new Event.DecisionClosed(open, draft.project().phase(), DecisionState.VOID, reason)));
        draft.emit(new Event.GateReopened(gate, reason));
        draft.moveProject(ProjectState.ACTIVE);
        if (draft.project().phase() != gate) {
            draft.emit(new Event.PhaseEntered(gate, draft.project().iteration()));
        }
    }

    private static boolean holdsTargets(Draft draft, String item) {
        return draft.checklist()
                .governance()
                .targets()
                .filter(ref -> ref.item().equals(item))
                .isPresent();
    }

    /** While the gate is being decided anew, everybody may propose. */
    private static boolean isLocked(Draft draft) {
        return draft.project().watch().targets().isPresent()
                && draft.checklist()
                        .governance()
                        .targets()
                        .map(ref -> draft.checklist().item(ref.item()).phase())
                        .filter(gate -> draft.project().gate(gate).basis().isPass())
                        .isPresent();
    }

    private static boolean unchanged(Draft draft) {
        return draft.project()
                .watch()
                .targets()
                .filter(targets -> targets.digest().equals(digest(current(draft))))
                .isPresent();
    }

    private static List<Map<String, Object>> current(Draft draft) {
        List<Map<String, Object>> values = new ArrayList<>();
        for (Object target : draft.projectFacts()
                .list(draft.checklist().governance().targets())
                .orElse(List.of())) {
            if (target instanceof Map<?, ?> fields) {
                Map<String, Object> value = new TreeMap<>();
                fields.forEach((name, field) -> value.put(String.valueOf(name), field));
                values.add(value);
            }
        }
        return values;
    }

    private static String digest(List<Map<String, Object>> values) {
        return Sha256.named("tollgate-targets-v1\n" + Canonical.text(values));
    }
}
