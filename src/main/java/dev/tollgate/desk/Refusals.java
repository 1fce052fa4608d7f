package dev.tollgate.desk;

import dev.tollgate.lifecycle.Refusal;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** What the core's refusals look like to a caller: each has one problem type, and says what to do next. */
public final class Refusals {

    private Refusals() {}

    public static ProblemType typeOf(Refusal refusal) {
        return problem(refusal, "").type();
    }

    public static Problem problem(Refusal refusal, String project) {
        return switch (refusal) {
            case Refusal.UnknownProject r -> missing("project", project, List.of());
            case Refusal.UnknownItem r -> missing("item", r.item(), r.known());
            case Refusal.UnknownEvidence r -> missing("evidence", r.evidence());
            case Refusal.UnknownDecision r -> missing("decision", r.decision());
            case Refusal.UnknownCondition r -> missing("condition", r.condition());
            case Refusal.UnknownLoop r -> missing("loop", r.loop());
            case Refusal.UnknownChecklist r ->
                Problem.of(ProblemType.UNKNOWN_CHECKLIST, "There is no checklist '%s'.".formatted(r.checklist()))
                        .at(FieldError.pointer("/checklist", "unknown-checklist", "names no checklist of this service")
                                .allowing(r.known()));
            case Refusal.ChecklistPinned r ->
                Problem.of(
                                ProblemType.CHECKLIST_PINNED,
                                "The project follows %s version %d and keeps it."
                                        .formatted(r.pinned().id(), r.pinned().version()))
                        .at(FieldError.pointer("/checklist", "checklist-pinned", "cannot become " + r.asked())
                                .allowing(List.of(r.pinned().id())));
            case Refusal.Overtaken r ->
                Problem.of(
                        ProblemType.PRECONDITION_FAILED,
                        "The project is at version %d, not at %d.".formatted(r.actual(), r.expected()));
            case Refusal.ProjectClosed r ->
                Problem.of(ProblemType.PROJECT_CLOSED, "The project is %s.".formatted(r.state()))
                        .with("state", r.state());
            case Refusal.PeopleOnly r ->
                Problem.of(ProblemType.PEOPLE_ONLY, "Only a person may %s.".formatted(r.what()));
            case Refusal.SeparationOfDuties r ->
                Problem.of(ProblemType.SEPARATION_OF_DUTIES, "%s %s.".formatted(r.person(), r.reason()))
                        .with("rule", r.rule())
                        .with("items", r.items());
            case Refusal.RoleRequired r ->
                Problem.of(
                                ProblemType.ROLE_REQUIRED,
                                "Only who holds one of these roles may %s: %s."
                                        .formatted(r.what(), String.join(", ", r.roles())))
                        .with("roles", r.roles());
            case Refusal.UnknownPolicy r ->
                Problem.of(
                                ProblemType.UNKNOWN_POLICY,
                                r.known()
                                        ? "The checklist's limit '%s' is of another kind.".formatted(r.name())
                                        : "The checklist has no limit '%s'.".formatted(r.name()))
                        .at(FieldError.pointer(
                                        "/policy/" + r.name(),
                                        "unknown-policy",
                                        "sets what no check of the checklist reads")
                                .allowing(r.allowed()));
            case Refusal.UnknownChecklistVersion r ->
                Problem.of(
                        ProblemType.UNKNOWN_CHECKLIST,
                        "There is no checklist '%s' version %d."
                                .formatted(r.checklist().id(), r.checklist().version()));
            case Refusal.ItemsInUse r ->
                Problem.of(
                                ProblemType.ITEM_IN_USE,
                                "%s version %d lacks items that the project has evidence, waivers or conditions for: %s."
                                        .formatted(r.to().id(), r.to().version(), String.join(", ", r.items())))
                        .with("items", r.items());
            case Refusal.UnknownWaiver r -> missing("waiver", r.waiver());
            case Refusal.WaiverRefusal r -> WaiverRefusals.problem(r);
            case Refusal.EvidenceRefusal r -> EvidenceRefusals.problem(r);
            case Refusal.GateRefusal r -> GateRefusals.problem(r, "/v1/projects/" + project);
            case Refusal.LoopRefusal r -> LoopRefusals.problem(r);
        };
    }

    private static Problem missing(String what, UUID id) {
        return missing(what, id.toString(), List.of());
    }

    private static Problem missing(String what, String given, Collection<String> known) {
        return Problem.notFound(what, given, known).problem();
    }
}
