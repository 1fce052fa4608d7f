package dev.tollgate.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When an independent validator's opinion counts. */
final class ValidationRules {

    private record Validating(Draft draft, Command.ValidateGate command) {}

    private static final List<Rule<Validating>> VALIDATING = List.of(
            v -> ProjectRules.open(v.draft().project()),
            v -> DutyRules.people(v.draft().caller(), "validate what a gate rests on"),
            v -> DutyRules.holds(v.draft().caller(), Set.of(Governance.VALIDATOR), "give a validator's opinion"),
            v -> DutyRules.notContributor(DutyRules.VALIDATOR, v.draft(), "validate it"),
            v -> DutyRules.notAuthorOf(
                    DutyRules.VALIDATOR,
                    v.draft(),
                    GateRules.itemsOf(v.draft().checklist(), v.command().gate())),
            v -> DecisionRules.seesWhatIs(
                    v.draft(), v.command().gate(), v.command().seen()));

    private ValidationRules() {}

    static Optional<Refusal> validate(Draft draft, Command.ValidateGate command) {
        Optional<Refusal> refusal = Rule.first(VALIDATING, new Validating(draft, command));
        if (refusal.isEmpty()) {
            String digest = GateRules.snapshot(draft.project(), draft.checklist(), command.gate(), draft.now())
                    .digest();
            draft.emit(new Event.GateValidated(
                    draft.newId(),
                    command.gate(),
                    command.opinion(),
                    command.scope(),
                    command.reperformed(),
                    command.remarks(),
                    digest));
        }
        return refusal;
    }
}
