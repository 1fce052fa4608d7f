package dev.tollgate.insight.flow;

import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceReport;
import dev.tollgate.lifecycle.EvidenceStatus;
import dev.tollgate.lifecycle.Framing;
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

    private final List<Line> lines = new ArrayList<>();
    private int ids;
    private Instant now = START;

    Diary() {
        var profile = new Profile(
                "Churn", "growth", Optional.empty(), RiskTier.LOW, TaskType.REGRESSION, Map.of(), Framing.UNSET);
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
        lines.add(new Line(now, event));
        return this;
    }

    Diary moved(Phase gate, GateState to) {
        return write(new Event.GateStateChanged(gate, GateState.NOT_READY, to));
    }

    UUID asked(Phase gate, int iteration, DecisionOutcome outcome, ItemState must) {
        UUID decision = id();
        var verdict = new Verdict(outcome, "because", List.of(), Optional.empty(), List.of(), List.of());
        var snapshot = new Snapshot(
                gate,
                CHECKLIST,
                List.of(
                        new Snapshot.Entry(gate.gate() + ".a", must, Optional.empty()),
                        new Snapshot.Entry(gate.gate() + ".b", ItemState.NOT_STARTED, Optional.empty())),
                List.of(),
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

    UUID proposed(Phase from, Phase to, Optional<Instant> firstBreachAt) {
        UUID loop = id();
        write(new Event.LoopProposed(loop, from, to, LoopTrigger.FEATURE_DRIFT, "drift", Map.of(), firstBreachAt));
        return loop;
    }

    Diary confirmed(UUID loop, Phase to, Phase returnsAt, Optional<UUID> escaped) {
        var effect = new Loop.Effect(2, List.of("data.a"), List.of(), List.of(), List.of(), returnsAt, escaped);
        return write(new Event.LoopConfirmed(loop, "seen", effect)).write(new Event.PhaseEntered(to, 2));
    }

    UUID asksForWaiver(String item, Instant expiresAt) {
        UUID waiver = id();
        write(new Event.WaiverRequested(waiver, item, Optional.empty(), 1, "season", "people check", expiresAt));
        return waiver;
    }

    UUID waived(String item, Instant expiresAt, double grantedAt) {
        UUID waiver = asksForWaiver(item, expiresAt);
        at(grantedAt).write(new Event.WaiverGranted(waiver, item, "for now"));
        return waiver;
    }

    /** A post-deployment review with one KPI that can be computed and one that cannot. */
    UUID reviewed(EvidenceOutcome outcome, double actual) {
        Map<String, Object> data = Map.of(
                "kpis",
                List.of(
                        Map.of("name", "churn", "baseline", 3.2, "planned", 2.88, "actual", actual),
                        Map.of("name", "half")));
        var report = new EvidenceReport(
                outcome,
                Optional.empty(),
                "people",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                now,
                Optional.empty(),
                Map.of(),
                data);
        UUID evidence = id();
        write(new Event.EvidenceRecorded(
                evidence,
                Line.REVIEW,
                report,
                EvidenceStatus.IN_FORCE,
                ItemState.SATISFIED,
                Optional.empty(),
                "k" + evidence,
                "sha256:0"));
        return evidence;
    }
}
