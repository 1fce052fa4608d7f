package dev.tollgate.insight.flow;

import dev.tollgate.insight.flow.ProjectFlow.Waiver;
import dev.tollgate.lifecycle.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What metrics are computed over: some projects, all of their gates or one.
 *
 * @param gate empty for all gates
 */
record Slice(Window window, List<ProjectFlow> projects, Optional<Phase> gate, Beside beside) {

    Slice of(Collection<ProjectFlow> some) {
        Set<UUID> ids = some.stream().map(ProjectFlow::id).collect(Collectors.toSet());
        return new Slice(
                window,
                List.copyOf(some),
                gate,
                new Beside(
                        beside.accepted().stream()
                                .filter(count -> ids.contains(count.project()))
                                .toList(),
                        beside.items().stream()
                                .filter(count -> ids.contains(count.project()))
                                .toList(),
                        beside.unmet()));
    }

    Slice at(Phase one) {
        return new Slice(window, projects, Optional.of(one), beside);
    }

    private boolean concerns(Phase other) {
        return gate.isEmpty() || gate.get() == other;
    }

    /** Those of the window. */
    <F extends Fact> Stream<F> facts(Class<F> kind) {
        return projects.stream().flatMap(project -> facts(project, kind));
    }

    private <F extends Fact> Stream<F> facts(ProjectFlow project, Class<F> kind) {
        return project.facts().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(fact -> concerns(fact.gate()) && window.contains(fact.at()));
    }

    /** Gate cycles of the window that were decided upon and never ready. */
    long neverReadyCycles() {
        return projects.stream().mapToLong(this::neverReadyCycles).sum();
    }

    private long neverReadyCycles(ProjectFlow project) {
        Set<Fact.Cycle> never = new HashSet<>();
        Set<Fact.Cycle> ready = new HashSet<>();
        facts(project, Fact.Decided.class)
                .forEach(decided -> (decided.everReady() ? ready : never).add(decided.cycle()));
        never.removeAll(ready);
        return never.size();
    }

    Stream<Fact.Decided> firstVerdicts(Phase of) {
        return facts(Fact.Decided.class).filter(decided -> decided.first() && decided.gate() == of);
    }

    Stream<ProjectFlow> inProgress() {
        return projects.stream()
                .filter(project -> project.standing().inProgress())
                .filter(project -> concerns(project.standing().phase()));
    }

    Stream<Duration> ages() {
        return inProgress().map(project -> Duration.between(project.standing().phaseSince(), window.measuredAt()));
    }

    long conditionsOverdue() {
        return projects.stream()
                .flatMap(project -> project.conditions().stream())
                .filter(condition -> concerns(condition.gate()))
                .filter(condition -> condition.dueAt().isBefore(window.measuredAt()))
                .count();
    }

    Stream<Duration> openWaiverAges() {
        Instant at = window.measuredAt();
        return projects.stream()
                .filter(project -> project.closedAt().isEmpty())
                .flatMap(project -> project.waivers().stream())
                .filter(waiver -> concerns(waiver.gate()) && waiver.isOpenAt(at))
                .map(waiver -> Duration.between(waiver.grantedAt(), at));
    }

    /** Items whose waiver has run out, and that nobody has satisfied or waived again. */
    long expiredUnresolved() {
        return projects.stream()
                .filter(project -> project.closedAt().isEmpty())
                .mapToLong(this::expiredUnresolved)
                .sum();
    }

    private long expiredUnresolved(ProjectFlow project) {
        Map<String, List<Waiver>> byItem = project.waivers().stream()
                .filter(waiver -> concerns(waiver.gate()))
                .collect(Collectors.groupingBy(Waiver::item));
        return byItem.entrySet().stream()
                .filter(entry -> entry.getValue().stream().noneMatch(w -> w.isOpenAt(window.measuredAt())))
                .filter(entry -> beside.unmet().contains(new Beside.UnmetItem(project.id(), entry.getKey())))
                .count();
    }

    Stream<Beside.Accepted> accepted() {
        return beside.accepted().stream().filter(count -> concerns(count.phase()));
    }

    Stream<Beside.Items> items() {
        return beside.items().stream().filter(count -> concerns(count.phase()));
    }

    /** How long projects of the slice were in service during the window, in years of 365.25 days. */
    double liveYears() {
        Duration live = projects.stream()
                .filter(project -> project.liveSince().isPresent())
                .map(project -> window.overlap(
                        project.liveSince().get(), project.closedAt().orElse(window.measuredAt())))
                .reduce(Duration.ZERO, Duration::plus);
        return Spread.seconds(live) / Spread.seconds(Duration.ofHours(8_766));
    }
}
