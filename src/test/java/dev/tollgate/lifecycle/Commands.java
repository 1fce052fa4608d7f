package dev.tollgate.lifecycle;

import dev.tollgate.lifecycle.Verdict.PlannedCondition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What people and pipelines ask for in the stories, in short. */
final class Commands {

    private Commands() {}

    static Command evidence(String item, EvidenceOutcome outcome, Instant observedAt) {
        return evidence(item, outcome, observedAt, Map.of());
    }

    static Command evidence(String item, EvidenceOutcome outcome, Instant observedAt, Map<String, Object> data) {
        var report = new EvidenceReport(
                outcome,
                Optional.of("what " + item + " looks like"),
                "github-actions",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                observedAt,
                Optional.empty(),
                Map.of("auc", 0.823),
                data);
        var payload = new Payload("{\"outcome\":\"%s\"}".formatted(outcome).getBytes(StandardCharsets.UTF_8));
        return new Command.RecordEvidence(item, report, payload, Optional.empty());
    }

    static Command invalidate(UUID evidence) {
        return new Command.InvalidateEvidence(evidence, "wrong data set");
    }

    static Command accept(String item) {
        return new Command.ReviewItem(item, ReviewVerdict.ACCEPT, "looked at it");
    }

    static Command reject(String item) {
        return new Command.ReviewItem(item, ReviewVerdict.REJECT, "not convincing");
    }

    static Command decide(Phase gate, Verdict verdict) {
        return new Command.DecideGate(gate, verdict, Optional.empty());
    }

    static Command go(Phase gate) {
        return decide(gate, verdict(DecisionOutcome.GO));
    }

    static Command kill(Phase gate) {
        return decide(gate, verdict(DecisionOutcome.KILL));
    }

    static Command hold(Phase gate, LocalDate reviewOn) {
        return decide(
                gate,
                new Verdict(
                        DecisionOutcome.HOLD, "DPIA missing", List.of(), Optional.of(reviewOn), List.of(), List.of()));
    }

    static Command recycle(Phase gate, String... reopen) {
        return decide(
                gate,
                new Verdict(
                        DecisionOutcome.RECYCLE, "overfit", List.of(), Optional.empty(), List.of(reopen), List.of()));
    }

    static Command conditionalGo(Phase gate, PlannedCondition... conditions) {
        return decide(
                gate,
                new Verdict(
                        DecisionOutcome.CONDITIONAL_GO,
                        "good enough to go on",
                        List.of(conditions),
                        Optional.empty(),
                        List.of(),
                        List.of()));
    }

    static Verdict verdict(DecisionOutcome outcome) {
        return new Verdict(outcome, "because", List.of(), Optional.empty(), List.of(), List.of());
    }

    static PlannedCondition condition(String title, Instant dueAt) {
        return new PlannedCondition(title, "growth", dueAt, Optional.empty());
    }

    static PlannedCondition condition(String title, Instant dueAt, String item) {
        return new PlannedCondition(title, "growth", dueAt, Optional.of(item));
    }

    static Command approve(Decision decision) {
        return new Command.CastVote(decision.gate(), decision.id(), Ballot.APPROVE, Optional.empty());
    }

    static Command object(Decision decision) {
        return new Command.CastVote(decision.gate(), decision.id(), Ballot.REJECT, Optional.of("no"));
    }

    static Command close(Condition condition) {
        return new Command.CloseCondition(condition.id(), "done");
    }

    static Command proposeLoop(Phase from, Phase to, LoopTrigger trigger) {
        return new Command.OpenLoop(from, to, trigger, "PSI of contract_type is 0.31", Map.of("psi", 0.31), false);
    }

    static Command openLoop(Phase from, Phase to, LoopTrigger trigger) {
        return new Command.OpenLoop(from, to, trigger, "PSI of contract_type is 0.31", Map.of(), true);
    }

    static Command confirm(Loop loop) {
        return new Command.SettleLoop(loop.id(), LoopVerdict.CONFIRM, "three windows in a row");
    }

    static Command dismiss(Loop loop) {
        return new Command.SettleLoop(loop.id(), LoopVerdict.DISMISS, "a holiday");
    }

    static Command requestWaiver(String item, Optional<String> check, Instant expiresAt) {
        return new Command.RequestWaiver(item, check, "the vendor is late", "a weekly look by hand", expiresAt);
    }

    static Command rule(Waiver waiver, WaiverVerdict verdict) {
        return new Command.RuleOnWaiver(waiver.id(), verdict, "so be it");
    }

    static Command grant(Waiver waiver) {
        return rule(waiver, WaiverVerdict.GRANT);
    }

    static Command notApplicable(String item, String rule) {
        return new Command.DeclareNotApplicable(item, rule, "as everybody knows");
    }

    static Command validate(Phase gate, Opinion opinion) {
        return new Command.ValidateGate(
                gate,
                opinion,
                "all of it",
                List.of(new Validation.Reperformed("auc", 0.85, 0.84)),
                List.of(),
                Optional.empty());
    }

    static Command veto(Decision decision) {
        return ballot(decision, Ballot.VETO);
    }

    static Command ballot(Decision decision, Ballot ballot) {
        return new Command.CastVote(decision.gate(), decision.id(), ballot, Optional.of("too soon"));
    }

    static Command override(Phase gate, Instant expiresAt) {
        return new Command.OverrideGate(gate, "the regulator's day has come", expiresAt);
    }

    static Command drift(double psi, Instant observedAt) {
        return signal("data-drift", Map.of("psi", psi), observedAt);
    }

    static Command signal(String kind, Map<String, Object> data, Instant observedAt) {
        return new Command.RecordSignal(kind, "evidently", observedAt, data);
    }

    static Command migrate(Checklist to) {
        return new Command.MigrateProject(ref(to));
    }

    static Command shadow(Checklist checklist) {
        return new Command.SetShadow(Optional.of(ref(checklist)));
    }

    static ChecklistRef ref(Checklist checklist) {
        return new ChecklistRef(checklist.id(), checklist.version());
    }

    static Command recordTime() {
        return new Command.RecordTime();
    }

    /** Who posted evidence for these items does not judge them. */
    static Refusal duties(String rule, String person, List<String> items) {
        String reason = "posted evidence for %s and so does not judge it".formatted(String.join(", ", items));
        return new Refusal.SeparationOfDuties(rule, person, reason, items);
    }
}
