package dev.tollgate.insight.flow;

import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The metrics, each with the name under which answers have it. Their definitions stand in the contract (schema {@code FlowMetrics}), which
 * whoever reads the numbers has before them.
 */
enum Metric {
    GATE_LEAD_TIME("gateLeadTime", slice -> Spread.ofTimes(decisions(slice).map(Fact.Decided::asked))),
    DECISION_LATENCY(
            "decisionLatency",
            slice -> Spread.ofTimes(decisions(slice).map(Fact.Decided::waited).flatMap(Optional::stream))),
    NEVER_READY_CYCLES("neverReadyCycles", slice -> Amount.count(slice.neverReadyCycles())),
    FIRST_PASS_YIELD(
            "firstPassYield",
            slice -> Share.ratio(decisions(slice).filter(Fact.Decided::first), d -> d.outcome() == DecisionOutcome.GO)),
    FIRST_PASS_YIELD_LENIENT(
            "firstPassYieldLenient",
            slice -> Share.ratio(
                    decisions(slice).filter(Fact.Decided::first),
                    d -> d.outcome().letsThrough())),
    ROLLED_THROUGHPUT_YIELD("rolledThroughputYield", Metric::rolledYield),
    PHASE_CYCLE_TIME(
            "phaseCycleTime",
            slice ->
                    Spread.ofTimes(decisions(slice).map(Fact.Decided::phaseTime).flatMap(Optional::stream))),
    PROJECT_LEAD_TIME(
            "projectLeadTime",
            slice -> Spread.ofTimes(slice.facts(Fact.WentLive.class)
                    .map(Fact.WentLive::leadTime)
                    .flatMap(Optional::stream))),
    WORK_ITEM_AGE("workItemAge", slice -> Spread.ofTimes(slice.ages())),
    WORK_IN_PROGRESS("workInProgress", slice -> Amount.count(slice.inProgress().count())),
    THROUGHPUT("throughput", slice -> perWeek(slice, true)),
    LOOP_THROUGHPUT("loopThroughput", slice -> perWeek(slice, false)),
    WAIVER_RATE(
            "waiverRate",
            slice -> Share.ratio(
                    decisions(slice).mapToInt(d -> d.seen().waived()).sum(),
                    decisions(slice).mapToInt(d -> d.seen().must()).sum())),
    OPEN_WAIVER_AGE("openWaiverAge", slice -> Spread.ofTimes(slice.openWaiverAges())),
    WAIVER_GRANT_RATE(
            "waiverGrantRate",
            slice -> Share.ratio(slice.facts(Fact.WaiverSettled.class), Fact.WaiverSettled::granted)),
    WAIVER_RENEWALS(
            "waiverRenewals",
            slice -> Amount.count(slice.facts(Fact.WaiverSettled.class)
                    .filter(Fact.WaiverSettled::renewed)
                    .count())),
    WAIVERS_EXPIRED_UNRESOLVED("waiversExpiredUnresolved", slice -> Amount.count(slice.expiredUnresolved())),
    NOT_APPLICABLE_RATE(
            "notApplicableRate",
            slice -> Share.ratio(
                    slice.items().mapToLong(Beside.Items::notApplicable).sum(),
                    slice.items().mapToLong(Beside.Items::all).sum())),
    CONDITIONS_CLOSED_ON_TIME(
            "conditionsClosedOnTime",
            slice -> Share.ratio(slice.facts(Fact.ConditionDue.class), Fact.ConditionDue::onTime)),
    CONDITIONS_OVERDUE("conditionsOverdue", slice -> Amount.count(slice.conditionsOverdue())),
    EVIDENCE_AUTOMATION_RATE(
            "evidenceAutomationRate",
            slice -> Share.ratio(
                    slice.accepted().mapToLong(Beside.Accepted::byMachines).sum(),
                    slice.accepted().mapToLong(Beside.Accepted::all).sum())),
    STALE_EVIDENCE_RATE("staleEvidenceRate", Metric::staleRate),
    LOOP_RATE(
            "loopRate",
            slice -> Share.of(Unit.PER_YEAR, slice.facts(Fact.LoopOpened.class).count(), slice.liveYears())),
    REOPEN_DEPTH(
            "reopenDepth",
            slice -> Spread.of(Unit.RATIO, slice.facts(Fact.LoopOpened.class).mapToDouble(Fact.LoopOpened::depth))),
    RECYCLE_RATE("recycleRate", slice -> Share.ratio(decisions(slice), d -> d.outcome() == DecisionOutcome.RECYCLE)),
    LOOP_RESTORE_TIME("loopRestoreTime", slice -> Spread.ofTimes(closed(slice).map(Fact.LoopClosed::restore))),
    LOOP_DETECT_TIME(
            "loopDetectTime",
            slice -> Spread.ofTimes(closed(slice).map(Fact.LoopClosed::detect).flatMap(Optional::stream))),
    LOOP_CONFIRM_TIME("loopConfirmTime", slice -> Spread.ofTimes(closed(slice).map(Fact.LoopClosed::confirm))),
    LOOP_REBUILD_TIME(
            "loopRebuildTime",
            slice -> Spread.ofTimes(closed(slice).map(Fact.LoopClosed::rebuild).flatMap(Optional::stream))),
    LOOP_DECIDE_TIME(
            "loopDecideTime",
            slice -> Spread.ofTimes(closed(slice).map(Fact.LoopClosed::decide).flatMap(Optional::stream))),
    KILL_RATE("killRate", slice -> Share.ratio(decisions(slice), d -> d.outcome() == DecisionOutcome.KILL)),
    SUNK_TIME("sunkTime", slice -> Spread.ofTimes(slice.facts(Fact.Killed.class).map(Fact.Killed::sunk))),
    LATE_KILL_SHARE(
            "lateKillShare",
            slice -> Share.ratio(
                    slice.facts(Fact.Killed.class), killed -> !killed.reached().isBefore(Phase.MODEL))),
    DECISION_CONCORDANCE(
            "decisionConcordance",
            slice -> Share.ratio(
                    decisions(slice).filter(Fact.Decided::isConcordant).count(),
                    decisions(slice).count() + overrides(slice))),
    OVERRIDE_RATE(
            "overrideRate",
            slice -> Share.ratio(overrides(slice), decisions(slice).count() + overrides(slice))),
    VALUE_REALISATION(
            "valueRealisation",
            slice -> Spread.of(Unit.RATIO, slice.facts(Fact.Attained.class).mapToDouble(Fact.Attained::attainment))),
    REVIEWS_ON_TIME(
            "reviewsOnTime",
            slice -> Share.ratio(
                    slice.facts(Fact.ConditionDue.class).filter(Fact.ConditionDue::review), Fact.ConditionDue::onTime)),
    GATE_ESCAPES(
            "gateEscapes", slice -> Amount.count(slice.facts(Fact.Escaped.class).count()));

