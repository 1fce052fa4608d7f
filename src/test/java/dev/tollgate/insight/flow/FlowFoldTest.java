package dev.tollgate.insight.flow;

import static dev.tollgate.insight.flow.Diary.hour;
import static dev.tollgate.lifecycle.DecisionOutcome.CONDITIONAL_GO;
import static dev.tollgate.lifecycle.DecisionOutcome.GO;
import static dev.tollgate.lifecycle.DecisionOutcome.HOLD;
import static dev.tollgate.lifecycle.DecisionOutcome.KILL;
import static dev.tollgate.lifecycle.DecisionOutcome.RECYCLE;
import static dev.tollgate.lifecycle.ItemState.NOT_APPLICABLE;
import static dev.tollgate.lifecycle.ItemState.NOT_STARTED;
import static dev.tollgate.lifecycle.ItemState.SATISFIED;
import static dev.tollgate.lifecycle.ItemState.WAIVED;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.lifecycle.ProjectState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every metric by hand: a diary of some hours, and the number that its definition makes of it. */
class FlowFoldTest {

    private final Diary diary = new Diary();
    private Beside beside = new Beside(List.of(), List.of(), Set.of());

    @Test
    void latencyRunsFromReadyAndLeadTimeFromTheFirstAskingVoidAttemptsIncluded() {
        diary.at(1).moved(PLAN, GateState.READY);
        diary.at(3).asked(PLAN, 1, GO, SATISFIED);
        diary.moved(PLAN, GateState.IN_REVIEW);
        diary.at(4).moved(PLAN, GateState.READY);
        UUID second = diary.at(5).asked(PLAN, 1, GO, SATISFIED);
        diary.at(9).decided(second, PLAN, GO);

        assertSeconds(Metric.GATE_LEAD_TIME, 6 * 3600);
        assertSeconds(Metric.DECISION_LATENCY, 8 * 3600);
        assertSeconds(Metric.PHASE_CYCLE_TIME, 9 * 3600);
    }

    @Test
    void aGateThatFellBackWaitsAnew() {
        diary.at(1).moved(PLAN, GateState.READY);
        diary.at(2).moved(PLAN, GateState.NOT_READY);
        diary.at(6).moved(PLAN, GateState.READY);
        diary.at(7).decide(PLAN, 1, GO, SATISFIED);

        assertSeconds(Metric.DECISION_LATENCY, 3600);
    }

    @Test
    void aCycleThatWasNeverReadyIsCountedApart() {
        diary.at(1).decide(PLAN, 1, RECYCLE, NOT_STARTED);
        diary.at(2).decide(PLAN, 1, RECYCLE, NOT_STARTED);

        assertCount(Metric.NEVER_READY_CYCLES, 1);
        assertThat(spread(Metric.DECISION_LATENCY).n()).isZero();

        diary.at(3).moved(PLAN, GateState.READY).at(4).decide(PLAN, 1, GO, SATISFIED);

        assertCount(Metric.NEVER_READY_CYCLES, 0);
    }

    @Test
    void aGateThatPassedOutOfAHoldWasReady() {
        diary.at(1).decide(PLAN, 1, HOLD, NOT_STARTED);
        diary.moved(PLAN, GateState.ON_HOLD);
        diary.at(2).decide(PLAN, 1, GO, SATISFIED);

        assertCount(Metric.NEVER_READY_CYCLES, 0);
        assertThat(spread(Metric.DECISION_LATENCY).n()).isZero();
    }

    @Test
    void aHoldIsNoVerdictAndOnlyTheFirstOneCounts() {
        diary.at(1).decide(PLAN, 1, HOLD, SATISFIED);
        diary.at(2).decide(PLAN, 1, CONDITIONAL_GO, SATISFIED);
        diary.at(3).decide(DATA, 1, RECYCLE, NOT_STARTED);
        diary.at(4).decide(DATA, 1, GO, SATISFIED);
        diary.at(5).decide(DATA, 2, GO, SATISFIED);

        assertRatio(Metric.FIRST_PASS_YIELD, 1, 3);
        assertRatio(Metric.FIRST_PASS_YIELD_LENIENT, 2, 3);
        assertRatio(Metric.RECYCLE_RATE, 1, 5);
    }

    @Test
    void aVerdictBeforeTheWindowMakesALaterOneNoFirst() {
        diary.at(1).decide(PLAN, 1, RECYCLE, NOT_STARTED);
        diary.at(10).decide(PLAN, 1, GO, SATISFIED);

        Share yield = (Share) Metric.FIRST_PASS_YIELD.of(slice(hour(5), hour(20)));

        assertThat(yield).isEqualTo(new Share(Unit.RATIO, 0, 0, null));
    }

