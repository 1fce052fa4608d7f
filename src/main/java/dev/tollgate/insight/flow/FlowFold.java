package dev.tollgate.insight.flow;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Locale;
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
    private Instant phaseSince;
    private int iteration = 1;
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
        if (!(first.event().orElse(null) instanceof Event.ProjectCreated created)) {
            throw new IllegalStateException("a log begins with project.created");
        }
        var fold = new FlowFold(created, first.at(), mustItems);
        log.subList(1, log.size()).forEach(fold::add);
        return fold.result();
    }

    private void add(Line line) {
        Instant at = line.at();
        switch (line.event().orElse(null)) {
            case Event.ProjectUpdated e -> labels = labels(e.profile(), labels.checklist());
            case Event.ProjectStateChanged e -> movedTo(e.to(), at);
            case Event.PhaseEntered e -> entered(e, at);
            case Event.GateStateChanged e -> track(e.gate()).moved(e.to(), at, iteration);
            case Event.DecisionOpened e -> opened(e, at);
            case Event.GateDecided e -> decided(e, at);
            case Event.ConditionOpened e -> conditions.put(e.condition(), new ConditionTrack(e));
            case Event.ConditionClosed e ->
                conditions.computeIfPresent(e.condition(), (id, condition) -> condition.closed(Optional.of(at)));
            case Event.LoopProposed e -> loops.put(e.loop(), new LoopTrack(e, at, line.time("/firstBreachAt")));
            case Event.LoopConfirmed e -> confirmed(e, line);
            case Event.LoopClosed e -> loopClosed(e, at);
            case null, default -> addUnnamed(line);
        }
    }

    private void addUnnamed(Line line) {
        switch (line.type()) {
            case "project.migrated" -> labels = new Labels(labels.owner(), labels.tier(), migratedTo(line));
            case "gate.overridden" ->
                Phase.ofGate(gateName(line)).ifPresent(gate -> facts.add(new Fact.Overridden(gate, line.at())));
            case "condition.reopened" ->
                conditions.computeIfPresent(
                        UUID.fromString(line.text("/condition")),
                        (id, condition) -> condition.closed(Optional.empty()));
            case "evidence.recorded" -> reviews.recorded(line);
            case "evidence.invalidated" -> reviews.invalidated(line);
            default -> waivers.add(line, iteration).ifPresent(facts::add);
        }
    }

    private static String gateName(Line line) {
        return line.text("/gate").toLowerCase(Locale.ROOT);
    }

    private static ChecklistRef migratedTo(Line line) {
        return new ChecklistRef(
                line.text("/to/id"), line.data().at("/to/version").asInt());
    }

    private static Labels labels(Profile profile, ChecklistRef checklist) {
        return new Labels(profile.owner(), profile.riskTier(), checklist);
    }

    private GateTrack track(Phase gate) {
        return gates.computeIfAbsent(gate, any -> new GateTrack());
    }

    private void movedTo(ProjectState to, Instant at) {
        state = to;
        if (to.isClosed()) {
            closedAt = Optional.of(at);
        }
    }

    private void entered(Event.PhaseEntered e, Instant at) {
        phase = e.phase();
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
                gate.wasReadyIn(in),
                e.outcome() != DecisionOutcome.HOLD && gate.firstVerdict(in),
                passes ? Optional.of(Duration.between(phaseSince, at)) : Optional.empty(),
                seen(opened.snapshot())));
        if (passes && e.gate() == Phase.DEPLOY) {
            wentLive(at);
        } else if (e.outcome() == DecisionOutcome.KILL) {
            facts.add(new Fact.Killed(e.gate(), at, Duration.between(createdAt, at)));
        }
    }

    private void wentLive(Instant at) {
        facts.add(new Fact.WentLive(
                at, liveSince.isPresent() ? Optional.empty() : Optional.of(Duration.between(createdAt, at))));
        liveSince = liveSince.or(() -> Optional.of(at));
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

    private void confirmed(Event.LoopConfirmed e, Line line) {
        LoopTrack loop = known(loops, e.loop()).confirmedAt(line.at(), e.effect());
        loops.put(e.loop(), loop);
        double depth = (double) e.effect().reopened().size() / created.items().size();
        facts.add(new Fact.LoopOpened(loop.to(), line.at(), depth));
        escapedThrough(line).ifPresent(gate -> facts.add(new Fact.Escaped(gate, line.at())));
        gates.forEach((gate, track) -> {
            if (!gate.isBefore(loop.to())) {
                track.restarted();
            }
        });
    }

    private Optional<Phase> escapedThrough(Line line) {
        return Optional.of(line.data().at("/effect/escapedDecision"))
                .filter(JsonNode::isTextual)
                .map(id -> UUID.fromString(id.asText()))
                .flatMap(id -> Optional.ofNullable(decisions.get(id)))
                .map(Event.DecisionOpened::gate);
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
                .filter(ConditionTrack::isOpen)
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
