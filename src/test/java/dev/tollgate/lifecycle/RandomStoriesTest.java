package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Fixtures.CI;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Many stories of random commands on projects of every checklist, tier and phase, after each of which what must always hold is checked; {@link
 * Story} checks besides that the log folds to the state. Another run of stories: {@code -Dtollgate.seed=…}.
 */
class RandomStoriesTest {

    private static final long SEED = Long.getLong("tollgate.seed", 20260302L);
    private static final int STORIES = 10_000;
    private static final int COMMANDS = 10;

    /** The second is without loops; the last is what no story knows. */
    static final List<Checklist> CHECKLISTS = List.of(
            Fixtures.checklist(), oneWay(), Fixtures.governedChecklist(), named("unheard-of", Fixtures.checklist()));

    /** Only the ledger, which knows what is stored, gives these. */
    private static final Set<Class<?>> NOT_OF_THE_CORE = Set.of(
            Refusal.UnknownProject.class,
            Refusal.UnknownChecklist.class,
            Refusal.Overtaken.class,
            Refusal.IdempotencyMismatch.class);

    private final Set<EventType> events = new HashSet<>();
    private final Set<Class<?>> refusals = new HashSet<>();

    private static Checklist oneWay() {
        Checklist c = Fixtures.governedChecklist();
        return new Checklist("one-way", 1, c.items(), c.gates(), List.of(), c.governance());
    }

    private static Checklist named(String id, Checklist c) {
        return new Checklist(id, 1, c.items(), c.gates(), c.loops(), c.governance());
    }

    @Test
    void whateverPeopleAndPipelinesDoTheRulesHold(TestReporter reporter) {
        // Given
        reporter.publishEntry("tollgate.seed", Long.toString(SEED));
        List<Story> beginnings = beginnings();
        // When / Then
        for (int i = 0; i < STORIES; i++) {
            tell(SEED + i, beginnings.get(i % beginnings.size()).fork());
        }
        // Then the stories went everywhere
        assertThat(events).containsExactlyInAnyOrder(EventType.values());
        assertThat(refusals)
                .containsExactlyInAnyOrderElementsOf(kindsOf(Refusal.class)
                        .filter(c -> !NOT_OF_THE_CORE.contains(c))
                        .toList());
    }

    /** Told once, since getting far takes many commands. */
    private static List<Story> beginnings() {
        List<Story> beginnings = new ArrayList<>();
        for (Checklist checklist : List.of(CHECKLISTS.getFirst(), CHECKLISTS.get(2))) {
            for (RiskTier tier : RiskTier.values()) {
                for (int gates = 0; gates <= Phase.values().length; gates++) {
                    Story story = Story.ofProject(tier, checklist);
                    CHECKLISTS.subList(0, 3).forEach(story::publish);
                    beginnings.add(story.passed(Arrays.copyOf(Phase.values(), gates)));
                }
                beginnings.add(backFromALoop(beginnings.getLast().fork()));
            }
        }
        return beginnings;
    }

    /** One GO before the loop is closed. */
    private static Story backFromALoop(Story live) {
        live.when(Fixtures.ALICE, Commands.openLoop(Phase.DEPLOY, Phase.MODEL, LoopTrigger.CONCEPT_DRIFT));
        return live.passed(Phase.MODEL).ready(Phase.DEPLOY);
    }

    private static Stream<Class<?>> kindsOf(Class<?> refusal) {
        return refusal.isSealed()
                ? Arrays.stream(refusal.getPermittedSubclasses()).flatMap(RandomStoriesTest::kindsOf)
                : Stream.of(refusal);
    }

    private void tell(long seed, Story story) {
        var chance = new Chance(seed);
        var commands = new RandomCommands(chance, story);
        for (int i = 0; i < COMMANDS; i++) {
            story.later(commands.pause());
            Command command = commands.next();
            Caller caller = commands.caller(command);
            try {
                step(story, caller, command);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "-Dtollgate.seed=%d, step %d, %s: %s: %s".formatted(seed, i, caller.id(), command, e), e);
            }
        }
        assertThat(timePasses(story, chance))
                .as("-Dtollgate.seed=%d, what time does", seed)
                .isEmpty();
        story.log().forEach(recorded -> events.add(EventType.of(recorded.event())));
        if (seed % 10 == 0) {
            assertThat(Evolver.fold(story.log())).as("-Dtollgate.seed=%d", seed).contains(story.project());
        }
    }

    private void step(Story story, Caller caller, Command command) {
        Project before = story.project();
        Checklist checklist = story.checklist();
        Ruling ruling = story.attempt(caller, command);
        switch (ruling) {
            case Ruling.Refused refused -> refusals.add(refused.refusal().getClass());
            case Ruling.Accepted accepted -> Invariants.check(new Invariants.Step(before, checklist, accepted, story));
        }
    }

    /** Nothing changes before the timetable says so, and then it is put on record. What is wrong; empty where all is well. */
    private static Optional<String> timePasses(Story story, Chance chance) {
        story.when(CI, Commands.recordTime());
        List<Event> again = story.when(CI, Commands.recordTime());
        if (!again.isEmpty()) {
            return Optional.of("settling once more: " + again);
        }
        Optional<Instant> next = story.next();
        Instant last = next.orElse(story.now().plus(Duration.ofDays(400))).minusNanos(1_000);
        if (story.now().isBefore(last)) {
            long micros = Duration.between(story.now(), last).toNanos() / 1_000;
            Instant any = last.minusNanos(1_000 * (long) (micros * (chance.below(1_000) / 1_000.0)));
            for (Instant time : List.of(any, last)) {
                List<Event> moved = story.at(time).when(CI, Commands.recordTime());
                if (!moved.isEmpty()) {
                    return Optional.of("at %s, before %s: %s".formatted(time, next, moved));
                }
            }
        }
        if (next.isPresent()) {
            story.at(next.get()).when(CI, Commands.recordTime());
            Invariants.stateIsSound(story);
            return story.next().filter(then -> !then.isAfter(next.get())).map(then -> "then again at " + then);
        }
        return Optional.empty();
    }
}
