package dev.tollgate.desk;

import dev.tollgate.lifecycle.Refusal;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;

/** Why evidence or a review was not taken. */
final class EvidenceRefusals {

    private EvidenceRefusals() {}

    static Problem problem(Refusal.EvidenceRefusal refusal) {
        return switch (refusal) {
            case Refusal.ObservedInFuture r ->
                Problem.of(
                                ProblemType.OBSERVED_IN_FUTURE,
                                "observedAt %s lies ahead of this service's clock.".formatted(r.observedAt()))
                        .at(FieldError.pointer(
                                "/observedAt", "observed-in-future", "is at most %s".formatted(r.latest())));
            case Refusal.IdempotencyMismatch r ->
                Problem.of(
                                ProblemType.IDEMPOTENCY_MISMATCH,
                                "This key of %s was used before with other content.".formatted(r.source()))
                        .with("evidence", r.evidence());
            case Refusal.EvidenceAlreadyInvalid r ->
                Problem.of(
                        ProblemType.EVIDENCE_ALREADY_INVALID,
                        "Evidence %s was invalidated before.".formatted(r.evidence()));
            case Refusal.ReviewRefused r ->
                Problem.of(
                                ProblemType.REVIEW_REFUSED,
                                "The newest evidence of %s failed, so it is not accepted by hand.".formatted(r.item()))
                        .with("evidence", r.evidence());
            case Refusal.NothingToReview r ->
                Problem.of(
                                ProblemType.NOTHING_TO_REVIEW,
                                "%s is %s: there is no evidence that a person could accept."
                                        .formatted(r.item(), r.state()))
                        .with("state", r.state());
        };
    }
}
