package dev.tollgate.insight.flow;

import dev.tollgate.insight.flow.ProjectFlow.Labels;
import dev.tollgate.insight.flow.ProjectFlow.OpenCondition;
import dev.tollgate.insight.flow.ProjectFlow.Standing;
import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Profile;
import dev.tollgate.lifecycle.ProjectState;
import dev.tollgate.lifecycle.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * Folds the log of one project, from its creation on, to its {@link ProjectFlow}. The log is enough: what a gate's must-items are comes with
 * the checklist version that each snapshot names.
 */
final class FlowFold {

    private final Event.ProjectCreated created;
    private final Instant createdAt;
    private final BiFunction<ChecklistRef, Phase, Set<String>> mustItems;

    private Labels labels;
    private ProjectState state = ProjectState.ACTIVE;
    private Phase phase = Phase.PLAN;
    private Phase reached = Phase.PLAN;
    private Instant phaseSince;
    private int iteration = 1;
    private int items;
    private boolean wentLive;
    private Optional<Instant> liveSince = Optional.empty();
    private Optional<Instant> closedAt = Optional.empty();

    private final List<Fact> facts = new ArrayList<>();
    private final Map<Phase, GateTrack> gates = new EnumMap<>(Phase.class);
    private final Map<UUID, Event.DecisionOpened> decisions = new HashMap<>();
    private final Map<UUID, ConditionTrack> conditions = new LinkedHashMap<>();
    private final Map<UUID, LoopTrack> loops = new HashMap<>();
    private final WaiverTracks waivers = new WaiverTracks();
    private final ReviewTrack reviews = new ReviewTrack();

    private FlowFold(Event.ProjectCreated created, Instant at, BiFunction<ChecklistRef, Phase, Set<String>> mustItems) {
        this.created = created;
        this.createdAt = at;
        this.phaseSince = at;
        this.mustItems = mustItems;
        this.items = created.items().size();
        this.labels = labels(created.profile(), created.checklist());
        for (Phase gate : Phase.values()) {
            gates.put(gate, new GateTrack());
        }
    }

    /**
     * @param log from the project's first event on, in order
     * @param mustItems what blocks a gate in a version of a checklist
     */
    static ProjectFlow of(List<Line> log, BiFunction<ChecklistRef, Phase, Set<String>> mustItems) {
        Line first = log.getFirst();
        if (!(first.event() instanceof Event.ProjectCreated created)) {
            throw new IllegalStateException("a log begins with project.created");
        }
        var fold = new FlowFold(created, first.at(), mustItems);
        log.subList(1, log.size()).forEach(fold::add);
        return fold.result();
    }

    private void add(Line line) {
        Instant at = line.at();
        switch (line.event()) {
            case Event.ProjectUpdated e -> labels = labels(e.profile(), labels.checklist());
            case Event.ProjectMigrated e -> migrated(e);
            case Event.ProjectStateChanged e -> movedTo(e.to(), at);
            case Event.PhaseEntered e -> entered(e, at);
            case Event.GateStateChanged e -> track(e.gate()).moved(e.to(), at, iteration);
            case Event.DecisionOpened e -> opened(e, at);
            case Event.GateDecided e -> decided(e, at);
            case Event.GateOverridden e -> facts.add(new Fact.Overridden(e.gate(), at));
            case Event.ConditionOpened e -> conditions.put(e.condition(), new ConditionTrack(e, at));
            case Event.ConditionClosed e -> closed(e.condition(), Optional.of(at));
            case Event.ConditionReopened e -> closed(e.condition(), Optional.empty());
            case Event.WaiverRequested e -> waivers.requested(e);
            case Event.WaiverGranted e -> waivers.granted(e.waiver(), at).ifPresent(facts::add);
            case Event.WaiverRefused e -> waivers.refused(e.waiver(), at).ifPresent(facts::add);
            case Event.WaiverExpired e -> waivers.expired(e.waiver(), at);
            case Event.WaiverWithdrawn e -> waivers.withdrawn(e.waiver());
            case Event.LoopProposed e -> loops.put(e.loop(), new LoopTrack(e, at));
            case Event.LoopConfirmed e -> confirmed(e, at);
            case Event.LoopClosed e -> loopClosed(e, at);
            case Event.EvidenceRecorded e -> reviews.recorded(e, at);
            case Event.EvidenceInvalidated e -> reviews.invalidated(e);
            // What else happens is no concern of the flow.
            default -> {}
        }
    }

    private void migrated(Event.ProjectMigrated e) {
        labels = new Labels(labels.owner(), labels.tier(), e.to());
        items = e.items().size();
    }

    private void closed(UUID id, Optional<Instant> at) {
        conditions.computeIfPresent(id, (same, condition) -> condition.closed(at));
    }

    private static Labels labels(Profile profile, ChecklistRef checklist) {
        return new Labels(profile.owner(), profile.riskTier(), checklist);
    }

