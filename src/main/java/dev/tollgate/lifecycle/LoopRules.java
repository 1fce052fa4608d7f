package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        draft.emit(new Event.LoopProposed(id, c.from(), c.to(), c.trigger(), c.reason(), c.signal(), Optional.empty()));
        if (c.confirm() && draft.caller().kind() == Caller.Kind.PERSON) {
            confirm(draft, draft.project().loop(id), c.reason(), Command.Confirmation.PLAIN);
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
            case CONFIRM ->
                inReach(draft, loop.get().from())
                        .or(() -> stillDefined(draft, loop.get()))
                        .or(() -> confirmable(draft, loop.get(), command.settling()))
                        .or(() -> confirm(draft, loop.get(), command.rationale(), command.settling()));
            case DISMISS -> {
                draft.emit(new Event.LoopDismissed(command.loop(), command.rationale()));
                yield Optional.empty();
            }
        };
    }

    /** Only what the loop leaves to a person's word can be vouched for, by somebody who did not write it; and a fault escaped through a GO. */
    private static Optional<Refusal> confirmable(Draft draft, Loop loop, Command.Confirmation settling) {
        List<String> allowed = definition(draft, loop).reaffirms();
        for (int i = 0; i < settling.reaffirmed().size(); i++) {
            if (!allowed.contains(settling.reaffirmed().get(i))) {
                return Optional.of(new Refusal.InvalidConfirmation(
                        "/reaffirmed/" + i, "is not among the items that this loop lets a person reaffirm", allowed));
            }
        }
        List<String> passes = draft.project().decisions().values().stream()
                .filter(decision -> decision.state() == DecisionState.EFFECTIVE)
                .filter(decision -> decision.verdict().outcome().letsThrough())
                .map(decision -> decision.id().toString())
                .toList();
        return refuseIf(
                        settling.escapedDecision()
                                .filter(id -> !passes.contains(id.toString()))
                                .isPresent(),
                        () -> (Refusal) new Refusal.InvalidConfirmation(
                                "/escapedDecision", "is no GO that took effect in this project", passes))
                .or(() -> DutyRules.notAuthorOf(DutyRules.ACCEPTER, draft, settling.reaffirmed()));
    }

    private static Optional<Refusal> confirm(Draft draft, Loop loop, String rationale, Command.Confirmation settling) {
        Project before = draft.project();
        Loop.Effect effect = effect(draft, loop, settling);
        voidDecisionsFrom(draft, loop.to());
        draft.emit(new Event.LoopConfirmed(loop.id(), rationale, effect));
        for (String item : settling.reaffirmed()) {
            if (effect.reaffirm().contains(item)) {
                draft.emit(new Event.ItemReviewed(item, ReviewVerdict.ACCEPT, rationale));
            }
        }
        Settlement.moveItems(draft);
        draft.moveProject(ProjectState.ACTIVE);
        draft.emit(new Event.PhaseEntered(loop.to(), before.iteration() + 1));
        return Optional.empty();
    }

    private static Checklist.LoopDefinition definition(Draft draft, Loop loop) {
        return draft.checklist()
                .loop(loop.from(), loop.to())
                .orElseThrow(() -> new IllegalStateException("loop %s is not defined".formatted(loop.id())));
    }

    private static Loop.Effect effect(Draft draft, Loop loop, Command.Confirmation settling) {
        Project project = draft.project();
        Checklist.LoopDefinition definition = definition(draft, loop);
        return new Loop.Effect(
                project.iteration() + 1,
                among(project, definition.reopens(), EnumSet.of(ItemState.NOT_STARTED)),
                among(
                        project,
                        definition.invalidates(),
                        EnumSet.of(
                                ItemState.NOT_STARTED,
                                ItemState.FAILED,
                                ItemState.STALE,
                                ItemState.REOPENED,
                                ItemState.NOT_APPLICABLE)),
                among(
                        project,
                        definition.reaffirms(),
                        EnumSet.complementOf(EnumSet.of(ItemState.SATISFIED, ItemState.WAIVED))),
                Arrays.stream(Phase.values())
                        .filter(phase -> !phase.isBefore(loop.to()))
                        .filter(phase -> project.gate(phase).basis().isPass())
                        .toList(),
                project.phase(),
                settling.escapedDecision());
    }

    private static List<String> among(Project project, List<String> items, Set<ItemState> exempt) {
        return items.stream()
                .filter(item -> !exempt.contains(project.item(item).state()))
                .toList();
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

    /** The project may have migrated to a checklist without this loop since it was proposed; it can still be dismissed. */
    private static Optional<Refusal> stillDefined(Draft draft, Loop loop) {
        return refuseIf(
                draft.checklist().loop(loop.from(), loop.to()).isEmpty(),
                () -> new Refusal.LoopUndefined(loop.from(), loop.to(), loop.trigger(), spelled(draft.checklist())));
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

    /** Whether signals may propose this loop now: it is in reach, and nobody is deciding on it or working on it already. */
    static boolean isFree(Draft draft, Checklist.LoopDefinition definition) {
        boolean taken = draft.project().loops().values().stream()
                .filter(loop -> loop.from() == definition.from() && loop.to() == definition.to())
                .anyMatch(loop -> loop.state() == LoopState.PROPOSED || loop.state() == LoopState.CONFIRMED);
        return !taken && inReach(draft, definition.from()).isEmpty();
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
