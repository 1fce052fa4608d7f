package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The whole state of one project. It holds no evidence but the newest of each item, so its size does not grow with the log.
 *
 * @param items by id, in the checklist's order
 * @param gates one for each phase
 * @param updatedAt the time of the last event
 */
public record Project(
        UUID id,
        String key,
        Profile profile,
        ChecklistRef checklist,
        Progress progress,
        Map<String, Item> items,
        Map<Phase, Gate> gates,
        Proceedings proceedings,
        Watch watch,
        Instant createdAt,
        Instant updatedAt) {

    /** What a project's key may be, as a regular expression: 1 to 63 lower-case letters, digits and inner hyphens, as a DNS label (RFC 1123). */
    public static final String KEY = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    /**
     * How far the project has come.
     *
     * @param phase the phase whose gate is the next to be decided; DEPLOY once live
     * @param iteration starts at 1; only a confirmed loop raises it
     * @param phaseSince when the phase was entered
     */
    public record Progress(ProjectState state, Phase phase, int iteration, Instant phaseSince) {

        Progress movedTo(ProjectState next) {
            if (!state.canMoveTo(next)) {
                throw new IllegalStateException("a project cannot move from %s to %s".formatted(state, next));
            }
            return new Progress(next, phase, iteration, phaseSince);
        }
    }

    /** What people have decided, promised and asked for; each in the order of its beginning. */
    public record Proceedings(
            Map<UUID, Decision> decisions,
            Map<UUID, Condition> conditions,
            Map<UUID, Waiver> waivers,
            Map<UUID, Loop> loops) {

        static final Proceedings NONE = new Proceedings(Map.of(), Map.of(), Map.of(), Map.of());

        public Proceedings {
            decisions = Collections.unmodifiableMap(decisions);
            conditions = Collections.unmodifiableMap(conditions);
            waivers = Collections.unmodifiableMap(waivers);
            loops = Collections.unmodifiableMap(loops);
        }
    }

    /**
     * What is kept an eye on.
     *
     * @param targets as locked; empty until the gate that approves them has passed, and after they have changed
     * @param signals one for each loop that signals have spoken for
     * @param shadow a checklist version that is reported on beside the pinned one
     */
    public record Watch(Optional<Targets> targets, List<SignalRun> signals, Optional<ChecklistRef> shadow) {

        static final Watch NOTHING = new Watch(Optional.empty(), List.of(), Optional.empty());

        public Watch {
            signals = List.copyOf(signals);
        }

        Optional<SignalRun> signalsOf(Phase from, Phase to) {
            return signals.stream().filter(run -> run.isOf(from, to)).findFirst();
        }

        Watch with(Optional<Targets> next) {
            return new Watch(next, signals, shadow);
        }

        Watch shadowing(Optional<ChecklistRef> next) {
            return new Watch(targets, signals, next);
        }

        Watch with(List<SignalRun> next) {
            return new Watch(targets, next, shadow);
        }

        /** Once people have answered the loop's proposal, its windows count anew; those that were counted before do not come again. */
        Watch quiet(Phase from, Phase to) {
            return with(signals.stream()
                    .map(run -> run.isOf(from, to) ? run.ended() : run)
                    .toList());
        }
    }

    public Project {
        items = Collections.unmodifiableMap(items);
        gates = Collections.unmodifiableMap(gates);
    }

    public Map<UUID, Decision> decisions() {
        return proceedings.decisions();
    }

    public Map<UUID, Condition> conditions() {
        return proceedings.conditions();
    }

    public Map<UUID, Waiver> waivers() {
        return proceedings.waivers();
    }

    public Map<UUID, Loop> loops() {
        return proceedings.loops();
    }

    public RiskTier tier() {
        return profile.riskTier();
    }

    public ProjectState state() {
        return progress.state();
    }

    public Phase phase() {
        return progress.phase();
    }

    public int iteration() {
        return progress.iteration();
    }

    public Optional<Item> findItem(String itemId) {
        return Optional.ofNullable(items.get(itemId));
    }

    /** The item that this project is known to have. */
    public Item item(String itemId) {
        return findItem(itemId).orElseThrow(() -> new IllegalStateException("no item " + itemId + " in " + key));
    }

    public Gate gate(Phase phase) {
        return Optional.ofNullable(gates.get(phase))
                .orElseThrow(() -> new IllegalStateException("no gate " + phase + " in " + key));
    }

    /** The decision that this project is known to have; so for the conditions and loops below. */
    Decision decision(UUID decision) {
        return findDecision(decision).orElseThrow(() -> new IllegalStateException("no decision " + decision));
    }

    Condition condition(UUID condition) {
        return findCondition(condition).orElseThrow(() -> new IllegalStateException("no condition " + condition));
    }

    Loop loop(UUID loop) {
        return findLoop(loop).orElseThrow(() -> new IllegalStateException("no loop " + loop));
    }

    public Optional<Decision> findDecision(UUID decision) {
        return Optional.ofNullable(decisions().get(decision));
    }

    public Optional<Condition> findCondition(UUID condition) {
        return Optional.ofNullable(conditions().get(condition));
    }

    public Optional<Loop> findLoop(UUID loop) {
        return Optional.ofNullable(loops().get(loop));
    }

    public Optional<Waiver> findWaiver(UUID waiver) {
        return Optional.ofNullable(waivers().get(waiver));
    }

    Waiver waiver(UUID waiver) {
        return findWaiver(waiver).orElseThrow(() -> new IllegalStateException("no waiver " + waiver));
    }

    /** The conditions that decisions at this gate left behind, open and closed, oldest first. */
    public Stream<Condition> conditionsOf(Phase gate) {
        return conditions().values().stream().filter(c -> c.gate() == gate);
    }

    Project with(Profile next) {
        return new Project(id, key, next, checklist, progress, items, gates, proceedings, watch, createdAt, updatedAt);
    }

    Project with(Progress next) {
        return new Project(id, key, profile, checklist, next, items, gates, proceedings, watch, createdAt, updatedAt);
    }

    Project with(Item next) {
        return new Project(
                id,
                key,
                profile,
                checklist,
                progress,
                put(items, next.id(), next),
                gates,
                proceedings,
                watch,
                createdAt,
                updatedAt);
    }

    Project withItem(String itemId, Function<Item, Item> change) {
        return with(change.apply(item(itemId)));
    }

    Project with(Gate next) {
        return new Project(
                id,
                key,
                profile,
                checklist,
                progress,
                items,
                put(gates, next.phase(), next),
                proceedings,
                watch,
                createdAt,
                updatedAt);
    }

    Project with(Watch next) {
        return new Project(
                id, key, profile, checklist, progress, items, gates, proceedings, next, createdAt, updatedAt);
    }

    private Project with(Proceedings next) {
        return new Project(id, key, profile, checklist, progress, items, gates, next, watch, createdAt, updatedAt);
    }

    Project with(Decision next) {
        return with(new Proceedings(put(decisions(), next.id(), next), conditions(), waivers(), loops()));
    }

    Project with(Condition next) {
        return with(new Proceedings(decisions(), put(conditions(), next.id(), next), waivers(), loops()));
    }

    Project with(Waiver next) {
        return with(new Proceedings(decisions(), conditions(), put(waivers(), next.id(), next), loops()));
    }

    Project with(Loop next) {
        return with(new Proceedings(decisions(), conditions(), waivers(), put(loops(), next.id(), next)));
    }

    Project touched(Instant at) {
        return new Project(id, key, profile, checklist, progress, items, gates, proceedings, watch, createdAt, at);
    }

    /**
     * The same facts under another checklist: items that it has beside these are not started, and those that it does not have stay on the record,
     * where nothing asks for them. How things then stand is to be computed with that checklist.
     */
    public Project under(Checklist other) {
        var ref = new ChecklistRef(other.id(), other.version());
        return following(ref, other.items().keySet(), updatedAt);
    }

    Project following(ChecklistRef next, Collection<String> itemIds, Instant at) {
        Map<String, Item> kept = new LinkedHashMap<>();
        itemIds.forEach(item -> kept.put(item, findItem(item).orElseGet(() -> Item.notStarted(item, at))));
        items.forEach(kept::putIfAbsent);
        return new Project(id, key, profile, next, progress, kept, gates, proceedings, watch, createdAt, updatedAt);
    }

    private static <K, V> Map<K, V> put(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
