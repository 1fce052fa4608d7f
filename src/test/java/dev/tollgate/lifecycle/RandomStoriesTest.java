package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Fixtures.CI;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Many stories of random commands, after each of which what must always hold is checked; {@link Story} checks besides that the log folds to
 * the state. Another run of stories: {@code -Dtollgate.seed=…}.
 */
class RandomStoriesTest {

    private static final long SEED = Long.getLong("tollgate.seed", 20260302L);
    private static final List<RiskTier> TIERS = List.of(RiskTier.values());
    private static final int STORIES = 2_000;
    private static final int COMMANDS = 40;

    /** Only the ledger, which knows what is stored, gives these. */
    private static final Set<Class<?>> NOT_OF_THE_CORE = Set.of(
            Refusal.UnknownProject.class,
            Refusal.UnknownChecklist.class,
            Refusal.Overtaken.class,
            Refusal.IdempotencyMismatch.class);

    private final Set<EventType> events = new HashSet<>();
    private final Set<Class<?>> refusals = new HashSet<>();

    @Test
    void whateverPeopleAndPipelinesDoTheRulesHold(TestReporter reporter) {
        // Given
        reporter.publishEntry("tollgate.seed", Long.toString(SEED));
        // When / Then
        for (int i = 0; i < STORIES; i++) {
            tell(SEED + i);
        }
        // Then the stories went everywhere
        assertThat(events).containsExactlyInAnyOrder(EventType.values());
        assertThat(refusals)
                .containsExactlyInAnyOrderElementsOf(kindsOf(Refusal.class)
                        .filter(c -> !NOT_OF_THE_CORE.contains(c))
                        .toList());
    }

    private static Stream<Class<?>> kindsOf(Class<?> refusal) {
        return refusal.isSealed()
                ? Arrays.stream(refusal.getPermittedSubclasses()).flatMap(RandomStoriesTest::kindsOf)
                : Stream.of(refusal);
    }

    private void tell(long seed) {
        var random = new Random(seed);
        Story story = Story.ofProject(TIERS.get(random.nextInt(TIERS.size())))
                .passed(Arrays.copyOf(Phase.values(), random.nextInt(Phase.values().length + 1)));
        var commands = new RandomCommands(random, story);
        Map<Integer, Project> states = new TreeMap<>();
        for (int i = 0; i < COMMANDS; i++) {
            story.later(commands.pause());
            Command command = commands.next();
            Caller caller = commands.caller(command);
            try {
                step(story, caller, command);
                states.put(story.log().size(), story.project());
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "-Dtollgate.seed=%d, step %d, %s: %s: %s".formatted(seed, i, caller.id(), command, e), e);
            }
        }
        story.log().forEach(recorded -> events.add(EventType.of(recorded.event())));
        // And at any length the log folds to what stood then
        states.forEach((length, state) -> assertThat(Evolver.fold(story.log().subList(0, length)))
                .as("-Dtollgate.seed=%d, event %d", seed, length)
                .contains(state));
    }

    private void step(Story story, Caller caller, Command command) {
        Project before = story.project();
        Ruling ruling = story.attempt(caller, command);
        switch (ruling) {
            case Ruling.Refused refused -> refusals.add(refused.refusal().getClass());
            case Ruling.Accepted accepted -> check(story, before, accepted);
        }
    }

    private static void check(Story story, Project before, Ruling.Accepted accepted) {
        Project after = story.project();
        List<Event> happened = accepted.events().stream().map(Recorded::event).toList();
        Invariants.onlyPeopleJudge(accepted.events());
        Invariants.goNeedsReadiness(before, happened, story);
        Invariants.iterationsAndAttempts(before, after, happened);
        Invariants.closedStaysClosed(before, happened);
        Invariants.stateIsSound(story);
        assertThat(story.when(CI, Commands.recordTime()))
                .as("settling once more")
                .isEmpty();
    }
}
