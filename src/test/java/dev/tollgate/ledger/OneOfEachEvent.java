package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Actor;
import dev.tollgate.lifecycle.Ballot;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.DecisionState;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceReport;
import dev.tollgate.lifecycle.EvidenceStatus;
import dev.tollgate.lifecycle.Framing;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.lifecycle.Item;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Loop;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.Opinion;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Profile;
import dev.tollgate.lifecycle.ProjectState;
import dev.tollgate.lifecycle.ReviewVerdict;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.lifecycle.SignalRun;
import dev.tollgate.lifecycle.Snapshot;
import dev.tollgate.lifecycle.Subject;
import dev.tollgate.lifecycle.TaskType;
import dev.tollgate.lifecycle.Validation;
import dev.tollgate.lifecycle.Verdict;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** An event of every type with everything that it can have, and those that can lack something without it. */
final class OneOfEachEvent {

    private static final UUID A = UUID.fromString("01a20000-0000-7000-8000-00000000000a");
    private static final UUID B = UUID.fromString("01a20000-0000-7000-8000-00000000000b");
    private static final Instant AT = Instant.parse("2026-01-19T14:00:00.120Z");
    private static final String DIGEST = "sha256:" + "0f".repeat(32);
    private static final ChecklistRef DSML = new ChecklistRef("dsml", 1);
    private static final Profile PROFILE = new Profile(
            "Zoë's «größe» 🚀",
            "growth",
            Optional.of("two\nlines"),
            RiskTier.MEDIUM,
            TaskType.BINARY_CLASSIFICATION,
            Map.of("domain", "crm", "a", "1"),
            new Framing(
                    Optional.of("auc"),
                    Framing.Direction.MAX,
                    false,
                    Map.of("maxGap", new BigDecimal("0.05"), "taskTypes", List.of("ranking"))));
    private static final Snapshot SNAPSHOT = new Snapshot(
            Phase.PLAN,
            DSML,
            List.of(
                    new Snapshot.Entry("plan.baseline", ItemState.SATISFIED, Optional.of(A)),
                    new Snapshot.Entry("plan.roadmap", ItemState.SATISFIED, Optional.empty())),
            List.of(B),
            List.of(A));

    private OneOfEachEvent() {}

    static Stream<Event> all() {
        return Stream.of(aboutProjectsAndItems(), aboutGatesAndLoops(), aboutWaiversAndSignals())
                .flatMap(events -> events);
    }

    private static Stream<Event> aboutWaiversAndSignals() {
        var remark = new Validation.Remark(
                Validation.Severity.HIGH,
                "reason codes fail",
                Optional.of("a.ruiz"),
                Optional.of(LocalDate.parse("2026-03-01")));
        return Stream.of(
                new Event.ConditionReopened(A, Phase.MODEL, "the evidence was wrong"),
                new Event.TargetsLocked(
                        Phase.PLAN, A, DIGEST, List.of(Map.of("name", "auc", "value", new BigDecimal("0.80")))),
                new Event.GateReopened(Phase.PLAN, "the targets have changed"),
                new Event.GateValidated(
                        A,
                        Phase.MODEL,
                        Opinion.NOT_FIT,
                        "all of it",
                        List.of(new Validation.Reperformed("auc", 0.796, 0.795)),
                        List.of(remark),
                        DIGEST),
                new Event.GateOverridden(A, Phase.DEPLOY, "fire", AT, List.of("deploy.runbook")),
                new Event.ItemDeclaredNotApplicable("data.labeling", "unsupervised", "there are no labels"),
                new Event.WaiverRequested(
                        A,
                        "model.pre-deployment-testing",
                        Optional.of("shadow"),
                        1,
                        "peak season",
                        "planners look",
                        AT),
                new Event.WaiverGranted(A, "model.pre-deployment-testing", "agreed"),
                new Event.WaiverRefused(A, "model.pre-deployment-testing", "no"),
                new Event.WaiverWithdrawn(A, "model.pre-deployment-testing", "not needed"),
                new Event.WaiverExpired(A, "model.pre-deployment-testing", "its day has come"),
                new Event.SignalRecorded(
                        A,
                        "data-drift",
                        "evidently",
                        AT,
                        Map.of("psi", new BigDecimal("0.31")),
                        List.of(new SignalRun(Phase.MODEL, Phase.DATA, 3, Optional.of(AT), AT))),
                new Event.ProjectMigrated(DSML, new ChecklistRef("dsml", 2), List.of("plan.baseline")),
                new Event.ShadowSet(Optional.of(new ChecklistRef("dsml-strict", 1))));
    }

