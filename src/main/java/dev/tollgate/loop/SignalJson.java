package dev.tollgate.loop;

import dev.tollgate.ledger.LogEntry;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.SignalRun;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a signal.
 *
 * @param id absent in a dry run
 * @param runs for each loop that listens, how many windows in a row have been over its threshold; empty where the window is not newer than the
 *     last, which is kept and not counted
 * @param proposed loops that it proposes
 */
record SignalJson(
        @Nullable UUID id,
        String kind,
        String source,
        Instant observedAt,
        List<RunJson> runs,
        List<LoopJson> proposed,
        @Nullable Long seq,
        @Nullable String hash) {

    record RunJson(
            Phase from, Phase to, int windows, @Nullable Instant firstBreachAt) {

        private static RunJson of(SignalRun run) {
            return new RunJson(
                    run.from(), run.to(), run.windows(), run.firstBreachAt().orElse(null));
        }
    }

    static SignalJson of(Outcome.Done done, LogEntry entry, boolean dryRun) {
        var recorded = (Event.SignalRecorded) entry.event();
        List<LoopJson> proposed = done.entries().stream()
                .map(LogEntry::event)
                .filter(Event.LoopProposed.class::isInstance)
                .map(event -> done.after()
                        .findLoop(((Event.LoopProposed) event).loop())
                        .orElseThrow())
                .map(LoopJson::of)
                .toList();
        return new SignalJson(
                dryRun ? null : recorded.signal(),
                recorded.kind(),
                recorded.source(),
                recorded.observedAt(),
                recorded.runs().stream().map(RunJson::of).toList(),
                proposed,
                dryRun ? null : entry.seq(),
                dryRun ? null : HexFormat.of().formatHex(entry.hash()));
    }
}