    private final String label;
    private final Function<Slice, Value> measure;

    Metric(String label, Function<Slice, Value> measure) {
        this.label = label;
        this.measure = measure;
    }

    String label() {
        return label;
    }

    Value of(Slice slice) {
        return measure.apply(slice);
    }

    private static Stream<Fact.Decided> decisions(Slice slice) {
        return slice.facts(Fact.Decided.class);
    }

    private static Stream<Fact.LoopClosed> closed(Slice slice) {
        return slice.facts(Fact.LoopClosed.class);
    }

    private static long overrides(Slice slice) {
        return slice.facts(Fact.Overridden.class).count();
    }

    /** The chance to come through all gates at the first attempt; absent while one of them has had no first verdict. */
    private static Value rolledYield(Slice slice) {
        List<Share> yields = Arrays.stream(Phase.values())
                .map(gate -> Share.ratio(slice.firstVerdicts(gate), d -> d.outcome() == DecisionOutcome.GO))
                .toList();
        if (yields.stream().anyMatch(yield -> yield.value() == null)) {
            return new Amount(Unit.RATIO, null);
        }
        return new Amount(
                Unit.RATIO,
                yields.stream()
                        .mapToDouble(yield -> yield.numerator() / yield.denominator())
                        .reduce(1, (product, yield) -> product * yield));
    }

    private static Value perWeek(Slice slice, boolean first) {
        long times = slice.facts(Fact.WentLive.class)
                .filter(live -> live.leadTime().isPresent() == first)
                .count();
        return Share.of(Unit.PER_WEEK, times, slice.window().weeks());
    }

    private static Value staleRate(Slice slice) {
        List<Beside.Items> live = slice.items().filter(Beside.Items::live).toList();
        long stale = live.stream().mapToLong(Beside.Items::stale).sum();
        long satisfied = live.stream().mapToLong(Beside.Items::satisfied).sum();
        return Share.ratio(stale, stale + satisfied);
    }
}