    private static Stream<Event> aboutProjectsAndItems() {
        var report = new EvidenceReport(
                EvidenceOutcome.PASS,
                Optional.of("majority class"),
                "github-actions",
                Optional.of("r-17"),
                Optional.of("https://ci.example/17"),
                Optional.of("a.ruiz"),
                AT,
                Optional.of(new Subject("churn", Optional.of("m2"), Optional.of(DIGEST))),
                Map.of("auc", 0.661, "n", 41_290_600.0, "p", 1e-9),
                Map.of("seeds", List.of(1, 2), "cv", Map.of("auc", Map.of("std", new BigDecimal("0.0060")))));
        var head = new Item.EvidenceHead(
                B,
                EvidenceOutcome.FAIL,
                AT,
                new Actor("repo:churn", Caller.Kind.MACHINE),
                AT.plusSeconds(9),
                "dvc",
                Optional.of("a.ruiz"),
                Optional.empty(),
                Map.of("auc", 0.5),
                Map.of("folds", 5));
        return Stream.of(
                new Event.ProjectCreated(A, "churn", PROFILE, DSML, List.of("plan.baseline", "data.eda")),
                new Event.ProjectUpdated(PROFILE),
                new Event.ProjectStateChanged(ProjectState.ACTIVE, ProjectState.LIVE),
                new Event.PhaseEntered(Phase.DATA, 2),
                new Event.EvidenceRecorded(
                        A,
                        "plan.baseline",
                        report,
                        EvidenceStatus.IN_FORCE,
                        ItemState.SATISFIED,
                        Optional.of(B),
                        "key:k",
                        DIGEST),
                new Event.EvidenceInvalidated(A, "plan.baseline", "wrong data", Optional.of(head)),
                new Event.ItemReviewed("plan.baseline", ReviewVerdict.ACCEPT, "read it all"),
                new Event.ItemStateChanged(
                        "plan.baseline", ItemState.NOT_STARTED, ItemState.SATISFIED, "evidence PASS"));
    }

    private static Stream<Event> aboutGatesAndLoops() {
        var verdict = new Verdict(
                DecisionOutcome.CONDITIONAL_GO,
                "nearly",
                List.of(new Verdict.PlannedCondition("tidy up", "growth", AT, Optional.of("plan.baseline"))),
                Optional.of(LocalDate.parse("2026-02-28")),
                List.of("plan.roadmap"),
                List.of(new Verdict.PlannedCondition("endpoint off", "sre", AT, Optional.empty())));
        var effect = new Loop.Effect(
                2,
                List.of("data.eda"),
                List.of("model.evaluation"),
                List.of("data.feature-selection"),
                List.of(Phase.DATA),
                Phase.MODEL,
                Optional.of(B));
        return Stream.of(
                new Event.DecisionOpened(A, Phase.PLAN, verdict, 1, 1, 2, SNAPSHOT, SNAPSHOT.digest()),
                new Event.GateVoted(A, Phase.PLAN, Ballot.REJECT, Optional.of("too weak"), Set.of("validator")),
                new Event.GateDecided(A, Phase.PLAN, DecisionOutcome.CONDITIONAL_GO),
                new Event.DecisionClosed(A, Phase.PLAN, DecisionState.REJECTED, "bob voted against it"),
                new Event.GateStateChanged(Phase.PLAN, GateState.READY, GateState.CONDITIONALLY_PASSED),
                new Event.ConditionOpened(A, Phase.PLAN, B, "tidy up", "growth", Optional.of("plan.baseline"), AT),
                new Event.ConditionClosed(A, Phase.PLAN, "done", Optional.of(B)),
                new Event.ConditionOverdue(A, Phase.PLAN),
                new Event.LoopProposed(
                        A,
                        Phase.MODEL,
                        Phase.DATA,
                        LoopTrigger.FEATURE_DRIFT,
                        "it drifts",
                        Map.of(
                                "kind",
                                "data-drift",
                                "features",
                                List.of(Map.of("psi", new BigDecimal("0.310"), "n", 21000))),
                        Optional.of(AT)),
                new Event.LoopConfirmed(A, "looked at it", effect),
                new Event.LoopDismissed(A, "false alarm"),
                new Event.LoopClosed(A));
    }

    static Stream<Event> sparse() {
        var profile = new Profile("N", "o", Optional.empty(), RiskTier.LOW, TaskType.RANKING, Map.of(), Framing.UNSET);
        var report = new EvidenceReport(
                EvidenceOutcome.INCONCLUSIVE,
                Optional.empty(),
                "s",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AT,
                Optional.empty(),
                Map.of(),
                Map.of());
        var verdict = new Verdict(DecisionOutcome.KILL, "r", List.of(), Optional.empty(), List.of(), List.of());
        var nothing = new Snapshot(Phase.DEPLOY, DSML, List.of(), List.of(), List.of());
        return Stream.of(
                new Event.ProjectUpdated(profile),
                new Event.EvidenceRecorded(
                        A,
                        "i",
                        report,
                        EvidenceStatus.SUPERSEDED,
                        ItemState.FAILED,
                        Optional.empty(),
                        "id:" + A,
                        DIGEST),
                new Event.EvidenceInvalidated(A, "i", "r", Optional.empty()),
                new Event.DecisionOpened(A, Phase.DEPLOY, verdict, 1, 1, 1, nothing, nothing.digest()),
                new Event.GateVoted(A, Phase.PLAN, Ballot.APPROVE, Optional.empty(), Set.of()),
                new Event.ConditionOpened(A, Phase.PLAN, B, "t", "o", Optional.empty(), AT),
                new Event.LoopProposed(
                        A, Phase.MODEL, Phase.DATA, LoopTrigger.RETRAINING, "r", Map.of(), Optional.empty()),
                new Event.ShadowSet(Optional.empty()));
    }
}