    @Test
    void theWindowHoldsItsBeginningAndNotItsEnd() {
        diary.at(5).decide(PLAN, 1, GO, SATISFIED);

        assertThat(((Spread) Metric.PHASE_CYCLE_TIME.of(slice(hour(5), hour(6)))).n())
                .isEqualTo(1);
        assertThat(((Spread) Metric.PHASE_CYCLE_TIME.of(slice(hour(4), hour(5)))).n())
                .isZero();
    }

    @Test
    void theRolledYieldIsTheProductOverAllGatesOrNothing() {
        diary.at(1).go(PLAN);
        diary.at(2).go(DATA);
        diary.at(3).decide(MODEL, 1, RECYCLE, NOT_STARTED);
        assertThat(Metric.ROLLED_THROUGHPUT_YIELD.of(slice())).isEqualTo(new Amount(Unit.RATIO, null));

        diary.at(4).go(MODEL);
        diary.at(5).go(DEPLOY);

        assertThat(Metric.ROLLED_THROUGHPUT_YIELD.of(slice())).isEqualTo(new Amount(Unit.RATIO, 0.0));
    }

    @Test
    void onlyTheFirstGoingLiveHasALeadTimeAndServiceRunsFromThere() {
        diary.at(1).go(PLAN);
        diary.at(2).go(DATA);
        diary.at(3).go(MODEL);
        diary.at(24).go(DEPLOY);
        diary.write(new Event.ProjectStateChanged(ProjectState.ACTIVE, ProjectState.LIVE));
        diary.at(30).confirmed(diary.proposed(DEPLOY, MODEL, Optional.empty()), MODEL, DEPLOY, Optional.empty());
        diary.at(48).go(DEPLOY);
        diary.at(72).write(new Event.ProjectStateChanged(ProjectState.LIVE, ProjectState.RETIRED));

        assertSeconds(Metric.PROJECT_LEAD_TIME, 24 * 3600);
        assertThat(share(Metric.THROUGHPUT).numerator()).isEqualTo(1);
        assertThat(share(Metric.LOOP_THROUGHPUT).numerator()).isEqualTo(1);
        assertThat(share(Metric.LOOP_RATE)).isEqualTo(Share.of(Unit.PER_YEAR, 1, 48.0 / 8_766));
        assertCount(Metric.WORK_IN_PROGRESS, 0);
    }

    @Test
    void agesAndWorkInProgressAreThoseAtTheEndOfTheWindow() {
        diary.at(10).go(PLAN);

        Slice past = slice(hour(0), hour(14));

        assertThat(Metric.WORK_ITEM_AGE.of(past)).isEqualTo(new Spread(Unit.SECONDS, 1, 14_400.0, 14_400.0));
        assertThat(Metric.WORK_IN_PROGRESS.of(past.at(DATA))).isEqualTo(Amount.count(1));
        assertThat(Metric.WORK_IN_PROGRESS.of(past.at(PLAN))).isEqualTo(Amount.count(0));
    }

    @Test
    void aDecisionIsConcordantByWhatItsSnapshotSaw() {
        diary.at(1).decide(PLAN, 1, GO, WAIVED);
        diary.at(2).decide(DATA, 1, RECYCLE, NOT_STARTED);
        diary.at(3).decide(DATA, 1, HOLD, SATISFIED);
        diary.at(4).decide(DATA, 1, GO, NOT_APPLICABLE);
        diary.at(5).write(new Event.GateOverridden(diary.id(), MODEL, "must go", hour(99), List.of("model.a")));

        assertRatio(Metric.DECISION_CONCORDANCE, 3, 5);
        assertRatio(Metric.OVERRIDE_RATE, 1, 5);
        assertRatio(Metric.WAIVER_RATE, 1, 3);
    }

    @Test
    void waiversAreOpenUntilTheyEndAndUnresolvedWhereTheItemIsUnmetThen() {
        UUID lapsed = diary.at(1).waived("plan.a", hour(10), 2);
        UUID refused = diary.asksForWaiver("plan.a", hour(400));
        diary.at(4).write(new Event.WaiverRefused(refused, "plan.a", "no"));
        diary.waived("data.a", hour(400), 5);
        UUID renewed = diary.waived("plan.a", hour(12), 11);
        UUID withdrawn = diary.waived("model.a", hour(400), 11);
        diary.at(13).write(new Event.WaiverWithdrawn(withdrawn, "model.a", "done"));
        diary.at(14)
                .write(new Event.WaiverExpired(renewed, "plan.a", "over"))
                .write(new Event.WaiverExpired(lapsed, "plan.a", "over"));
        unmet("plan.a", "data.a", "model.a");

        assertThat(Metric.OPEN_WAIVER_AGE.of(slice(hour(0), hour(15))))
                .isEqualTo(new Spread(Unit.SECONDS, 1, 36_000.0, 36_000.0));
        assertRatio(Metric.WAIVER_GRANT_RATE, 4, 5);
        assertCount(Metric.WAIVER_RENEWALS, 1);
        assertCount(Metric.WAIVERS_EXPIRED_UNRESOLVED, 1);
    }

