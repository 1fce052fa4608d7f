package dev.tollgate.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

/** What holds after every command, whatever it was. */
final class Invariants {

    private Invariants() {}

    static void onlyPeopleJudge(List<Recorded> events) {
        assertThat(events)
                .filteredOn(recorded -> isJudgement(recorded.event()))
                .extracting(recorded -> recorded.actor().kind())
                .as("who judged")
                .allMatch(Caller.Kind.PERSON::equals);
    }

    private static boolean isJudgement(Event event) {
        return switch (event) {
            case Event.DecisionOpened e -> true;
            case Event.GateVoted e -> true;
            case Event.GateDecided e -> true;
            case Event.ItemReviewed e -> true;
            case Event.LoopConfirmed e -> true;
            case Event.LoopDismissed e -> true;
            default -> false;
        };
    }

    /** At the time of the command, which is still the story's, and on the state before it. */
    static void goNeedsReadiness(Project before, List<Event> events, Story story) {
        for (Event event : events) {
            if (event instanceof Event.GateDecided decided && decided.outcome().letsThrough()) {
                assertThat(GateRules.unmet(before, story.checklist(), decided.gate(), story.now()))
                        .as("unmet at a GO")
                        .isEmpty();
                for (Phase phase : Phase.values()) {
                    assertThat(!phase.isBefore(decided.gate()) || stood(before, phase, story))
                            .as("gate %s stood at the GO of %s", phase, decided.gate())
                            .isTrue();
                }
            }
        }
    }

    private static boolean stood(Project before, Phase phase, Story story) {
        return GateRules.stateAt(before, story.checklist(), phase, story.now()).stands();
    }

    static void iterationsAndAttempts(Project before, Project after, List<Event> events) {
        boolean looped = events.stream().anyMatch(Event.LoopConfirmed.class::isInstance);
        assertThat(after.iteration() - before.iteration()).as("iterations").isEqualTo(looped ? 1 : 0);
        for (Phase gate : Phase.values()) {
            boolean recycled = events.stream()
                    .anyMatch(e -> e instanceof Event.GateDecided d
                            && d.gate() == gate
                            && d.outcome() == DecisionOutcome.RECYCLE);
            int attempt = before.gate(gate).attempt() + (recycled ? 1 : 0);
            assertThat(after.gate(gate).attempt())
                    .as("attempt at %s", gate)
                    .isIn(looped && !gate.isBefore(after.phase()) ? List.of(1) : List.of(attempt));
        }
    }

    static void closedStaysClosed(Project before, List<Event> events) {
        if (before.state().isClosed()) {
            assertThat(events).as("events of a closed project").isEmpty();
        }
    }

    static void stateIsSound(Story story) {
        Project project = story.project();
        for (Gate gate : project.gates().values()) {
            if (!project.state().isClosed()) {
                assertThat(gate.state())
                        .as("recorded state of %s", gate.phase())
                        .isEqualTo(story.stateOf(gate.phase()));
            }
            if (gate.phase().isBefore(project.phase())) {
                assertThat(gate.basis().isPass()).as("%s passed", gate.phase()).isTrue();
            }
            if (gate.phase() != project.phase()) {
                assertThat(gate.openDecision()).as("votes at %s", gate.phase()).isEmpty();
            }
        }
        assertThat(project.decisions().values().stream()
                        .filter(d -> d.state() == DecisionState.OPEN)
                        .map(d -> Optional.of(d.id())))
                .as("open decisions")
                .allMatch(project.gate(project.phase()).openDecision()::equals);
        assertThat(project.state() != ProjectState.LIVE || project.phase() == Phase.DEPLOY)
                .isTrue();
        for (Item item : project.items().values()) {
            assertThat(story.shelf().inForce(item.id()))
                    .as("evidence in force of %s", item.id())
                    .isEqualTo(
                            item.evidence().map(Item.EvidenceHead::id).stream().toList());
        }
    }
}
