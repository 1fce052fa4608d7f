package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Letting a gate pass that is not ready. Never a decision: it is its own kind of record, by a role of its own, ends by itself, and no checklist
 * allows it unless it says so.
 */
final class OverrideRules {

    private record Overriding(Draft draft, Command.OverrideGate command) {

        Optional<Governance.OverrideTerms> terms() {
            return draft.checklist().governance().override();
        }
    }

    private static final List<Rule<Overriding>> OVERRIDING = List.of(
            o -> ProjectRules.open(o.draft().project()),
            o -> DutyRules.people(o.draft().caller(), "override a gate"),
            o -> refuseIf(
                    o.terms().isEmpty(),
                    () -> new Refusal.OverrideNotAllowed(o.command().gate())),
            o -> DutyRules.holds(
                    o.draft().caller(), Set.of(o.terms().orElseThrow().role()), "override a gate"),
            o -> DecisionRules.gateIsCurrent(o.draft(), o.command().gate()),
            o -> DecisionRules.gateNotPassedYet(o.draft(), o.command().gate()),
            o -> DutyRules.notAuthorOf(
                    DutyRules.VOTER,
                    o.draft(),
                    GateRules.itemsOf(o.draft().checklist(), o.command().gate())),
            o -> DecisionRules.earlierGatesStand(o.draft(), o.command().gate()),
            OverrideRules::endsInTime,
            o -> refuseIf(
                    unmet(o).isEmpty(),
                    () -> new Refusal.NothingToOverride(o.command().gate())));

    private OverrideRules() {}

    static Optional<Refusal> override(Draft draft, Command.OverrideGate command) {
        var overriding = new Overriding(draft, command);
        Optional<Refusal> refusal = Rule.first(OVERRIDING, overriding);
        if (refusal.isPresent()) {
            return refusal;
        }
        Phase gate = command.gate();
        List<String> lacking = unmet(overriding).stream().map(Unmet::ref).toList();
        draft.project()
                .gate(gate)
                .openDecision()
                .ifPresent(open -> draft.emit(
                        new Event.DecisionClosed(open, gate, DecisionState.VOID, "the gate was overridden")));
        UUID id = draft.newId();
        draft.emit(new Event.GateOverridden(id, gate, command.rationale(), command.expiresAt(), lacking));
        DecisionEffects.passOn(draft, gate, id, List.of());
        return Optional.empty();
    }

    private static List<Unmet> unmet(Overriding o) {
        return GateRules.unmet(
                o.draft().project(),
                o.draft().checklist(),
                o.command().gate(),
                o.draft().now());
    }

    private static Optional<Refusal> endsInTime(Overriding o) {
        Instant now = o.draft().now();
        Instant end = o.command().expiresAt();
        Instant latest = now.plus(o.terms().orElseThrow().longest());
        return refuseIf(
                !end.isAfter(now) || end.isAfter(latest),
                () -> new Refusal.InvalidDecision(
                        "/expiresAt", "lies in the future, at the latest %s".formatted(latest), List.of()));
    }
}
