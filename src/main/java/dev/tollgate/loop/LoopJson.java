package dev.tollgate.loop;

import dev.tollgate.desk.Signature;
import dev.tollgate.lifecycle.Loop;
import dev.tollgate.lifecycle.LoopState;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.Phase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A loop as shown.
 *
 * @param id absent in a dry run
 * @param settledBy who confirmed or dismissed it
 * @param reopened items that need new evidence
 * @param invalidated items that went stale
 * @param reaffirm items that a person confirms or posts new evidence for
 * @param escapedDecision the GO that let the fault through which the loop mends
 * @param gates gates that need a new decision
 * @param iteration the iteration it began
 */
record LoopJson(
        @Nullable UUID id,
        Phase from,
        Phase to,
        LoopTrigger trigger,
        String reason,
        @Nullable Map<String, Object> signal,
        @Nullable Instant firstBreachAt,
        LoopState state,
        String proposedBy,
        Instant proposedAt,
        @Nullable String settledBy,
        @Nullable Instant settledAt,
        @Nullable String rationale,
        @Nullable Instant closedAt,
        List<String> reopened,
        List<String> invalidated,
        List<String> reaffirm,
        List<String> gates,
        @Nullable UUID escapedDecision,
        @Nullable Integer iteration,
        @Nullable Long seq,
        @Nullable String hash) {

    static LoopJson of(Loop loop) {
        return of(loop, new Signature(null, null), false);
    }

    static LoopJson of(Loop loop, Signature signature, boolean dryRun) {
        return new LoopJson(
                dryRun ? null : loop.id(),
                loop.from(),
                loop.to(),
                loop.trigger(),
                loop.reason(),
                loop.signal().isEmpty() ? null : loop.signal(),
                loop.firstBreachAt().orElse(null),
                loop.state(),
                loop.proposedBy().id(),
                loop.proposedAt(),
                loop.settlement().map(s -> s.settledBy().id()).orElse(null),
                loop.settlement().map(Loop.Settlement::settledAt).orElse(null),
                loop.settlement().map(Loop.Settlement::rationale).orElse(null),
                loop.closedAt().orElse(null),
                loop.effect().map(Loop.Effect::reopened).orElse(List.of()),
                loop.effect().map(Loop.Effect::invalidated).orElse(List.of()),
                loop.effect().map(Loop.Effect::reaffirm).orElse(List.of()),
                loop.effect().map(Loop.Effect::gates).orElse(List.of()).stream()
                        .map(Phase::gate)
                        .toList(),
                loop.effect().flatMap(Loop.Effect::escapedDecision).orElse(null),
                loop.effect().map(Loop.Effect::iteration).orElse(null),
                signature.seq(),
                signature.hash());
    }
}
