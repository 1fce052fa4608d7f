package dev.tollgate.desk;

import dev.tollgate.lifecycle.Refusal;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;

/** Why a loop was not opened or settled. */
final class LoopRefusals {

    private LoopRefusals() {}

    static Problem problem(Refusal.LoopRefusal refusal) {
        return switch (refusal) {
            case Refusal.LoopUndefined r ->
                Problem.of(
                                ProblemType.LOOP_UNDEFINED,
                                "The checklist knows no loop %s->%s with the trigger %s."
                                        .formatted(r.from(), r.to(), r.trigger()))
                        .with("allowed", r.allowed());
            case Refusal.LoopOutOfReach r ->
                Problem.of(
                                ProblemType.LOOP_OUT_OF_REACH,
                                "The project is in %s and has not reached %s.".formatted(r.current(), r.from()))
                        .with("phase", r.current());
            case Refusal.LoopAlreadyOpen r ->
                Problem.of(
                                ProblemType.LOOP_ALREADY_OPEN,
                                "Loop %s between these phases waits for a person.".formatted(r.loop()))
                        .with("loop", r.loop());
            case Refusal.UnknownSignalKind r ->
                Problem.of(
                                ProblemType.UNKNOWN_SIGNAL_KIND,
                                "No loop of the checklist listens to signals of the kind '%s'.".formatted(r.kind()))
                        .at(FieldError.pointer("/kind", "unknown-signal-kind", "is read by no loop")
                                .allowing(r.known()));
            case Refusal.InvalidConfirmation r -> invalid(r);
            case Refusal.LoopSettled r ->
                Problem.of(ProblemType.LOOP_SETTLED, "Loop %s is %s.".formatted(r.loop(), r.state()))
                        .with("state", r.state());
        };
    }

    private static Problem invalid(Refusal.InvalidConfirmation r) {
        FieldError error = FieldError.pointer(r.pointer(), "invalid-confirmation", r.reason());
        return Problem.of(ProblemType.INVALID_CONFIRMATION, "%s %s.".formatted(r.pointer(), r.reason()))
                .at(r.allowed().isEmpty() ? error : error.allowing(r.allowed()));
    }
}
