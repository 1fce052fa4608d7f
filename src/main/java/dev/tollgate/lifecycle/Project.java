package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
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
        Map<UUID, Decision> decisions,
        Map<UUID, Condition> conditions,
        Map<UUID, Loop> loops,
        Instant createdAt,
        Instant updatedAt) {

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

    public Project {
        items = Collections.unmodifiableMap(items);
        gates = Collections.unmodifiableMap(gates);
        decisions = Collections.unmodifiableMap(decisions);
        conditions = Collections.unmodifiableMap(conditions);
        loops = Collections.unmodifiableMap(loops);
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
        return Optional.ofNullable(decisions.get(decision));
    }

    public Optional<Condition> findCondition(UUID condition) {
        return Optional.ofNullable(conditions.get(condition));
    }

    public Optional<Loop> findLoop(UUID loop) {
        return Optional.ofNullable(loops.get(loop));
    }

    /** The conditions that decisions at this gate left behind, open and closed, oldest first. */
    public Stream<Condition> conditionsOf(Phase gate) {
        return conditions.values().stream().filter(c -> c.gate() == gate);
    }

    Project with(Profile next) {
        return new Project(
                id, key, next, checklist, progress, items, gates, decisions, conditions, loops, createdAt, updatedAt);
    }

    Project with(Progress next) {
        return new Project(
                id, key, profile, checklist, next, items, gates, decisions, conditions, loops, createdAt, updatedAt);
    }

    Project with(Item next) {
        var all = put(items, next.id(), next);
        return new Project(
                id, key, profile, checklist, progress, all, gates, decisions, conditions, loops, createdAt, updatedAt);
    }

    Project withItem(String itemId, Function<Item, Item> change) {
        return with(change.apply(item(itemId)));
    }

    Project with(Gate next) {
        var all = put(gates, next.phase(), next);
        return new Project(
                id, key, profile, checklist, progress, items, all, decisions, conditions, loops, createdAt, updatedAt);
    }

    Project with(Decision next) {
        var all = put(decisions, next.id(), next);
        return new Project(
                id, key, profile, checklist, progress, items, gates, all, conditions, loops, createdAt, updatedAt);
    }

    Project with(Condition next) {
        var all = put(conditions, next.id(), next);
        return new Project(
                id, key, profile, checklist, progress, items, gates, decisions, all, loops, createdAt, updatedAt);
    }

    Project with(Loop next) {
        var all = put(loops, next.id(), next);
        return new Project(
                id, key, profile, checklist, progress, items, gates, decisions, conditions, all, createdAt, updatedAt);
    }

    Project touched(Instant at) {
        return new Project(
                id, key, profile, checklist, progress, items, gates, decisions, conditions, loops, createdAt, at);
    }

    private static <K, V> Map<K, V> put(Map<K, V> map, K key, V value) {
        Map<K, V> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }
}
