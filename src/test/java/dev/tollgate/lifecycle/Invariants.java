package dev.tollgate.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What holds after every command, whatever it was. */
final class Invariants {

    /**
     * One command that was carried out.
     *
     * @param before the project, and the checklist that it followed
     * @param story whose time is still that of the command
     */
    record Step(Project before, Checklist checklist, Ruling.Accepted accepted, Story story) {

        List<Event> events() {
            return accepted.events().stream().map(Recorded::event).toList();
        }

        Project after() {
            return accepted.project();
        }
    }

    private Invariants() {}

    static void check(Step step) {
        onlyPeopleJudge(step.accepted().events());
        step.events().forEach(event -> isEarned(event, step));
        targetsAreLockedByAPass(step);
        iterationsAndAttempts(step.before(), step.after(), step.events());
        closedStaysClosed(step.before(), step.events());
        stateIsSound(step.story());
    }

    private static void onlyPeopleJudge(List<Recorded> events) {
        for (Recorded recorded : events) {
            if (isJudgement(recorded.event())) {
                assertThat(recorded.actor().kind()).as("who judged").isEqualTo(Caller.Kind.PERSON);
            }
        }
    }

    private static boolean isJudgement(Event event) {
        return switch (event) {
            case Event.DecisionOpened e -> true;
            case Event.GateVoted e -> true;
            case Event.GateDecided e -> true;
            case Event.GateValidated e -> true;
            case Event.GateOverridden e -> true;
            case Event.GateReopened e -> true;
            case Event.TargetsLocked e -> true;
            case Event.ItemReviewed e -> true;
            case Event.ItemDeclaredNotApplicable e -> true;
            case Event.WaiverRequested e -> true;
            case Event.WaiverGranted e -> true;
            case Event.WaiverRefused e -> true;
            case Event.WaiverWithdrawn e -> true;
            case Event.LoopConfirmed e -> true;
            case Event.LoopDismissed e -> true;
            case Event.ProjectMigrated e -> true;
            default -> false;
        };
    }

    private static void isEarned(Event event, Step step) {
        switch (event) {
            case Event.GateDecided e when e.outcome().letsThrough() -> goNeedsReadiness(e, step);
            case Event.GateDecided e
            when e.outcome() == DecisionOutcome.KILL -> {
                Set<String> killers = step.checklist().governance().killers();
                assertThat(killers.isEmpty()
                                || !Collections.disjoint(
                                        killers, voter(step, e.decision()).roles()))
                        .as("who killed it")
                        .isTrue();
            }
            case Event.GateVoted e
            when e.ballot() != Ballot.RECUSE ->
                assertThat(DutyRules.excludedFrom(step.before(), step.checklist(), e.gate()))
                        .as("who does not vote")
                        .doesNotContain(voter(step, e.decision()).voter());
            case Event.GateOverridden e ->
                assertThat(GateRules.unmet(step.before(), step.checklist(), e.gate(), now(step)))
                        .as("what was overridden")
                        .isNotEmpty();
            case Event.WaiverGranted e -> waiverIsWithinItsTerms(step.after().waiver(e.waiver()), step);
            default -> {}
        }
    }

    private static Decision.Vote voter(Step step, UUID decision) {
        return step.after().decision(decision).votes().getLast();
    }

    private static Instant now(Step step) {
        return step.story().now();
    }

    /** On the state before the command, and with the people and roles that the tier asks for. */
    private static void goNeedsReadiness(Event.GateDecided decided, Step step) {
        Project before = step.before();
        Phase gate = decided.gate();
        assertThat(GateRules.unmet(before, step.checklist(), gate, now(step)))
                .as("unmet at a GO")
                .isEmpty();
        for (Phase phase : Phase.values()) {
            if (phase.isBefore(gate)) {
                assertThat(GateRules.stateAt(before, step.checklist(), phase, now(step))
                                .stands())
                        .as("gate %s stood at the GO of %s", phase, gate)
                        .isTrue();
            }
        }
        Decision decision = step.after().decision(decided.decision());
        RiskTier tier = before.tier();
        assertThat(decision.approvals())
                .as("approvals")
                .isGreaterThanOrEqualTo(step.checklist().governance().quorum(tier));
        assertThat(decision.rolesMissing(step.checklist().gate(gate).duties().required(tier)))
                .as("roles missing")
                .isEmpty();
    }

    private static void waiverIsWithinItsTerms(Waiver waiver, Step step) {
        Duration longest = step.checklist()
                .item(waiver.item())
                .waiver()
                .longest(waiver.check(), step.before().tier())
                .orElseThrow();
        assertThat(waiver.expiresAt())
                .as("its end")
                .isAfter(now(step))
                .isBeforeOrEqualTo(now(step).plus(longest));
        assertThat(waiver.ruling().orElseThrow().ruledBy()).as("who granted it").isNotEqualTo(waiver.requestedBy());
    }

    private static void targetsAreLockedByAPass(Step step) {
        for (Event event : step.events()) {
            if (event instanceof Event.TargetsLocked locked) {
                assertThat(step.events()).as("what locked the targets").anyMatch(other -> switch (other) {
                    case Event.GateDecided d ->
                        d.gate() == locked.gate() && d.outcome().letsThrough();
                    case Event.GateOverridden o -> o.gate() == locked.gate();
                    default -> false;
                });
                assertThat(locked.gate()).as("whose GO locks them").isEqualTo(Phase.PLAN);
            }
        }
    }

    private static void iterationsAndAttempts(Project before, Project after, List<Event> events) {
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

    private static void closedStaysClosed(Project before, List<Event> events) {
        if (before.state().isClosed()) {
            assertThat(events).as("events of a closed project").allMatch(Event.ConditionClosed.class::isInstance);
        }
    }

    static void stateIsSound(Story story) {
        Project project = story.project();
        if (!project.state().isClosed()) {
            recordedIsComputed(story);
        }
        for (Gate gate : project.gates().values()) {
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

    private static void recordedIsComputed(Story story) {
        Project project = story.project();
        var assessment = new Assessment(project, story.checklist(), story.now());
        for (String item : story.checklist().items().keySet()) {
            assertThat(project.item(item).state())
                    .as("recorded state of %s", item)
                    .isEqualTo(assessment.of(item).state());
        }
        for (Gate gate : project.gates().values()) {
            assertThat(gate.state())
                    .as("recorded state of %s", gate.phase())
                    .isEqualTo(GateRules.stateAt(project, story.checklist(), gate.phase(), story.now(), assessment));
        }
        boolean held = project.gate(project.phase()).basis() == Gate.Basis.HELD;
        assertThat(project.state() == ProjectState.ON_HOLD).as("on hold").isEqualTo(held);
    }
}
