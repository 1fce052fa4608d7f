package dev.tollgate.insight;

import dev.tollgate.desk.Refusals;
import dev.tollgate.ledger.Committed;
import dev.tollgate.ledger.LogEntry;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.ledger.PlatformCommitted;
import dev.tollgate.ledger.PlatformOutcome;
import dev.tollgate.lifecycle.Decision;
import dev.tollgate.lifecycle.DecisionState;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EvidenceReport;
import dev.tollgate.lifecycle.Loop;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Project;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Counters and histograms of what happened. They move once, after the commit, in the replica that wrote, so they are summed over replicas.
 * No label names a project, a person, a run or an item: the number of series stays bounded whatever callers do.
 */
@ApplicationScoped
class FlowMeters {

    private static final String OTHER = "other";

    private final MeterRegistry meters;
    private final FlowTimes times;
    private final Set<String> sources;

    /** @param sources names of evidence sources that get a series of their own; all others share one */
    FlowMeters(
            MeterRegistry meters,
            FlowTimes times,
            @ConfigProperty(name = "tollgate.metrics.sources") Set<String> sources) {
        this.meters = meters;
        this.times = times;
        this.sources = sources;
    }

    void on(@Observes Committed committed) {
        switch (committed.outcome()) {
            case Outcome.Refused refused ->
                meters.counter(
                                "tollgate.refusals",
                                "type",
                                Refusals.typeOf(refused.refusal()).slug())
                        .increment();
            case Outcome.Done done -> done.entries().forEach(entry -> count(done, entry));
        }
    }

    void on(@Observes PlatformCommitted committed) {
        if (committed.outcome() instanceof PlatformOutcome.Done done) {
            done.entries()
                    .forEach(entry -> meters.counter("tollgate.events", "type", entry.type())
                            .increment());
        }
    }

    private void count(Outcome.Done done, LogEntry entry) {
        meters.counter("tollgate.events", "type", entry.type().typeName()).increment();
        switch (entry.event()) {
            case Event.EvidenceRecorded e -> evidence(e.report());
            case Event.GateDecided e -> {
                decided(done.after(), e);
                done.before().ifPresent(before -> took(before, e, entry.at()));
            }
            case Event.LoopConfirmed e -> done.after().findLoop(e.loop()).ifPresent(this::loop);
            default -> {}
        }
    }

    private void evidence(EvidenceReport report) {
        String source = sources.contains(report.source()) ? report.source() : OTHER;
        meters.counter(
                        "tollgate.evidence.received",
                        "source",
                        source,
                        "outcome",
                        report.outcome().name())
                .increment();
    }

    private void decided(Project after, Event.GateDecided e) {
        String gate = e.gate().gate();
        meters.counter(
                        "tollgate.gate.decisions",
                        "gate",
                        gate,
                        "outcome",
                        e.outcome().name())
                .increment();
        FirstPass.of(after, e)
                .ifPresent(result -> meters.counter("tollgate.gate.first.pass", "gate", gate, "result", result.name())
                        .increment());
    }

    private void took(Project before, Event.GateDecided e, Instant at) {
        before.gate(e.gate())
                .readySince()
                .ifPresent(ready -> times.gateWait(e.gate()).record(Duration.between(ready, at)));
        if (e.outcome().letsThrough()) {
            times.phase(e.gate()).record(Duration.between(before.progress().phaseSince(), at));
        }
        if (e.gate() == Phase.DEPLOY && e.outcome().letsThrough()) {
            leadTime(before, at);
        }
    }

    /** From the project's creation to its first going live, whatever loops came before; to go live again is rework and not lead time. */
    private void leadTime(Project before, Instant at) {
        if (before.decisions().values().stream().noneMatch(FlowMeters::wentLive)) {
            times.lead().record(Duration.between(before.createdAt(), at));
        }
    }

    private static boolean wentLive(Decision decision) {
        return decision.gate() == Phase.DEPLOY
                && decision.state() == DecisionState.EFFECTIVE
                && decision.verdict().outcome().letsThrough();
    }

    private void loop(Loop loop) {
        meters.counter(
                        "tollgate.loops",
                        "from",
                        loop.from().name(),
                        "to",
                        loop.to().name(),
                        "trigger",
                        loop.trigger().name())
                .increment();
    }
}
