package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

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
                Project.Proceedings.NONE,
                Project.Watch.NOTHING,
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
            case Event.EvidenceRecorded e -> evidenceRecorded(p, e, recorded);
            case Event.EvidenceInvalidated e -> evidenceInvalidated(p, e);
            case Event.ItemReviewed e ->
                p.withItem(e.item(), i -> i.reviewed(new Item.Review(e.verdict(), e.comment(), actor, at)));
            case Event.ItemStateChanged e -> p.withItem(e.item(), i -> i.movedTo(e.to(), at));
            case Event.DecisionOpened e -> decisionOpened(p, e, recorded);
            case Event.GateVoted e -> gateVoted(p, e, recorded);
            case Event.GateDecided e -> gateDecided(p, e, at);
            case Event.DecisionClosed e ->
                p.with(p.decision(e.decision()).closed(e.state(), at))
                        .with(p.gate(e.gate()).notVoting());
            case Event.GateStateChanged e -> p.with(p.gate(e.gate()).movedTo(e.to(), at));
            case Event.ConditionOpened e -> p.with(condition(e, at));
            case Event.ConditionClosed e ->
                p.with(p.condition(e.condition()).closed(new Condition.Closure(actor, at, e.comment(), e.evidence())));
            case Event.ConditionOverdue e -> p.with(p.condition(e.condition()).overdue());
            case Event.LoopProposed e -> p.with(loop(e, recorded));
            case Event.LoopConfirmed e -> loopConfirmed(p, e, recorded);
            case Event.LoopDismissed e -> loopDismissed(p, e, new Loop.Settlement(actor, at, e.rationale()));
            case Event.LoopClosed e -> p.with(p.loop(e.loop()).closed(at));
            case Event.ConditionReopened e -> p.with(p.condition(e.condition()).reopened());
            case Event.TargetsLocked e ->
                p.with(p.watch().with(Optional.of(new Targets(e.evidence(), e.targets(), e.digest(), at))));
            case Event.GateReopened e ->
                p.with(p.gate(e.gate()).reopened()).with(p.watch().with(Optional.<Targets>empty()));
            case Event.ItemDeclaredNotApplicable e ->
                p.withItem(e.item(), i -> i.declared(new Item.NotApplicable(e.rule(), e.comment(), actor, at)));
            case Event.WaiverRequested e -> p.with(waiver(e, recorded));
            case Event.WaiverGranted e -> ruled(p, e.waiver(), WaiverState.GRANTED, recorded, e.comment());
            case Event.WaiverRefused e -> ruled(p, e.waiver(), WaiverState.REFUSED, recorded, e.comment());
            case Event.WaiverWithdrawn e -> ruled(p, e.waiver(), WaiverState.WITHDRAWN, recorded, e.comment());
            case Event.WaiverExpired e -> p.with(p.waiver(e.waiver()).expired());
            case Event.GateValidated e -> p.with(p.gate(e.gate()).validated(validation(e, recorded)));
            case Event.GateOverridden e ->
                p.with(p.gate(e.gate())
                        .overridden(
                                new GateOverride(e.override(), actor, at, e.rationale(), e.expiresAt(), e.unmet())));
            case Event.SignalRecorded e -> signalRecorded(p, e);
            case Event.ProjectMigrated e -> migrated(p, e, at);
            case Event.ShadowSet e -> p.with(p.watch().shadowing(e.shadow()));
        };
    }

    private static Project evidenceRecorded(Project p, Event.EvidenceRecorded e, Recorded recorded) {
        Item item = p.item(e.item());
        var head = Item.EvidenceHead.of(e, recorded.actor(), recorded.at());
        Set<String> authors = new HashSet<>(item.authors());
        if (authors.addAll(head.writers())) {
            item = item.writtenBy(authors);
        }
        return p.with(e.status() == EvidenceStatus.IN_FORCE ? item.restingOn(head) : item);
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
        Decision decision = p.decision(e.decision()).closed(DecisionState.EFFECTIVE, at);
        var again = new Item.Demand(
                Item.Demand.Kind.REOPENED, "gate %s recycled".formatted(e.gate().gate()), at);
        return demand(p.with(decision).with(decided), decision.verdict().reopen(), again);
    }

    /** Nothing is asked for anew where there was nothing to begin with. */
    private static Project demand(Project p, List<String> items, Item.Demand demand) {
        Project next = p;
        for (String item : items) {
            if (p.item(item).state() != ItemState.NOT_STARTED) {
                next = next.withItem(item, i -> i.demanding(demand));
            }
        }
        return next;
    }

    private static Project gateVoted(Project p, Event.GateVoted e, Recorded recorded) {
        Decision decision = p.decision(e.decision());
        String voter = recorded.actor().id();
        Project next =
                p.with(decision.with(new Decision.Vote(voter, e.ballot(), e.comment(), recorded.at(), e.roles())));
        return e.ballot() == Ballot.VETO
                ? next.with(p.gate(e.gate())
                        .vetoed(new Gate.Veto(
                                voter,
                                recorded.at(),
                                e.comment(),
                                decision.snapshot().digest())))
                : next;
    }

    private static Project loopConfirmed(Project p, Event.LoopConfirmed e, Recorded recorded) {
        Instant at = recorded.at();
        Loop loop = p.loop(e.loop());
        Project next = p.with(loop.confirmed(new Loop.Settlement(recorded.actor(), at, e.rationale()), e.effect()))
                .with(p.watch().quiet(loop.from(), loop.to()));
        for (Gate gate : p.gates().values()) {
            if (!gate.phase().isBefore(loop.to())) {
                next = next.with(gate.restarted());
            }
        }
        for (String item : e.effect().touched()) {
            next = next.withItem(item, i -> i.writtenBy(Set.of()));
        }
        next = demand(next, e.effect().reopened(), confirmed(Item.Demand.Kind.REOPENED, at));
        next = demand(next, e.effect().invalidated(), confirmed(Item.Demand.Kind.STALE, at));
        return demand(next, e.effect().reaffirm(), confirmed(Item.Demand.Kind.REAFFIRM, at));
    }

    private static Item.Demand confirmed(Item.Demand.Kind kind, Instant at) {
        return new Item.Demand(kind, "loop confirmed", at);
    }

    private static Project loopDismissed(Project p, Event.LoopDismissed e, Loop.Settlement by) {
        Loop loop = p.loop(e.loop());
        return p.with(loop.dismissed(by)).with(p.watch().quiet(loop.from(), loop.to()));
    }

    private static Waiver waiver(Event.WaiverRequested e, Recorded recorded) {
        return new Waiver(
                e.waiver(),
                e.item(),
                e.check(),
                e.iteration(),
                e.reason(),
                e.compensation(),
                WaiverState.REQUESTED,
                recorded.actor(),
                recorded.at(),
                e.expiresAt(),
                Optional.empty());
    }

    private static Project ruled(Project p, UUID waiver, WaiverState as, Recorded recorded, String comment) {
        return p.with(p.waiver(waiver).ruled(as, new Waiver.Ruling(recorded.actor(), recorded.at(), comment)));
    }

    private static Validation validation(Event.GateValidated e, Recorded recorded) {
        return new Validation(
                e.validation(),
                e.opinion(),
                e.scope(),
                e.reperformed(),
                e.remarks(),
                recorded.actor(),
                recorded.at(),
                e.snapshotDigest());
    }

    private static Project signalRecorded(Project p, Event.SignalRecorded e) {
        List<SignalRun> runs = new ArrayList<>(p.watch().signals());
        for (SignalRun run : e.runs()) {
            runs.removeIf(old -> old.isOf(run.from(), run.to()));
            runs.add(run);
        }
        return p.with(p.watch().with(runs));
    }

    private static Project migrated(Project p, Event.ProjectMigrated e, Instant at) {
        return p.following(e.to(), e.items(), at);
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
                e.firstBreachAt(),
                LoopState.PROPOSED,
                recorded.actor(),
                recorded.at(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
