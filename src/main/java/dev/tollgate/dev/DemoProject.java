package dev.tollgate.dev;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.checklist.Checklists;
import dev.tollgate.ledger.Ledger;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.ledger.Submission;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceReport;
import dev.tollgate.lifecycle.Framing;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.LoopVerdict;
import dev.tollgate.lifecycle.Payload;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Profile;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.lifecycle.Subject;
import dev.tollgate.lifecycle.TaskType;
import dev.tollgate.lifecycle.Verdict;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The project that a newcomer finds in dev mode: part-way through Model in its second iteration, with a loop behind it and one failed item
 * before it. It is made by the same commands that callers send, so all of it is on the record.
 */
@ApplicationScoped
@IfBuildProfile("dev")
class DemoProject {

    static final String KEY = "demo-churn";

    private static final Caller CI = new Caller("ci", Caller.Kind.MACHINE, Set.of("pipeline"));
    private static final Caller ALICE = new Caller("alice", Caller.Kind.PERSON, Set.of("gatekeeper"));
    private static final Caller BOB = new Caller("bob", Caller.Kind.PERSON, Set.of("gatekeeper"));

    /** What has been made again since the drift. Only the evaluation is missing for a GO, and it failed. */
    private static final List<String> RETRAINED = List.of(
            "model.training-pipeline",
            "model.training-cross-validation",
            "model.champion-selection",
            "model.packaging",
            "model.pre-deployment-testing",
            "model.model-card");

    private final Ledger ledger;
    private final Checklists checklists;
    private final ObjectMapper json;
    private final Clock clock;
    private long lastId;

    DemoProject(Ledger ledger, Checklists checklists, ObjectMapper json, Clock clock) {
        this.ledger = ledger;
        this.checklists = checklists;
        this.json = json;
        this.clock = clock;
    }

    void createIfAbsent() {
        if (ledger.find(KEY).isPresent()) {
            return;
        }
        Project project = submit(ALICE, new Command.SaveProject(KEY, profile(), "dsml"));
        ChecklistDocument checklist = checklists
                .find(project.checklist().id(), project.checklist().version())
                .orElseThrow();
        pass(checklist, Phase.PLAN, "m1");
        go(Phase.PLAN);
        pass(checklist, Phase.DATA, "m1");
        go(Phase.DATA);
        report(item(checklist, "model.algorithm-candidates"), "m1", EvidenceOutcome.PASS);
        drift();
        pass(checklist, Phase.DATA, "m2");
        goWithCondition(Phase.DATA);
        RETRAINED.forEach(id -> report(item(checklist, id), "m2", EvidenceOutcome.PASS));
        report(
                item(checklist, "model.evaluation"),
                reported("m2", EvidenceOutcome.FAIL, "mlflow", Map.of("auc", 0.788, "auc_train", 0.902, "ece", 0.028)));
        submit(
                BOB,
                new Command.RequestWaiver(
                        "model.evaluation",
                        Optional.empty(),
                        "The new tariff has too few customers to calibrate on.",
                        "Every offer to these customers is checked by a person.",
                        clock.instant().plus(Duration.ofDays(30))));
    }

    private static Profile profile() {
        return new Profile(
                "Churn classifier (demo)",
                "growth",
                Optional.empty(),
                RiskTier.LOW,
                TaskType.BINARY_CLASSIFICATION,
                Map.of("domain", "crm"),
                Framing.UNSET);
    }

    private void pass(ChecklistDocument checklist, Phase phase, String version) {
        checklist.phases().stream()
                .filter(section -> section.phase() == phase)
                .flatMap(section -> section.items().stream())
                .forEach(item -> report(item, version, EvidenceOutcome.PASS));
    }

    private void go(Phase gate) {
        decide(gate, DecisionOutcome.GO, List.of());
    }

    /** A GO that leaves something to do behind. */
    private void goWithCondition(Phase gate) {
        var audit = new Verdict.PlannedCondition(
                "Audit the labels of the new tariff segment",
                "growth",
                clock.instant().plus(Duration.ofDays(60)),
                Optional.empty());
        decide(gate, DecisionOutcome.CONDITIONAL_GO, List.of(audit));
    }

    private void decide(Phase gate, DecisionOutcome outcome, List<Verdict.PlannedCondition> conditions) {
        var verdict = new Verdict(outcome, "All criteria are met.", conditions, Optional.empty(), List.of(), List.of());
        submit(ALICE, new Command.DecideGate(gate, verdict, Optional.empty()));
    }

    /** The monitoring of the data proposes the loop, a person confirms it. */
    private void drift() {
        Map<String, Object> signal =
                Map.of("kind", "data-drift", "feature", "contract_type", "psi", 0.31, "windows", 3);
        Project project = submit(
                CI,
                new Command.OpenLoop(
                        Phase.MODEL,
                        Phase.DATA,
                        LoopTrigger.FEATURE_DRIFT,
                        "PSI of contract_type is 0.31 in three weekly windows",
                        signal,
                        false));
        UUID loop = project.loops().keySet().iterator().next();
        submit(
                BOB,
                new Command.SettleLoop(
                        loop, LoopVerdict.CONFIRM, "The new tariffs changed the mix; train on data since March."));
    }

    private static ChecklistDocument.Item item(ChecklistDocument checklist, String id) {
        return checklist.items().stream()
                .filter(item -> item.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private void report(ChecklistDocument.Item item, String version, EvidenceOutcome outcome) {
        report(item, reported(version, outcome, "github-actions", Map.of()));
    }

    private void report(ChecklistDocument.Item item, EvidenceReport report) {
        submit(CI, new Command.RecordEvidence(item.id(), report, payload(item, report), Optional.empty()));
    }

    private EvidenceReport reported(
            String version, EvidenceOutcome outcome, String source, Map<String, Double> metrics) {
        return new EvidenceReport(
                outcome,
                Optional.empty(),
                source,
                Optional.of("demo-" + version),
                Optional.empty(),
                Optional.empty(),
                clock.instant(),
                Optional.of(new Subject("churn", Optional.of(version), Optional.empty())),
                metrics,
                Map.of());
    }

    /** As a pipeline would have posted it. */
    private Payload payload(ChecklistDocument.Item item, EvidenceReport report) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("outcome", report.outcome());
        body.put("source", report.source());
        body.put("run", report.run());
        body.put("subject", report.subject());
        body.put("metrics", report.metrics());
        body.put("data", item.exampleEvidence());
        try {
            return new Payload(json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the example of %s is not JSON".formatted(item.id()), e);
        }
    }

    /** Ids that are the same in every dev database, so that the contract's examples can name them. */
    private UUID nextId() {
        return new UUID(0x01986fa3b7d27000L, 0x8000000000000000L | ++lastId);
    }

    private Project submit(Caller caller, Command command) {
        return switch (ledger.submit(new Submission(KEY, caller, List.of(command), false).numberedBy(this::nextId))) {
            case Outcome.Done done -> done.after();
            case Outcome.Refused refused ->
                throw new IllegalStateException("the demo was refused: " + refused.refusal());
        };
    }
}
