package dev.tollgate.insight.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EventType;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Loop;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Profile;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.lifecycle.Snapshot;
import dev.tollgate.lifecycle.TaskType;
import dev.tollgate.lifecycle.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The log of one project, written by hand: hour by hour from its creation. */
final class Diary {

    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    static final ChecklistRef CHECKLIST = new ChecklistRef("tiny", 1);

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    private final List<Line> lines = new ArrayList<>();
    private int ids;
    private Instant now = START;

    Diary() {
        var profile = new Profile("Churn", "growth", Optional.empty(), RiskTier.LOW, TaskType.REGRESSION, Map.of());
        write(new Event.ProjectCreated(
                id(), "churn", profile, CHECKLIST, List.of("plan.a", "plan.b", "data.a", "model.a")));
    }

    /** As if the checklist had one must-item a gate, such as {@code plan.a}. */
    static ProjectFlow fold(Diary diary) {
        return FlowFold.of(diary.lines, (checklist, gate) -> Set.of(gate.gate() + ".a"));
    }

    UUID id() {
        return new UUID(0, ++ids);
    }

    static Instant hour(double hours) {
        return START.plus(Duration.ofMinutes(Math.round(hours * 60)));
    }

    Diary at(double hours) {
        now = hour(hours);
        return this;
    }

    Diary write(Event event) {
        return write(event, "{}");
    }

    /** @param data what the log has beyond the record of the core */
    Diary write(Event event, String data) {
        lines.add(new Line(EventType.of(event).typeName(), now, Optional.of(event), json(data)));
        return this;
    }

    /** An event that the core has no record for. */
    Diary write(String type, String data) {
        lines.add(new Line(type, now, Optional.empty(), json(data)));
        return this;
    }

    Diary moved(Phase gate, GateState to) {
        return write(new Event.GateStateChanged(gate, GateState.NOT_READY, to));
    }

    UUID asked(Phase gate, int iteration, DecisionOutcome outcome, ItemState must) {
        UUID decision = id();
        var verdict = new Verdict(outcome, "because", List.of(), Optional.empty(), List.of());
        var snapshot = new Snapshot(
                gate,
                CHECKLIST,
                List.of(
                        new Snapshot.Entry(gate.gate() + ".a", must, Optional.empty()),
                        new Snapshot.Entry(gate.gate() + ".b", ItemState.NOT_STARTED, Optional.empty())),
                List.of());
        write(new Event.DecisionOpened(decision, gate, verdict, 1, iteration, 1, snapshot, "sha256:0"));
        return decision;
    }

    Diary decided(UUID decision, Phase gate, DecisionOutcome outcome) {
        return write(new Event.GateDecided(decision, gate, outcome));
    }

    /** Asked for and decided at once. */
    UUID decide(Phase gate, int iteration, DecisionOutcome outcome, ItemState must) {
        UUID decision = asked(gate, iteration, outcome, must);
        decided(decision, gate, outcome);
        return decision;
    }

    UUID go(Phase gate) {
        moved(gate, GateState.READY);
        UUID decision = decide(gate, 1, DecisionOutcome.GO, ItemState.SATISFIED);
        moved(gate, GateState.PASSED);
        gate.next().ifPresent(next -> write(new Event.PhaseEntered(next, 1)));
        return decision;
    }

    UUID proposed(Phase from, Phase to, String data) {
        UUID loop = id();
        write(new Event.LoopProposed(loop, from, to, LoopTrigger.FEATURE_DRIFT, "drift", Map.of()), data);
        return loop;
    }

    Diary confirmed(UUID loop, Phase to, Phase returnsAt, String data) {
        var effect = new Loop.Effect(2, List.of("data.a"), List.of(), List.of(), returnsAt);
        return write(new Event.LoopConfirmed(loop, "seen", effect), data).write(new Event.PhaseEntered(to, 2));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
