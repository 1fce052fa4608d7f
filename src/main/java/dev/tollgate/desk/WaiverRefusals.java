package dev.tollgate.desk;

import dev.tollgate.lifecycle.Refusal;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;

/** Why a waiver was not requested, granted or refused, or an item not declared not applicable. */
final class WaiverRefusals {

    private WaiverRefusals() {}

    static Problem problem(Refusal.WaiverRefusal refusal) {
        return switch (refusal) {
            case Refusal.UnknownCheck r ->
                Problem.of(ProblemType.UNKNOWN_CHECK, "%s has no check '%s'.".formatted(r.item(), r.check()))
                        .at(FieldError.pointer("/check", "unknown-check", "names no check of this item")
                                .allowing(r.known()));
            case Refusal.NotWaivable r ->
                Problem.of(
                                ProblemType.NOT_WAIVABLE,
                                "%s is never waived at tier %s."
                                        .formatted(
                                                r.check()
                                                        .map(check -> "Check %s of %s".formatted(check, r.item()))
                                                        .orElse("Item " + r.item()),
                                                r.tier()))
                        .with("tier", r.tier());
            case Refusal.WaiverTooLong r ->
                Problem.of(
                                ProblemType.WAIVER_TOO_LONG,
                                "The waiver would end at %s; it may last %d days at most."
                                        .formatted(r.expiresAt(), r.longest().toDays()))
                        .at(FieldError.pointer(
                                "/expiresAt",
                                "waiver-too-long",
                                "lies after %s and at the latest at %s".formatted(r.now(), r.latest())));
            case Refusal.WaiverOpen r ->
                Problem.of(
                                ProblemType.WAIVER_OPEN,
                                "Waiver %s of the same requirement waits for somebody's word.".formatted(r.waiver()))
                        .with("waiver", r.waiver());
            case Refusal.WaiverClosed r ->
                Problem.of(ProblemType.WAIVER_CLOSED, "Waiver %s is %s.".formatted(r.waiver(), r.state()))
                        .with("state", r.state());
            case Refusal.UnknownScopeRule r ->
                Problem.of(
                                ProblemType.RULE_NOT_MET,
                                "%s has no rule '%s' by which it would not apply.".formatted(r.item(), r.rule()))
                        .at(FieldError.pointer("/rule", "unknown-rule", "names no rule of this item")
                                .allowing(r.known()));
            case Refusal.ScopeRuleNotMet r ->
                Problem.of(
                                ProblemType.RULE_NOT_MET,
                                "Rule %s of %s is not true of this project.".formatted(r.rule(), r.item()))
                        .at(FieldError.pointer("/rule", "rule-not-met", "needs " + r.when()));
        };
    }
}
