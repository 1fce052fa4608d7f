package dev.tollgate.desk;

import dev.tollgate.lifecycle.Refusal;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;

/** Why a gate was not decided, a vote not counted, or a condition not closed. */
final class GateRefusals {

    private GateRefusals() {}

    static Problem problem(Refusal.GateRefusal refusal, String path) {
        return switch (refusal) {
            case Refusal.GateNotOpen r ->
                Problem.of(
                                ProblemType.GATE_NOT_OPEN,
                                "Gate %s is not open: %s.".formatted(r.gate().gate(), r.reason()))
                        .with("current", r.current().gate());
            case Refusal.GateAlreadyPassed r ->
                Problem.of(
                        ProblemType.GATE_ALREADY_PASSED,
                        "Gate %s was passed in this iteration."
                                .formatted(r.gate().gate()));
            case Refusal.GateNotReady r ->
                Problem.of(
                                ProblemType.GATE_NOT_READY,
                                "Gate %s still lacks %d of what it needs."
                                        .formatted(r.gate().gate(), r.unmet().size()))
                        .with(
                                "unmet",
                                r.unmet().stream()
                                        .map(u -> UnmetJson.of(u, path))
                                        .toList());
            case Refusal.SnapshotChanged r ->
                Problem.of(
                                ProblemType.PRECONDITION_FAILED,
                                "The gate rests on other evidence now than what snapshotDigest says.")
                        .at(FieldError.pointer("/snapshotDigest", "snapshot-changed", "is " + r.current() + " now"));
            case Refusal.InvalidDecision r -> invalid(r);
            case Refusal.DecisionOpen r ->
                Problem.of(
                                ProblemType.DECISION_OPEN,
                                "Votes on decision %s of gate %s are being collected."
                                        .formatted(r.decision(), r.gate().gate()))
                        .with("decision", r.decision())
                        .with(
                                "action",
                                "POST %s/gates/%s/decisions/%s/votes"
                                        .formatted(path, r.gate().gate(), r.decision()));
            case Refusal.DecisionClosed r ->
                Problem.of(ProblemType.DECISION_CLOSED, "Decision %s is %s.".formatted(r.decision(), r.state()))
                        .with("state", r.state());
            case Refusal.AlreadyVoted r ->
                Problem.of(ProblemType.ALREADY_VOTED, "%s has voted on this decision.".formatted(r.voter()));
            case Refusal.VetoNotProvided r ->
                Problem.of(
                        ProblemType.VETO_NOT_PROVIDED,
                        "The checklist gives nobody a veto at gate %s."
                                .formatted(r.gate().gate()));
            case Refusal.OverrideNotAllowed r ->
                Problem.of(
                        ProblemType.OVERRIDE_NOT_ALLOWED,
                        "The checklist lets nobody override gate %s."
                                .formatted(r.gate().gate()));
            case Refusal.NothingToOverride r ->
                Problem.of(
                                ProblemType.NOTHING_TO_OVERRIDE,
                                "Gate %s lacks nothing: decide it."
                                        .formatted(r.gate().gate()))
                        .with(
                                "action",
                                "POST %s/gates/%s/decisions"
                                        .formatted(path, r.gate().gate()));
            case Refusal.ConditionClosed r ->
                Problem.of(ProblemType.CONDITION_CLOSED, "Condition %s is closed.".formatted(r.condition()));
            case Refusal.ConditionUnmet r ->
                Problem.of(
                                ProblemType.CONDITION_UNMET,
                                "The condition waits for %s, which is %s.".formatted(r.item(), r.state()))
                        .with("item", r.item())
                        .with("state", r.state());
        };
    }

    private static Problem invalid(Refusal.InvalidDecision r) {
        FieldError error = FieldError.pointer(r.pointer(), "invalid-decision", r.reason());
        return Problem.of(ProblemType.INVALID_DECISION, "%s: %s.".formatted(r.pointer(), r.reason()))
                .at(r.allowed().isEmpty() ? error : error.allowing(r.allowed()));
    }
}
