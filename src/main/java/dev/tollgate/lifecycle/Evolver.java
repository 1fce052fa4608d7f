package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How events change a project. Total and pure: folding a project's log gives its state, at any time and on any machine. */
public final class Evolver {

    private Evolver() {}

    /** The state after one more event; the first event of a project must be its creation. */
    public static Project evolve(Optional<Project> before, Recorded recorded) {
        if (before.isEmpty() && recorded.event() instanceof Event.ProjectCreated created) {
            return created(created, recorded.at());
        }
        Project project = before.orElseThrow(() -> new IllegalStateException("a log begins with project.created"));
        return apply(project, recorded).touched(recorded.at());
    }

    /** The state after all these events, or empty where there are none. */
    public static Optional<Project> fold(Iterable<Recorded> log) {
        Optional<Project> project = Optional.empty();
        for (Recorded recorded : log) {
            project = Optional.of(evolve(project, recorded));
        }
        return project;
    }

    private static Project created(Event.ProjectCreated e, Instant at) {
        Map<String, Item> items = new LinkedHashMap<>();
        e.items().forEach(id -> items.put(id, Item.notStarted(id, at)));
        Map<Phase, Gate> gates = new LinkedHashMap<>();
        Arrays.stream(Phase.values()).forEach(phase -> gates.put(phase, Gate.unopened(phase, at)));
        var progress = new Project.Progress(ProjectState.ACTIVE, Phase.PLAN, 1, at);
        return new Project(
                e.id(),
                e.key(),
                e.profile(),
                e.checklist(),
                progress,
                items,
                gates,
                Map.of(),
                Map.of(),
                Map.of(),
                at,
                at);
    }

    private static Project apply(Project p, Recorded recorded) {
        Actor actor = recorded.actor();
        Instant at = recorded.at();
        return switch (recorded.event()) {
            case Event.ProjectCreated e -> throw new IllegalStateException(p.key() + " was created before");
            case Event.ProjectUpdated e -> p.with(e.profile());
            case Event.ProjectStateChanged e -> p.with(p.progress().movedTo(e.to()));
            case Event.PhaseEntered e -> p.with(new Project.Progress(p.state(), e.phase(), e.iteration(), at));
            case Event.EvidenceRecorded e -> evidenceRecorded(p, e, actor);
            case Event.EvidenceInvalidated e -> evidenceInvalidated(p, e);
            case Event.ItemReviewed e ->
                p.withItem(e.item(), i -> i.reviewed(new Item.Review(e.verdict(), e.comment(), actor, at)));
            case Event.ItemStateChanged e -> p.withItem(e.item(), i -> i.movedTo(e.to(), at));
            case Event.DecisionOpened e -> decisionOpened(p, e, recorded);
            case Event.GateVoted e ->
                p.with(p.decision(e.decision()).with(new Decision.Vote(actor.id(), e.ballot(), e.comment(), at)));
            case Event.GateDecided e -> gateDecided(p, e, at);
            case Event.DecisionClosed e ->
                p.with(p.decision(e.decision()).closed(e.state(), at))
                        .with(p.gate(e.gate()).notVoting());
            case Event.GateStateChanged e -> p.with(p.gate(e.gate()).movedTo(e.to(), at));
            case Event.ConditionOpened e -> p.with(condition(e, at));
            case Event.ConditionClosed e ->
                p.with(p.condition(e.condition()).closed(new Condition.Closure(actor, at, e.comment())));
            case Event.ConditionOverdue e -> p.with(p.condition(e.condition()).overdue());
            case Event.LoopProposed e -> p.with(loop(e, recorded));
            case Event.LoopConfirmed e -> loopConfirmed(p, e, new Loop.Settlement(actor, at, e.rationale()));
            case Event.LoopDismissed e ->
                p.with(p.loop(e.loop()).dismissed(new Loop.Settlement(actor, at, e.rationale())));
            case Event.LoopClosed e -> p.with(p.loop(e.loop()).closed(at));
        };
    }

    private static Project evidenceRecorded(Project p, Event.EvidenceRecorded e, Actor actor) {
        Item item = p.item(e.item());
        if (actor.kind() == Caller.Kind.PERSON) {
            Set<String> authors = new HashSet<>(item.authors());
            authors.add(actor.id());
            item = item.writtenBy(authors);
        }
        if (e.status() == EvidenceStatus.IN_FORCE) {
            item = item.restingOn(Optional.of(new Item.EvidenceHead(
                    e.evidence(), e.report().outcome(), e.report().observedAt(), actor)));
        }
        return p.with(item);
    }

    private static Project evidenceInvalidated(Project p, Event.EvidenceInvalidated e) {
        Item item = p.item(e.item());
        boolean rested =
                item.evidence().filter(head -> head.id().equals(e.evidence())).isPresent();
        return rested ? p.with(item.fallingBackOn(e.reinstated())) : p;
    }

    private static Project decisionOpened(Project p, Event.DecisionOpened e, Recorded recorded) {
        var decision = new Decision(
                e.decision(),
                e.gate(),
                e.verdict(),
                DecisionState.OPEN,
                e.attempt(),
                e.iteration(),
                recorded.actor(),
                recorded.at(),
                e.quorum(),
                List.of(),
                e.snapshot(),
                Optional.empty());
        return p.with(decision).with(p.gate(e.gate()).voting(e.decision()));
    }

    private static Project gateDecided(Project p, Event.GateDecided e, Instant at) {
        Gate gate = p.gate(e.gate());
        Gate decided = switch (e.outcome()) {
            case GO -> gate.decided(e.decision(), Gate.Basis.GO, gate.attempt());
            case CONDITIONAL_GO -> gate.decided(e.decision(), Gate.Basis.CONDITIONAL_GO, gate.attempt());
            case HOLD -> gate.decided(e.decision(), Gate.Basis.HELD, gate.attempt());
            case RECYCLE -> gate.decided(e.decision(), Gate.Basis.UNDECIDED, gate.attempt() + 1);
            case KILL -> gate.notVoting();
        };
        return p.with(p.decision(e.decision()).closed(DecisionState.EFFECTIVE, at))
                .with(decided);
    }

    private static Project loopConfirmed(Project p, Event.LoopConfirmed e, Loop.Settlement by) {
        Loop loop = p.loop(e.loop());
        Project next = p.with(loop.confirmed(by, e.effect()));
        for (Gate gate : p.gates().values()) {
            if (!gate.phase().isBefore(loop.to())) {
                next = next.with(gate.restarted());
            }
        }
        for (String item : e.effect().touched()) {
            next = next.withItem(item, i -> i.writtenBy(Set.of()));
        }
        return next;
    }

    private static Condition condition(Event.ConditionOpened e, Instant at) {
        return new Condition(
                e.condition(),
                e.gate(),
                e.decision(),
                e.title(),
                e.owner(),
                e.item(),
                ConditionState.OPEN,
                at,
                e.dueAt(),
                Optional.empty());
    }

    private static Loop loop(Event.LoopProposed e, Recorded recorded) {
        return new Loop(
                e.loop(),
                e.from(),
                e.to(),
                e.trigger(),
                e.reason(),
                e.signal(),
                LoopState.PROPOSED,
                recorded.actor(),
                recorded.at(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
