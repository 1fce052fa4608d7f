package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may judge. Machines report, people judge, and from a tier of the checklist's choice on nobody judges what they reported. The numbers are
 * those under which refusals name the rules.
 */
public final class DutyRules {

    /** Who posted evidence does not accept it. */
    static final String ACCEPTER = "R1";

    /** Who posted evidence for a gate's items does not vote on that gate. */
    static final String VOTER = "R2";

    /** Who asked for a waiver does not grant it. */
    static final String WAIVER = "R3";

    /** Who contributes to a project does not validate it. */
    static final String VALIDATOR = "R4";

    /** Who contributes does not move what the work is measured by, once it is approved. */
    static final String TARGETS = "R8";

    private DutyRules() {}

    static Optional<Refusal> people(Caller caller, String what) {
        return refuseIf(caller.kind() != Caller.Kind.PERSON, () -> new Refusal.PeopleOnly(what));
    }

    /** Refuses whoever holds none of these roles; where none is named, nobody. */
    static Optional<Refusal> holds(Caller caller, Set<String> roles, String what) {
        return refuseIf(
                !roles.isEmpty() && Collections.disjoint(caller.roles(), roles),
                () -> new Refusal.RoleRequired(what, List.copyOf(new TreeSet<>(roles))));
    }

    static Optional<Refusal> notAuthorOf(String rule, Draft draft, List<String> items) {
        if (!separated(draft.project(), draft.checklist())) {
            return Optional.empty();
        }
        String person = draft.caller().id();
        List<String> own = items.stream()
                .filter(item -> draft.project().item(item).writers().contains(person))
                .toList();
        return refuseIf(
                !own.isEmpty(),
                () -> new Refusal.SeparationOfDuties(
                        rule,
                        person,
                        "posted evidence for %s and so does not judge it".formatted(String.join(", ", own)),
                        own));
    }

    /** Who asked for something does not say yes to it. Holds at every tier: it costs nothing but a second person. */
    static Optional<Refusal> notRequester(Draft draft, Waiver waiver) {
        String person = draft.caller().id();
        return refuseIf(
                waiver.requestedBy().id().equals(person),
                () -> new Refusal.SeparationOfDuties(
                        WAIVER, person, "requested this waiver and so does not grant it", List.of(waiver.item())));
    }

    /** @param what continues "is a contributor and so does not" */
    static Optional<Refusal> notContributor(String rule, Draft draft, String what) {
        Caller caller = draft.caller();
        if (caller.kind() == Caller.Kind.MACHINE) {
            return Optional.of(new Refusal.PeopleOnly(what));
        }
        return refuseIf(
                draft.projectFacts().contributors().contains(caller.id()),
                () -> new Refusal.SeparationOfDuties(
                        rule, caller.id(), "is a contributor to the project and so does not " + what, List.of()));
    }

    /** A validator who contributes is none, whatever the vote is on. */
    static Optional<Refusal> validatorIndependent(Draft draft) {
        return draft.caller().roles().contains(Governance.VALIDATOR)
                ? notContributor(VALIDATOR, draft, "validate it")
                : Optional.empty();
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

    /** The roles that may grant a waiver of this item, the chair of its gate resolved; empty where any will do. */
    public static Set<String> waiverApprovers(Project project, Checklist checklist, String item) {
        Collection<String> roles = checklist.governance().waiverApprovers(project.tier());
        Optional<String> chair =
                checklist.gate(checklist.item(item).phase()).duties().chair();
        var resolved = new TreeSet<String>();
        for (String role : roles) {
            if (role.equals(Governance.CHAIR)) {
                // A gate without a chair leaves nobody to ask, and not everybody.
                resolved.add(chair.orElse(Governance.CHAIR));
            } else {
                resolved.add(role);
            }
        }
        return resolved;
    }

    private static boolean separated(Project project, Checklist checklist) {
        return project.tier().isAtLeast(checklist.governance().dutiesSeparatedFrom());
    }
}