    private GateTrack track(Phase gate) {
        return gates.computeIfAbsent(gate, any -> new GateTrack());
    }

    private void movedTo(ProjectState to, Instant at) {
        state = to;
        if (to == ProjectState.LIVE) {
            liveSince = liveSince.or(() -> Optional.of(at));
        }
        if (to.isClosed()) {
            closedAt = Optional.of(at);
        }
    }

    private void entered(Event.PhaseEntered e, Instant at) {
        phase = e.phase();
        reached = later(reached, phase);
        iteration = e.iteration();
        phaseSince = at;
    }

    private void opened(Event.DecisionOpened e, Instant at) {
        decisions.put(e.decision(), e);
        track(e.gate()).asked(at);
    }

    private void decided(Event.GateDecided e, Instant at) {
        Event.DecisionOpened opened = known(decisions, e.decision());
        GateTrack gate = track(e.gate());
        boolean passes = e.outcome().letsThrough();
        int in = opened.iteration();
        facts.add(new Fact.Decided(
                e.gate(),
                at,
                e.outcome(),
                new Fact.Cycle(e.gate(), in),
                Duration.between(gate.settled(at), at),
                gate.readySince().map(since -> Duration.between(since, at)),
                // On hold a gate is not READY, whatever it lacks; but only a gate that lacks nothing is passed.
                passes || gate.wasReadyIn(in),
                e.outcome() != DecisionOutcome.HOLD && gate.firstVerdict(in),
                passes ? Optional.of(Duration.between(phaseSince, at)) : Optional.empty(),
                seen(opened.snapshot())));
        if (passes && e.gate() == Phase.DEPLOY) {
            wentLive(at);
        } else if (e.outcome() == DecisionOutcome.KILL) {
            facts.add(new Fact.Killed(e.gate(), at, Duration.between(createdAt, at), later(reached, e.gate())));
        }
    }

    private static Phase later(Phase one, Phase other) {
        return one.isBefore(other) ? other : one;
    }

    private void wentLive(Instant at) {
        facts.add(new Fact.WentLive(at, wentLive ? Optional.empty() : Optional.of(Duration.between(createdAt, at))));
        wentLive = true;
    }

    private Fact.Seen seen(Snapshot snapshot) {
        Set<String> must = mustItems.apply(snapshot.checklist(), snapshot.gate());
        boolean ready = snapshot.overdue().isEmpty();
        int applicable = 0;
        int waived = 0;
        for (Snapshot.Entry entry : snapshot.items()) {
            if (must.contains(entry.item())) {
                ready = ready && entry.state().isMet();
                switch (entry.state()) {
                    case NOT_APPLICABLE -> {}
                    case WAIVED -> {
                        applicable++;
                        waived++;
                    }
                    default -> applicable++;
                }
            }
        }
        return new Fact.Seen(ready, applicable, waived);
    }

    private void confirmed(Event.LoopConfirmed e, Instant at) {
        LoopTrack loop = known(loops, e.loop()).confirmedAt(at, e.effect());
        loops.put(e.loop(), loop);
        facts.add(new Fact.LoopOpened(
                loop.to(), at, (double) e.effect().reopened().size() / items));
        e.effect()
                .escapedDecision()
                .flatMap(id -> Optional.ofNullable(decisions.get(id)))
                .ifPresent(decision -> facts.add(new Fact.Escaped(decision.gate(), at)));
        gates.forEach((gate, track) -> {
            if (!gate.isBefore(loop.to())) {
                track.restarted();
            }
        });
        waivers.restarted();
    }

    /** A loop closes with the decision that ends it, so that decision is the last fact of its gate. */
    private void loopClosed(Event.LoopClosed e, Instant at) {
        LoopTrack loop = known(loops, e.loop());
        Optional<Duration> waited = facts.reversed().stream()
                .filter(fact -> fact instanceof Fact.Decided && fact.gate() == loop.returnsAt())
                .findFirst()
                .flatMap(fact -> ((Fact.Decided) fact).waited());
        facts.add(loop.closed(at, waited));
    }

    private static <T> T known(Map<UUID, T> map, UUID id) {
        return Optional.ofNullable(map.get(id))
                .orElseThrow(() -> new IllegalStateException("the log never spoke of " + id));
    }

    private ProjectFlow result() {
        reviews.facts().forEach(facts::add);
        for (ConditionTrack condition : conditions.values()) {
            condition.due(closedAt).ifPresent(facts::add);
        }
        List<OpenCondition> open = conditions.values().stream()
                .filter(condition -> condition.isOpen() && !condition.isMoot(closedAt))
                .map(ConditionTrack::open)
                .toList();
        return new ProjectFlow(
                created.id(),
                labels,
                facts,
                new Standing(state, phase, phaseSince),
                liveSince,
                closedAt,
                open,
                waivers.granted());
    }
}
