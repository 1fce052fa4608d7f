package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.util.List;
import java.util.Optional;

/** How a project comes to follow another checklist, or to be watched under one. */
final class MigrationRules {

    private record Migrating(Draft draft, ChecklistRef to) {

        Optional<Checklist> target() {
            return draft.facts().other();
        }
    }

    private static final List<Rule<Migrating>> MIGRATING = List.of(
            m -> ProjectRules.open(m.draft().project()),
            m -> DutyRules.people(m.draft().caller(), "migrate a project"),
            MigrationRules::targetIsKnown,
            MigrationRules::noVotesUnderWay,
            MigrationRules::dropsNothingInUse);

    private MigrationRules() {}

    static Optional<Refusal> migrate(Draft draft, Command.MigrateProject command) {
        ChecklistRef from = draft.project().checklist();
        var migrating = new Migrating(draft, command.checklist());
        Optional<Refusal> refusal = Rule.first(MIGRATING, migrating);
        if (refusal.isEmpty() && !from.equals(command.checklist())) {
            Checklist target = migrating.target().orElseThrow();
            draft.emit(new Event.ProjectMigrated(
                    from, command.checklist(), List.copyOf(target.items().keySet())));
            draft.follow(target);
        }
        return refusal;
    }

    static Optional<Refusal> shadow(Draft draft, Command.SetShadow command) {
        Optional<Refusal> refusal = ProjectRules.open(draft.project())
                .or(() -> command.checklist().flatMap(ref -> targetIsKnown(new Migrating(draft, ref))));
        if (refusal.isEmpty() && !draft.project().watch().shadow().equals(command.checklist())) {
            draft.emit(new Event.ShadowSet(command.checklist()));
        }
        return refusal;
    }

    private static Optional<Refusal> targetIsKnown(Migrating m) {
        return refuseIf(m.target().isEmpty(), () -> new Refusal.UnknownChecklistVersion(m.to()));
    }

    private static Optional<Refusal> noVotesUnderWay(Migrating m) {
        return m.draft().project().gates().values().stream()
                .filter(gate -> gate.openDecision().isPresent())
                .findFirst()
                .map(gate -> new Refusal.DecisionOpen(
                        gate.phase(), gate.openDecision().orElseThrow()));
    }

    /** What was said of an item would be lost from sight with it. */
    private static Optional<Refusal> dropsNothingInUse(Migrating m) {
        List<String> dropped = m.draft().project().items().values().stream()
                .filter(item -> !m.target().orElseThrow().items().containsKey(item.id()))
                .filter(item -> item.state() != ItemState.NOT_STARTED
                        || isPromised(m.draft().project(), item.id()))
                .map(Item::id)
                .toList();
        return refuseIf(!dropped.isEmpty(), () -> new Refusal.ItemsInUse(m.to(), dropped));
    }

    private static boolean isPromised(Project project, String item) {
        return project.conditions().values().stream().anyMatch(condition -> condition.waitsFor(item))
                || project.waivers().values().stream()
                        .anyMatch(waiver -> waiver.item().equals(item));
    }
}
