package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Ballot;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceReport;
import dev.tollgate.lifecycle.Framing;
import dev.tollgate.lifecycle.Payload;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Profile;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.lifecycle.TaskType;
import dev.tollgate.lifecycle.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What the tests of this package ask of the ledger. */
final class Asked {

    static final Caller ALICE = new Caller("alice", Caller.Kind.PERSON, Set.of("gatekeeper"));
    static final Caller BOB = new Caller("bob", Caller.Kind.PERSON, Set.of("gatekeeper"));
    static final Caller CAROL = new Caller("carol", Caller.Kind.PERSON, Set.of("gatekeeper"));

    /** Holds every role that a checklist asks for. */
    static final Caller SAM = new Caller(
            "sam",
            Caller.Kind.PERSON,
            Set.of(
                    "gatekeeper",
                    "sponsor",
                    "compliance",
                    "data-owner",
                    "model-owner",
                    "service-owner",
                    "head-of-risk",
                    "validator"));

    static final Caller CI = new Caller("ci", Caller.Kind.MACHINE, Set.of("pipeline"));

    static final List<String> PLAN = Stream.of(
                    "business-objective",
                    "stakeholders",
                    "baseline",
                    "ml-task",
                    "success-metrics",
                    "data-availability",
                    "infrastructure-tooling",
                    "roadmap",
                    "risk-ethics-governance")
            .map("plan."::concat)
            .toList();

    private Asked() {}

    static String newKey() {
        return "ledger-" + UUID.randomUUID();
    }

    static Submission by(Caller caller, String project, Command... commands) {
        return new Submission(project, caller, List.of(commands), false);
    }

    static Submission tried(Submission s) {
        return new Submission(s.project(), s.caller(), s.commands(), true);
    }

    static Submission creation(String project) {
        return by(ALICE, project, save(project, "Churn", RiskTier.LOW));
    }

    static Command save(String project, String name, RiskTier tier) {
        return save(project, name, tier, "dsml");
    }

    static Command save(String project, String name, RiskTier tier, String checklist) {
        return new Command.SaveProject(
                project,
                new Profile(
                        name,
                        "growth",
                        Optional.empty(),
                        tier,
                        TaskType.BINARY_CLASSIFICATION,
                        Map.of("domain", "crm"),
                        Framing.UNSET),
                checklist);
    }

    static Submission pass(String project, String item) {
        return by(CI, project, evidence(item, EvidenceOutcome.PASS, Instant.now(), Optional.empty()));
    }

    static Submission keyed(String project, String item, String key) {
        return by(CI, project, evidence(item, EvidenceOutcome.PASS, Instant.now(), Optional.of(key)));
    }

    static Command evidence(String item, EvidenceOutcome outcome, Instant observedAt, Optional<String> key) {
        return evidence(item, outcome, observedAt, key, Map.of());
    }

    static Command evidence(
            String item, EvidenceOutcome outcome, Instant observedAt, Optional<String> key, Map<String, Object> data) {
        var report = new EvidenceReport(
                outcome,
                Optional.of("Zoë's run"),
                "mlflow",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                observedAt.truncatedTo(ChronoUnit.MICROS),
                Optional.empty(),
                Map.of("auc", 0.661, "n", 41_290_600.0),
                data);
        var payload = new Payload("{\"outcome\":\"%s\"}".formatted(outcome).getBytes(StandardCharsets.UTF_8));
        return new Command.RecordEvidence(item, report, payload, key.map("key:"::concat));
    }

    /** Passing evidence for every item of Plan, all or nothing. */
    static Submission planSatisfied(String project) {
        return by(
                CI,
                project,
                PLAN.stream()
                        .map(item -> evidence(item, EvidenceOutcome.PASS, Instant.now(), Optional.empty()))
                        .toArray(Command[]::new));
    }

    static Submission go(String project) {
        return by(ALICE, project, decision(Phase.PLAN, DecisionOutcome.GO));
    }

    static Command decision(Phase gate, DecisionOutcome outcome) {
        var verdict = new Verdict(outcome, "all there", List.of(), Optional.empty(), List.of(), List.of());
        return new Command.DecideGate(gate, verdict, Optional.empty());
    }

    static Command vote(Phase gate, UUID decision, Ballot ballot) {
        return new Command.CastVote(gate, decision, ballot, Optional.of("seen"));
    }
}
