package dev.tollgate.lifecycle;

import java.util.List;
import java.util.Optional;

/** Decides what a command makes of a project. Pure: the same state, command and facts give the same ruling. */
public final class Decider {

    private Decider() {}

    /** @param state empty where no project has the key that the command is for */
    public static Ruling decide(Optional<Project> state, Command command, Facts facts) {
        if (state.isEmpty()) {
            return command instanceof Command.SaveProject save ? create(save, facts) : unknownProject();
        }
        var draft = new Draft(state.get(), facts);
        Settlement.settle(draft);
        Optional<Refusal> refusal = carryOut(draft, command);
        if (refusal.isPresent()) {
            return new Ruling.Refused(refusal.get());
        }
        Settlement.settle(draft);
        return draft.accepted();
    }

    private static Optional<Refusal> carryOut(Draft draft, Command command) {
        return switch (command) {
            case Command.SaveProject c -> ProjectRules.save(draft, c);
            case Command.RecordEvidence c -> ItemRules.record(draft, c);
            case Command.InvalidateEvidence c -> ItemRules.invalidate(draft, c);
            case Command.ReviewItem c -> ItemRules.review(draft, c);
            case Command.DecideGate c -> DecisionRules.decide(draft, c);
            case Command.CastVote c -> DecisionRules.vote(draft, c);
            case Command.CloseCondition c -> ConditionRules.close(draft, c);
            case Command.OpenLoop c -> LoopRules.open(draft, c);
            case Command.SettleLoop c -> LoopRules.settle(draft, c);
            case Command.RequestWaiver c -> WaiverRules.request(draft, c);
            case Command.RuleOnWaiver c -> WaiverRules.rule(draft, c);
            case Command.DeclareNotApplicable c -> ItemRules.declareNotApplicable(draft, c);
            case Command.ValidateGate c -> ValidationRules.validate(draft, c);
            case Command.OverrideGate c -> OverrideRules.override(draft, c);
            case Command.RecordSignal c -> SignalRules.record(draft, c);
            case Command.MigrateProject c -> MigrationRules.migrate(draft, c);
            case Command.SetShadow c -> MigrationRules.shadow(draft, c);
            case Command.RecordTime c -> Optional.empty();
        };
    }

    private static Ruling create(Command.SaveProject save, Facts facts) {
        Checklist checklist = facts.checklist();
        Optional<Refusal> refusal = ProjectRules.policyIsKnown(save.profile(), checklist);
        if (refusal.isPresent()) {
            return new Ruling.Refused(refusal.get());
        }
        var draft = Draft.beginningWith(
                new Event.ProjectCreated(
                        facts.ids().get(),
                        save.key(),
                        save.profile(),
                        new ChecklistRef(checklist.id(), checklist.version()),
                        List.copyOf(checklist.items().keySet())),
                facts);
        Settlement.settle(draft);
        return draft.accepted();
    }

    private static Ruling unknownProject() {
        throw new IllegalStateException("only a project's creation needs no project");
    }
}
