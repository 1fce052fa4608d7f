package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Who may judge. Machines report, people judge, and from a tier of the checklist's choice on nobody judges what they reported. */
public final class DutyRules {

    private DutyRules() {}

    static Optional<Refusal> people(Caller caller, String what) {
        return refuseIf(caller.kind() != Caller.Kind.PERSON, () -> new Refusal.PeopleOnly(what));
    }

    static Optional<Refusal> notAuthorOf(Draft draft, List<String> items) {
        if (!separated(draft.project(), draft.checklist())) {
            return Optional.empty();
        }
        String person = draft.caller().id();
        List<String> own = items.stream()
                .filter(item -> draft.project().item(item).writers().contains(person))
                .toList();
        return refuseIf(!own.isEmpty(), () -> new Refusal.SeparationOfDuties(person, own));
    }

    /** People who posted evidence for the gate's items and so may not decide it; empty where the tier does not ask for that. */
    public static List<String> excludedFrom(Project project, Checklist checklist, Phase gate) {
        if (!separated(project, checklist)) {
            return List.of();
        }
        var people = new TreeSet<String>();
        GateRules.itemsOf(checklist, gate)
                .forEach(item -> people.addAll(project.item(item).writers()));
        return List.copyOf(people);
    }

    private static boolean separated(Project project, Checklist checklist) {
        return project.profile().riskTier().isAtLeast(checklist.governance().dutiesSeparatedFrom());
    }
}