    @Test
    void anItemThatIsWaivedAnewIsNotUnresolved() {
        diary.waived("plan.a", hour(10), 2);
        diary.waived("plan.a", hour(400), 9);
        unmet("plan.a");

        assertCount(Metric.WAIVERS_EXPIRED_UNRESOLVED, 0);
    }

    @Test
    void aWaiverEndsWithItsIterationAndLeavesNothingUnresolved() {
        diary.waived("model.a", hour(400), 2);
        unmet("model.a");
        diary.at(3).confirmed(diary.proposed(MODEL, DATA, Optional.empty()), DATA, MODEL, Optional.empty());

        assertThat(spread(Metric.OPEN_WAIVER_AGE).n()).isZero();
        assertCount(Metric.WAIVERS_EXPIRED_UNRESOLVED, 0);
    }

    @Test
    void conditionsCountInTheWindowOfTheirDate() {
        UUID kept = condition("deploy.post-deployment-review", hour(20));
        UUID late = condition("model.a", hour(21));
        condition("model.a", hour(22));
        UUID reopened = condition("model.a", hour(23));
        condition("model.a", hour(900));
        diary.at(20).write(closed(kept));
        diary.at(22).write(closed(late));
        diary.write(closed(reopened));
        diary.at(22.5).write(new Event.ConditionReopened(reopened, MODEL, "evidence was invalidated"));

        assertRatio(Metric.CONDITIONS_CLOSED_ON_TIME, 1, 4);
        assertRatio(Metric.REVIEWS_ON_TIME, 1, 1);
        assertCount(Metric.CONDITIONS_OVERDUE, 2);
    }

    @Test
    void aConditionOfAProjectThatWasKilledBeforeItsDateIsLeftOut() {
        condition("model.a", hour(20));
        diary.at(19).decide(MODEL, 1, KILL, NOT_STARTED);
        diary.write(new Event.ProjectStateChanged(ProjectState.ACTIVE, ProjectState.KILLED));

        assertRatio(Metric.CONDITIONS_CLOSED_ON_TIME, 0, 0);
        assertCount(Metric.CONDITIONS_OVERDUE, 0);
        assertRatio(Metric.LATE_KILL_SHARE, 1, 1);
        assertRatio(Metric.KILL_RATE, 1, 1);
        assertSeconds(Metric.SUNK_TIME, 19 * 3600);
    }

    @Test
    void aKillAfterALoopBackToThePlanIsLate() {
        diary.at(12).go(PLAN);
        diary.at(13).go(DATA);
        UUID loop = diary.at(14).proposed(MODEL, PLAN, Optional.empty());
        diary.confirmed(loop, PLAN, MODEL, Optional.empty());
        diary.at(19).decide(PLAN, 2, KILL, NOT_STARTED);

        assertRatio(Metric.LATE_KILL_SHARE, 1, 1);
    }

    @Test
    void aKillBeforeThereWasAModelIsNot() {
        diary.at(12).go(PLAN);
        diary.at(19).decide(DATA, 1, KILL, NOT_STARTED);

        assertRatio(Metric.LATE_KILL_SHARE, 0, 1);
    }

    @Test
    void whatAKillObligesToOutlivesTheProject() {
        diary.at(19).decide(MODEL, 1, KILL, NOT_STARTED);
        diary.write(new Event.ConditionOpened(
                diary.id(), MODEL, diary.id(), "switch off", "growth", Optional.empty(), hour(20)));
        diary.write(new Event.ProjectStateChanged(ProjectState.ACTIVE, ProjectState.KILLED));

        assertRatio(Metric.CONDITIONS_CLOSED_ON_TIME, 0, 1);
        assertCount(Metric.CONDITIONS_OVERDUE, 1);
    }

    @Test
    void aLoopIsTimedInPartsThatAddUp() {
        UUID escaped = diary.at(1).go(PLAN);
        diary.at(2).go(DATA);
        UUID loop = diary.at(10).proposed(MODEL, DATA, Optional.of(hour(4)));
        diary.at(12).confirmed(loop, DATA, MODEL, Optional.of(escaped));
        diary.at(15).moved(MODEL, GateState.READY);
        diary.at(16).decide(MODEL, 2, GO, SATISFIED);
        diary.write(new Event.LoopClosed(loop));

        assertSeconds(Metric.LOOP_DETECT_TIME, 6 * 3600);
        assertSeconds(Metric.LOOP_CONFIRM_TIME, 2 * 3600);
        assertSeconds(Metric.LOOP_REBUILD_TIME, 3 * 3600);
        assertSeconds(Metric.LOOP_DECIDE_TIME, 3600);
        assertSeconds(Metric.LOOP_RESTORE_TIME, 12 * 3600);
        assertThat(Metric.REOPEN_DEPTH.of(slice())).isEqualTo(new Spread(Unit.RATIO, 1, 0.25, 0.25));
        assertThat(Metric.GATE_ESCAPES.of(slice().at(PLAN))).isEqualTo(Amount.count(1));
        assertThat(Metric.GATE_ESCAPES.of(slice().at(DATA))).isEqualTo(Amount.count(0));
    }

