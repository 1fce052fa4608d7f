package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.LoopTrigger.BUSINESS_REALIGNMENT;
import static dev.tollgate.lifecycle.LoopTrigger.CONCEPT_DRIFT;
import static dev.tollgate.lifecycle.LoopTrigger.FEATURE_DRIFT;
import static dev.tollgate.lifecycle.LoopTrigger.MONITORING_INSIGHT;
import static dev.tollgate.lifecycle.LoopTrigger.RETRAINING;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;

import dev.tollgate.lifecycle.Checklist.Criterion;
import dev.tollgate.lifecycle.Checklist.GateDefinition;
import dev.tollgate.lifecycle.Checklist.ItemDefinition;
import dev.tollgate.lifecycle.Checklist.LoopDefinition;
import dev.tollgate.lifecycle.Checklist.StandingCondition;
import java.time.Instant;
import java.time.Period;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who and what the stories of this package are about. */
final class Fixtures {

    static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    static final Caller ALICE = gatekeeper("alice");
    static final Caller BOB = gatekeeper("bob");
    static final Caller CAROL = gatekeeper("carol");
    static final Caller CI = pipeline("ci");

    private Fixtures() {}

    static Caller gatekeeper(String name) {
        return new Caller(name, Caller.Kind.PERSON, Set.of("gatekeeper", "contributor"));
    }

    static Caller pipeline(String name) {
        return new Caller(name, Caller.Kind.MACHINE, Set.of("pipeline"));
    }

    /** Two approvals, and duties are separated. */
    static Story regularProject() {
        return Story.ofProject(RiskTier.MEDIUM);
    }

    /** One approval, and nobody minds who posted the evidence. */
    static Story lowTierProject() {
        return Story.ofProject(RiskTier.LOW);
    }

    /** Three approvals, and duties are separated. */
    static Story highTierProject() {
        return Story.ofProject(RiskTier.HIGH);
    }

    static Story liveProject(RiskTier tier) {
        return Story.ofProject(tier).passed(PLAN, DATA, MODEL, DEPLOY);
    }

    static Profile profile(RiskTier tier) {
        return new Profile(
                "Churn classifier",
                "growth",
                Optional.empty(),
                tier,
                TaskType.BINARY_CLASSIFICATION,
                Map.of(),
                Framing.UNSET);
    }

    /** The shape of the built-in checklist, with few items. Duties are separated from MEDIUM on. */
    static Checklist checklist() {
        return new Checklist("small", 7, items(), gates(), loops(), Governance.plain(RiskTier.MEDIUM));
    }

    /** All that a checklist can ask for, with few items; {@link #checklist} and more. */
    static Checklist governedChecklist() {
        return Governed.checklist();
    }

    static Story governedProject(RiskTier tier) {
        return Story.ofProject(tier, governedChecklist());
    }

    private static Map<String, ItemDefinition> items() {
        Map<String, ItemDefinition> items = new LinkedHashMap<>();
        put(items, PLAN, "plan.objective", "plan.baseline", "plan.roadmap");
        put(items, DATA, "data.ingestion", "data.labeling", "data.eda", "data.observability");
        put(items, MODEL, "model.training", "model.tuning", "model.evaluation", "model.card");
        put(items, DEPLOY, "deploy.serving", "deploy.monitoring", "deploy.review");
        return items;
    }

    private static void put(Map<String, ItemDefinition> items, Phase phase, String... ids) {
        Arrays.stream(ids).forEach(id -> items.put(id, new ItemDefinition(id, phase, "Title of " + id)));
    }

    private static Map<Phase, GateDefinition> gates() {
        var goals = new Criterion("goals", "Goals approved", List.of("plan.objective", "plan.baseline"), List.of());
        var feasibility = new Criterion("feasibility", "Feasible", List.of("plan.baseline"), List.of("plan.roadmap"));
        var clean = new Criterion("clean", "Clean", List.of("data.ingestion", "data.eda"), List.of());
        var ready = new Criterion("ready", "Ready", List.of("data.labeling"), List.of("data.observability"));
        var validated = new Criterion(
                "validated", "Validated", List.of("model.training", "model.evaluation"), List.of("model.tuning"));
        var documented = new Criterion("documented", "Documented", List.of("model.card"), List.of());
        var running = new Criterion("running", "Running", List.of("deploy.serving", "deploy.monitoring"), List.of());
        var review = new StandingCondition("deploy.review", "Post-deployment review held", Period.ofDays(60));
        return Map.of(
                PLAN, new GateDefinition(PLAN, "Plan exit", List.of(goals, feasibility), List.of(), GateDuties.NONE),
                DATA, new GateDefinition(DATA, "Data exit", List.of(clean, ready), List.of(), GateDuties.NONE),
                MODEL,
                        new GateDefinition(
                                MODEL, "Model exit", List.of(validated, documented), List.of(), GateDuties.NONE),
                DEPLOY, new GateDefinition(DEPLOY, "Deploy exit", List.of(running), List.of(review), GateDuties.NONE));
    }

    private static List<LoopDefinition> loops() {
        return List.of(
                new LoopDefinition(
                        MODEL,
                        DATA,
                        Set.of(FEATURE_DRIFT, RETRAINING),
                        List.of("data.ingestion", "data.labeling", "deploy.review"),
                        List.of("model.training", "model.evaluation", "model.card", "deploy.serving")),
                new LoopDefinition(
                        DEPLOY,
                        MODEL,
                        Set.of(CONCEPT_DRIFT, MONITORING_INSIGHT),
                        List.of("model.training", "model.evaluation", "deploy.review"),
                        List.of("model.card", "deploy.serving", "deploy.monitoring")),
                new LoopDefinition(
                        DEPLOY,
                        PLAN,
                        Set.of(BUSINESS_REALIGNMENT),
                        List.of("plan.objective", "deploy.review"),
                        List.of("plan.baseline", "model.evaluation")));
    }
}
