package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Rule.refuseIf;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How measurements propose loops by themselves. A checklist's rule names a threshold and a number of consecutive windows; the windows are counted
 * here, from what was posted, so that no sender has to keep a memory.
 */
final class SignalRules {

    /** More windows than any rule asks for: with it, a rule says whether this one window alone is over its threshold. */
    private static final int ENOUGH_WINDOWS = 1_000_000;

    private static final String WINDOWS = "consecutiveWindows";

    private record Receiving(Draft draft, Command.RecordSignal command) {}

    private static final List<Rule<Receiving>> RECEIVING = List.of(
            r -> ProjectRules.open(r.draft().project()),
            SignalRules::kindIsKnown,
            r -> ItemRules.observedByNow(r.draft(), r.command().observedAt()));

    private SignalRules() {}

    static Optional<Refusal> record(Draft draft, Command.RecordSignal command) {
        Optional<Refusal> refusal = Rule.first(RECEIVING, new Receiving(draft, command));
        if (refusal.isPresent()) {
            return refusal;
        }
        List<Checklist.LoopDefinition> loops = listening(draft, command.kind());
        List<SignalRun> runs = new ArrayList<>();
        loops.forEach(loop -> count(draft, loop, command).ifPresent(runs::add));
        draft.emit(new Event.SignalRecorded(
                draft.newId(), command.kind(), command.source(), command.observedAt(), command.data(), runs));
        loops.forEach(loop -> propose(draft, loop, command, runs));
        return Optional.empty();
    }

    private static List<Checklist.LoopDefinition> listening(Draft draft, String kind) {
        return draft.checklist().loops().stream()
                .filter(loop ->
                        loop.signal().filter(rule -> rule.kind().equals(kind)).isPresent())
                .toList();
    }

    private static Optional<Refusal> kindIsKnown(Receiving r) {
        List<String> kinds = r.draft().checklist().loops().stream()
                .flatMap(loop -> loop.signal().stream())
                .map(Checklist.SignalRule::kind)
                .distinct()
                .toList();
        return refuseIf(
                !kinds.contains(r.command().kind()),
                () -> new Refusal.UnknownSignalKind(r.command().kind(), kinds));
    }

    /** The loop's run with this window; empty where the window is not newer than the last, which is kept and not counted. */
    private static Optional<SignalRun> count(Draft draft, Checklist.LoopDefinition loop, Command.RecordSignal command) {
        Optional<SignalRun> before = draft.project().watch().signalsOf(loop.from(), loop.to());
        if (before.filter(run -> !command.observedAt().isAfter(run.lastObservedAt()))
                .isPresent()) {
            return Optional.empty();
        }
        boolean over = answer(draft, loop, command, ENOUGH_WINDOWS);
        int windows = over ? before.map(SignalRun::windows).orElse(0) + 1 : 0;
        Optional<Instant> first = over
                ? before.flatMap(SignalRun::firstBreachAt).or(() -> Optional.of(command.observedAt()))
                : Optional.empty();
        return Optional.of(new SignalRun(loop.from(), loop.to(), windows, first, command.observedAt()));
    }

    private static boolean answer(
            Draft draft, Checklist.LoopDefinition loop, Command.RecordSignal command, int windows) {
        Map<String, Object> signal = new LinkedHashMap<>(command.data());
        signal.put("kind", command.kind());
        signal.put(WINDOWS, windows);
        Variables variables = draft.projectFacts().variables(Map.of(), signal, draft.now());
        return loop.signal().orElseThrow().when().answer(variables).isYes();
    }

    private static void propose(
            Draft draft, Checklist.LoopDefinition loop, Command.RecordSignal command, List<SignalRun> runs) {
        Optional<SignalRun> run = runs.stream()
                .filter(r -> r.isOf(loop.from(), loop.to()))
                .filter(r -> r.windows() > 0 && answer(draft, loop, command, r.windows()))
                .findFirst();
        if (run.isEmpty() || !LoopRules.isFree(draft, loop)) {
            return;
        }
        draft.emit(new Event.LoopProposed(
                draft.newId(),
                loop.from(),
                loop.to(),
                loop.signal().orElseThrow().trigger(),
                "%s over its threshold in %d consecutive window%s since %s"
                        .formatted(
                                command.kind(),
                                run.get().windows(),
                                run.get().windows() == 1 ? "" : "s",
                                run.get().firstBreachAt().orElse(command.observedAt())),
                command.data(),
                run.get().firstBreachAt()));
    }
}