    @Test
    void attainmentIsTheWayThatWasGoneOverTheWayThatWasPlanned() {
        diary.at(1).reviewed(EvidenceOutcome.PASS, 2.97);
        diary.at(2).reviewed(EvidenceOutcome.FAIL, 2.0);
        UUID wrong = diary.at(3).reviewed(EvidenceOutcome.PASS, 1.0);
        diary.at(4).write(new Event.EvidenceInvalidated(wrong, Line.REVIEW, "wrong data", Optional.empty()));

        Spread value = spread(Metric.VALUE_REALISATION);

        assertThat(value.n()).isEqualTo(1);
        assertThat(value.p50()).isEqualTo((2.97 - 3.2) / (2.88 - 3.2));
    }

    @Test
    void groupsFollowWhatTheProjectIsAtTheEnd() {
        diary.at(1).write(new Event.ProjectMigrated(Diary.CHECKLIST, new ChecklistRef("tiny", 2), List.of("plan.a")));

        assertThat(FlowGroups.CHECKLIST.of(slice())).containsOnlyKeys("tiny:2");
        assertThat(FlowGroups.OWNER.of(slice())).containsOnlyKeys("growth");
        assertThat(FlowGroups.TIER.of(slice()).get("LOW"))
                .satisfies(low -> assertThat(low.projects()).hasSize(1));
        assertThat(FlowGroups.TIER.of(slice()).get("HIGH"))
                .satisfies(high -> assertThat(high.projects()).isEmpty());
    }

    @Test
    void atMostTwoHundredGroupsAreTold() {
        ProjectFlow one = project();
        List<ProjectFlow> many = Stream.iterate(0, i -> i + 1)
                .limit(FlowGroups.MOST + 3)
                .map(i -> new ProjectFlow(
                        new UUID(1, i),
                        new ProjectFlow.Labels("owner" + i, one.labels().tier(), Diary.CHECKLIST),
                        one.facts(),
                        one.standing(),
                        one.liveSince(),
                        one.closedAt(),
                        one.conditions(),
                        one.waivers()))
                .toList();
        Slice all = new Slice(window(hour(0), hour(100)), many, Optional.empty(), beside);

        assertThat(FlowGroups.OWNER.of(all)).hasSize(FlowGroups.MOST);
        assertThat(FlowGroups.OWNER.omitted(all)).isEqualTo(3);
    }

    private void unmet(String... items) {
        UUID id = project().id();
        beside = new Beside(
                List.of(),
                List.of(),
                Stream.of(items).map(item -> new Beside.UnmetItem(id, item)).collect(Collectors.toSet()));
    }

    private static Event closed(UUID condition) {
        return new Event.ConditionClosed(condition, MODEL, "done", Optional.empty());
    }

    private UUID condition(String item, Instant dueAt) {
        UUID condition = diary.id();
        diary.at(1)
                .write(new Event.ConditionOpened(
                        condition, MODEL, diary.id(), "tidy up", "growth", Optional.of(item), dueAt));
        return condition;
    }

    private ProjectFlow project() {
        return Diary.fold(diary);
    }

    private Slice slice() {
        return slice(hour(0), hour(100));
    }

    private Slice slice(Instant from, Instant to) {
        return new Slice(window(from, to), List.of(project()), Optional.empty(), beside);
    }

    private static Window window(Instant from, Instant to) {
        return new Window(from, to, hour(1_000));
    }

    private Spread spread(Metric metric) {
        return (Spread) metric.of(slice());
    }

    private Share share(Metric metric) {
        return (Share) metric.of(slice());
    }

    private void assertSeconds(Metric metric, double seconds) {
        assertThat(metric.of(slice())).isEqualTo(new Spread(Unit.SECONDS, 1, seconds, seconds));
    }

    private void assertRatio(Metric metric, long numerator, long denominator) {
        assertThat(metric.of(slice())).as(metric.label()).isEqualTo(Share.ratio(numerator, denominator));
    }

    private void assertCount(Metric metric, long count) {
        assertThat(metric.of(slice())).as(metric.label()).isEqualTo(Amount.count(count));
    }
}
