package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** When a project may go back to an earlier phase, and what that does. */
final class LoopRules {

    private record Opening(Draft draft, Command.OpenLoop command) {}

    private record Settling(Draft draft, Loop loop) {}

    private static final List<Rule<Opening>> OPENING = List.of(
            o -> ProjectRules.open(o.draft().project()),
            LoopRules::defined,
            o -> inReach(o.draft(), o.command().from()),
            LoopRules::notOpenYet);

    private static final List<Rule<Settling>> SETTLING = List.of(
            s -> ProjectRules.open(s.draft().project()),
            s -> DutyRules.people(s.draft().caller(), "confirm or dismiss a loop"),
            s -> refuseIf(
                    s.loop().state() != LoopState.PROPOSED,
                    () -> new Refusal.LoopSettled(s.loop().id(), s.loop().state())));

    private LoopRules() {}

    static Optional<Refusal> open(Draft draft, Command.OpenLoop c) {
        Optional<Refusal> refusal = Rule.first(OPENING, new Opening(draft, c));
        if (refusal.isPresent()) {
            return refusal;
        }
        UUID id = draft.newId();
        draft.emit(new Event.LoopProposed(id, c.from(), c.to(), c.trigger(), c.reason(), c.signal()));
        if (c.confirm() && draft.caller().kind() == Caller.Kind.PERSON) {
            confirm(draft, draft.project().loop(id), c.reason());
        }
        return Optional.empty();
    }

    static Optional<Refusal> settle(Draft draft, Command.SettleLoop command) {
        Optional<Loop> loop = draft.project().findLoop(command.loop());
        if (loop.isEmpty()) {
            return Optional.of(new Refusal.UnknownLoop(command.loop()));
        }
        Optional<Refusal> refusal = Rule.first(SETTLING, new Settling(draft, loop.get()));
        if (refusal.isPresent()) {
            return refusal;
        }
        return switch (command.verdict()) {
            case CONFIRM -> inReach(draft, loop.get().from()).or(() -> confirm(draft, loop.get(), command.rationale()));
            case DISMISS -> {
                draft.emit(new Event.LoopDismissed(command.loop(), command.rationale()));
                yield Optional.empty();
            }
        };
    }

    private static Optional<Refusal> confirm(Draft draft, Loop loop, String rationale) {
        Project before = draft.project();
        Loop.Effect effect = effect(draft, loop);
        voidDecisionsFrom(draft, loop.to());
        draft.emit(new Event.LoopConfirmed(loop.id(), rationale, effect));
        effect.reopened().forEach(item -> DecisionEffects.reopen(draft, item, "loop confirmed"));
        effect.invalidated().forEach(item -> draft.moveItem(item, ItemState.STALE, "loop confirmed"));
        draft.moveProject(ProjectState.ACTIVE);
        draft.emit(new Event.PhaseEntered(loop.to(), before.iteration() + 1));
        return Optional.empty();
    }

    private static Loop.Effect effect(Draft draft, Loop loop) {
        Project project = draft.project();
        Checklist.LoopDefinition definition = draft.checklist()
                .loop(loop.from(), loop.to())
                .orElseThrow(() -> new IllegalStateException("loop %s is not defined".formatted(loop.id())));
        return new Loop.Effect(
                project.iteration() + 1,
                definition.reopens().stream()
                        .filter(item -> project.item(item).state() != ItemState.NOT_STARTED)
                        .toList(),
                definition.invalidates().stream()
                        .filter(item -> project.item(item).state().canMoveTo(ItemState.STALE))
                        .toList(),
                Arrays.stream(Phase.values())
                        .filter(phase -> !phase.isBefore(loop.to()))
                        .filter(phase -> project.gate(phase).basis().isPass())
                        .toList(),
                project.phase());
    }

    private static void voidDecisionsFrom(Draft draft, Phase first) {
        for (Gate gate : draft.project().gates().values()) {
            if (!gate.phase().isBefore(first)) {
                gate.openDecision()
                        .ifPresent(open -> draft.emit(new Event.DecisionClosed(
                                open, gate.phase(), DecisionState.VOID, "a loop took the project back")));
            }
        }
    }

    private static Optional<Refusal> defined(Opening o) {
        Command.OpenLoop c = o.command();
        boolean known = o.draft()
                .checklist()
                .loop(c.from(), c.to())
                .filter(loop -> loop.triggers().contains(c.trigger()))
                .isPresent();
        return refuseIf(
                !known,
                () -> new Refusal.LoopUndefined(
                        c.from(), c.to(), c.trigger(), spelled(o.draft().checklist())));
    }

    private static List<String> spelled(Checklist checklist) {
        return checklist.loops().stream()
                .flatMap(loop -> loop.triggers().stream()
                        .sorted()
                        .map(trigger -> "%s->%s %s".formatted(loop.from(), loop.to(), trigger)))
                .toList();
    }

    /** A loop starts from a phase that the project has reached. */
    private static Optional<Refusal> inReach(Draft draft, Phase from) {
        Phase current = draft.project().phase();
        return refuseIf(current.isBefore(from), () -> new Refusal.LoopOutOfReach(from, current));
    }

    /** One proposal is enough to decide on. A confirmed loop does not stand in the way: drift may come back while it is worked on. */
    private static Optional<Refusal> notOpenYet(Opening o) {
        return o.draft().project().loops().values().stream()
                .filter(loop -> loop.state() == LoopState.PROPOSED)
                .filter(loop -> loop.from() == o.command().from()
                        && loop.to() == o.command().to())
                .findFirst()
                .map(loop -> new Refusal.LoopAlreadyOpen(loop.id()));
    }
}
