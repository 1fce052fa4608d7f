package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** When a project's profile may be saved. */
final class ProjectRules {

    private record Saving(Draft draft, Command.SaveProject command) {

        Project project() {
            return draft.project();
        }
    }

    private static final List<Rule<Saving>> SAVING = List.of(
            s -> open(s.project()),
            ProjectRules::checklistStaysPinned,
            s -> policyIsKnown(s.command().profile(), s.draft().checklist()),
            ProjectRules::measuresStay);

    private ProjectRules() {}

    static Optional<Refusal> save(Draft draft, Command.SaveProject command) {
        Optional<Refusal> refusal = Rule.first(SAVING, new Saving(draft, command));
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
        boolean other = !pinned.id().equals(s.command().checklist())
                || s.command().version().filter(v -> v != pinned.version()).isPresent();
        return refuseIf(
                other, () -> new Refusal.ChecklistPinned(pinned, s.command().checklist()));
    }

    /** A limit that no check reads would look like one that holds. */
    static Optional<Refusal> policyIsKnown(Profile profile, Checklist checklist) {
        Map<String, Object> known = checklist.governance().policy();
        return profile.framing().policy().entrySet().stream()
                .filter(limit -> !isLike(limit.getValue(), known.get(limit.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(name -> new Refusal.UnknownPolicy(name, known.containsKey(name), new TreeSet<>(known.keySet())));
    }

    private static boolean isLike(Object value, @Nullable Object known) {
        return switch (known) {
            case null -> false;
            case Number n -> value instanceof Number;
            case String s -> value instanceof String;
            case Boolean b -> value instanceof Boolean;
            case List<?> l -> value instanceof List<?>;
            default -> false;
        };
    }

    /** Once the first gate has approved what the project is measured by, those who are measured leave it alone. */
    private static Optional<Refusal> measuresStay(Saving s) {
        boolean approved = s.project().gate(Phase.PLAN).basis().isPass();
        boolean same = s.project().profile().isMeasuredAs(s.command().profile());
        return approved && !same
                ? DutyRules.notContributor(
                        DutyRules.TARGETS,
                        s.draft(),
                        "change its tier, task, metric or policy once gate plan has passed")
                : Optional.empty();
    }
}
