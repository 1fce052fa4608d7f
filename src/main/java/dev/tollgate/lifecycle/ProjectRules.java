package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.util.List;
import java.util.Optional;

/** When a project's profile may be saved. */
final class ProjectRules {

    private record Saving(Project project, Command.SaveProject command) {}

    private static final List<Rule<Saving>> SAVING =
            List.of(s -> open(s.project()), ProjectRules::checklistStaysPinned);

    private ProjectRules() {}

    static Optional<Refusal> save(Draft draft, Command.SaveProject command) {
        Optional<Refusal> refusal = Rule.first(SAVING, new Saving(draft.project(), command));
        if (refusal.isEmpty() && !draft.project().profile().equals(command.profile())) {
            draft.emit(new Event.ProjectUpdated(command.profile()));
        }
        return refusal;
    }

    /** Nothing happens to a project that was killed or retired. */
    static Optional<Refusal> open(Project project) {
        return refuseIf(project.state().isClosed(), () -> new Refusal.ProjectClosed(project.state()));
    }

    private static Optional<Refusal> checklistStaysPinned(Saving s) {
        ChecklistRef pinned = s.project().checklist();
        return refuseIf(
                !pinned.id().equals(s.command().checklist()),
                () -> new Refusal.ChecklistPinned(pinned, s.command().checklist()));
    }
}
