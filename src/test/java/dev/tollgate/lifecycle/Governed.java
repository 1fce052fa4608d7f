package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.DEPLOY;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static dev.tollgate.lifecycle.RiskTier.HIGH;
import static dev.tollgate.lifecycle.RiskTier.LOW;
import static dev.tollgate.lifecycle.RiskTier.MEDIUM;

import dev.tollgate.lifecycle.Checklist.Criterion;
import dev.tollgate.lifecycle.Checklist.GateDefinition;
import dev.tollgate.lifecycle.Checklist.ItemDefinition;
import dev.tollgate.lifecycle.Checklist.LoopDefinition;
import dev.tollgate.lifecycle.Checklist.SignalRule;
import dev.tollgate.lifecycle.Checklist.StandingCondition;
import dev.tollgate.lifecycle.Freshness.Until;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A checklist that uses whatever a checklist can say, the people that it asks for, and evidence that passes it. */
final class Governed {

    static final String ID = "governed";

    /** Chair of Plan and Model. */
    static final Caller SAM = person("sam", "gatekeeper", "sponsor", "lead");

    static final Caller RITA = person("rita", "gatekeeper", "risk");
    static final Caller BOB = Fixtures.BOB;
    static final Caller VERA = person("vera", "gatekeeper", Governance.VALIDATOR);
    static final Caller EDDA = person("edda", "executive");

    /** Whom the project's own evidence names as a contributor. */
    static final Caller DORA = person("dora", "gatekeeper", Governance.VALIDATOR, "sponsor", "risk");

    /** Enough for every gate at every tier, in the order in which they vote. */
    static final List<Caller> VOTERS = List.of(SAM, RITA, BOB);

    static final Duration OVERRIDE = Duration.ofDays(7);

    private Governed() {}

    static Caller person(String name, String... roles) {
        return new Caller(name, Caller.Kind.PERSON, Set.of(roles));
    }

    static boolean is(Project project) {
        return project.checklist().id().equals(ID);
    }

    static Checklist checklist() {
        return new Checklist(ID, 3, items(), gates(), loops(), governance());
    }

    private static Map<String, ItemDefinition> items() {
        Map<String, ItemDefinition> items = new LinkedHashMap<>();
        List<ItemBuilder> all = List.of(
                item("plan.objective")
                        .acceptedBy(Acceptance.AUTOMATIC)
                        .fresh(days(MEDIUM, 30, HIGH, 10), Until.GATE)
                        .waivable(days(LOW, 60, MEDIUM, 30)),
                item("plan.baseline")
                        .checking("good-enough", "evidence.value >= 0.5", v -> atLeast(v, "value", 0.5))
                        .checking("documented", "evidence.notes != ''", v -> filled(v, "notes"))
                        .waivable(days(LOW, 60, MEDIUM, 30, HIGH, 10))
                        .waivable("good-enough", days(LOW, 30, MEDIUM, 14)),
                item("plan.targets")
                        .checking("named", "size(evidence.targets) > 0", v -> filled(v, "targets"))
                        .acceptedBy(Acceptance.PERSON),
                item("plan.people"),
                item("plan.roadmap")
                        .exempt("clustering", "project.taskType == 'clustering'", Governed::clusters, Optional.empty())
                        .exempt("small", "project.policy.small", Governed::isSmall, Optional.of("sponsor"))
                        .exempt("no-metric", "project.primaryMetric == 'none'", Governed::noMetric, Optional.empty()),
                item("data.ingestion").fresh(days(LOW, 90, MEDIUM, 90, HIGH, 45), Until.LIVE),
                item("data.labeling")
                        .exempt("clustering", "project.taskType == 'clustering'", Governed::clusters, Optional.empty()),
                item("data.eda").bound("datasetVersion", "data.ingestion", "version"),
                item("data.observability"),
                item("model.training")
                        .fresh(days(MEDIUM, 60, HIGH, 30), Until.ALWAYS)
                        .bound("datasetVersion", "data.ingestion", "version"),
                item("model.tuning"),
                item("model.evaluation")
                        .checking("meets-target", "evidence.value >= project.targets[0].value", Governed::meetsTarget)
                        .checking("after-lock", "evidence.observedAt > project.targetsLockedAt", Governed::afterLock)
                        .checking(
                                "same-data",
                                "evidence.datasetVersion == items['data.ingestion'].evidence.version",
                                Governed::sameData)
                        .acceptedBy(Acceptance.AUTOMATIC)
                        .acceptedByPersonFrom(HIGH)
                        .waivable("meets-target", days(LOW, 30, MEDIUM, 14)),
                item("model.card").checkingClock("still-valid", "evidence.validUntil > now", Governed::stillValid),
                item("deploy.serving")
                        .checking("monitored", "items['deploy.monitoring'].state == 'satisfied'", Governed::monitored),
                item("deploy.monitoring").heartbeat(days(LOW, 7, MEDIUM, 2, HIGH, 1)),
                item("deploy.review"));
        all.forEach(item -> items.put(item.id(), item.build()));
        return items;
    }

    private static Answer atLeast(Variables v, String field, double bound) {
        return Asks.evidence(v, field, Asks.atLeast(bound));
    }

    private static Answer filled(Variables v, String field) {
        return Asks.evidence(v, field, value -> value instanceof List<?> list ? !list.isEmpty() : !"".equals(value));
    }

    private static Answer clusters(Variables v) {
        return Asks.project(v, "taskType", "clustering"::equals);
    }

    private static Answer isSmall(Variables v) {
        return Asks.project(v, "policy.small", Boolean.TRUE::equals);
    }

    private static Answer noMetric(Variables v) {
        return Asks.project(v, "primaryMetric", "none"::equals);
    }

    private static Answer meetsTarget(Variables v) {
        return v.project().get("targets") instanceof List<?> targets
                        && !targets.isEmpty()
                        && targets.getFirst() instanceof Map<?, ?> target
                        && target.get("value") instanceof Number bound
                ? atLeast(v, "value", bound.doubleValue())
                : new Answer.Unanswerable("no targets", Optional.of("project.targets"));
    }

    private static Answer afterLock(Variables v) {
        Optional<Object> locked = Paths.find(v.project(), "targetsLockedAt");
        return locked.isEmpty()
                ? new Answer.Unanswerable("not locked", Optional.of("project.targetsLockedAt"))
                : Asks.evidence(v, "observedAt", at -> time(at).isAfter(time(locked.get())));
    }

    private static Answer sameData(Variables v) {
        Optional<Object> version = Asks.item(v, "data.ingestion", "evidence.version");
        return Asks.evidence(
                v, "datasetVersion", own -> version.filter(own::equals).isPresent());
    }

    private static Answer stillValid(Variables v) {
        return Asks.evidence(v, "validUntil", end -> time(end).isAfter(v.now()));
    }

    private static Answer monitored(Variables v) {
        return Asks.value(
                "items['deploy.monitoring'].state", Asks.item(v, "deploy.monitoring", "state"), "satisfied"::equals);
    }

    private static Instant time(Object text) {
        return Instant.parse(text.toString());
    }

    private static Map<Phase, GateDefinition> gates() {
        var plan = new GateDuties(
                Optional.of("sponsor"),
                Map.of(MEDIUM, Set.of("sponsor"), HIGH, Set.of("sponsor", "risk")),
                Set.of("risk"),
                Optional.empty());
        var model =
                new GateDuties(Optional.of("lead"), Map.of(HIGH, Set.of("lead")), Set.of("risk"), Optional.of(HIGH));
        var review = new StandingCondition("deploy.review", "Post-deployment review held", Period.ofDays(60));
        return Map.of(
                PLAN,
                gate(
                        PLAN,
                        List.of("plan.objective", "plan.baseline", "plan.targets", "plan.people"),
                        List.of("plan.roadmap"),
                        List.of(),
                        plan),
                DATA,
                gate(
                        DATA,
                        List.of("data.ingestion", "data.eda", "data.labeling"),
                        List.of("data.observability"),
                        List.of(),
                        GateDuties.NONE),
                MODEL,
                gate(
                        MODEL,
                        List.of("model.training", "model.evaluation", "model.card"),
                        List.of("model.tuning"),
                        List.of(),
                        model),
                DEPLOY,
                gate(
                        DEPLOY,
                        List.of("deploy.monitoring", "deploy.serving"),
                        List.of(),
                        List.of(review),
                        GateDuties.NONE));
    }

    private static GateDefinition gate(
            Phase phase, List<String> must, List<String> should, List<StandingCondition> standing, GateDuties duties) {
        return new GateDefinition(
                phase,
                phase.gate() + " exit",
                List.of(new Criterion(phase.gate() + "-done", "Done", must, should)),
                standing,
                duties);
    }

    private static List<LoopDefinition> loops() {
        return List.of(
                new LoopDefinition(
                        MODEL,
                        DATA,
                        Set.of(LoopTrigger.FEATURE_DRIFT, LoopTrigger.RETRAINING),
                        List.of("data.ingestion"),
                        List.of("model.training", "model.evaluation"),
                        List.of("data.labeling", "model.card"),
                        Optional.of(signal("data-drift", LoopTrigger.FEATURE_DRIFT, "psi", 0.2, 3))),
                new LoopDefinition(
                        DEPLOY,
                        MODEL,
                        Set.of(LoopTrigger.CONCEPT_DRIFT, LoopTrigger.MONITORING_INSIGHT),
                        List.of("model.training", "model.evaluation", "deploy.review"),
                        List.of("deploy.serving"),
                        List.of("model.card"),
                        Optional.of(signal("performance", LoopTrigger.CONCEPT_DRIFT, "drop", 0.05, 2))),
                new LoopDefinition(
                        DEPLOY,
                        PLAN,
                        Set.of(LoopTrigger.BUSINESS_REALIGNMENT),
                        List.of("plan.objective"),
                        List.of("plan.baseline"),
                        List.of("plan.targets"),
                        Optional.of(signal("kpi", LoopTrigger.BUSINESS_REALIGNMENT, "shortfall", 0.1, 1))));
    }

    private static SignalRule signal(String kind, LoopTrigger trigger, String field, double bound, int windows) {
        String text = "signal.%s >= %s && signal.consecutiveWindows >= %d".formatted(field, bound, windows);
        return new SignalRule(
                kind,
                trigger,
                Asks.of(
                        text,
                        v -> Asks.both(
                                Asks.signal(v, field, Asks.atLeast(bound)),
                                Asks.signal(v, "consecutiveWindows", Asks.atLeast(windows)))));
    }

    private static Governance governance() {
        return new Governance(
                MEDIUM,
                Map.of(LOW, 1, MEDIUM, 2, HIGH, 3),
                Map.of(MEDIUM, Set.of(Governance.CHAIR), HIGH, Set.of(Governance.CHAIR, "risk")),
                Set.of("sponsor", "risk"),
                Optional.of(new Governance.OverrideTerms("executive", OVERRIDE)),
                Map.of("small", false, "drift", 0.2, "label", "x", "sources", List.of("crm")),
                Optional.of(new Governance.FieldRef("plan.targets", "targets")),
                Optional.of(new Governance.FieldRef("plan.targets", "kpis")),
                Optional.of(new Governance.FieldRef("data.ingestion", "sources")),
                Optional.of(new Governance.FieldRef("plan.people", "people")));
    }

    static Map<String, Object> target(double value) {
        return Map.of("metric", "auc", "value", value);
    }

    /** What evidence for this item has to say to pass its checks as things stand; nothing where the project follows another checklist. */
    static Map<String, Object> data(Project project, String item, Instant now) {
        if (!is(project)) {
            return Map.of();
        }
        Object version = project.findItem("data.ingestion")
                .flatMap(Item::evidence)
                .flatMap(head -> Paths.find(head.data(), "version"))
                .orElse("v1");
        return switch (item) {
            case "plan.baseline" -> Map.of("value", 0.6, "notes", "majority class");
            case "plan.targets" -> Map.of("targets", List.of(target(0.8)), "kpis", List.of(Map.of("name", "churn")));
            case "plan.people" ->
                Map.of("people", List.of(Map.of("person", "dora", "role", "contributor"), Map.of("person", "sam")));
            case "data.ingestion" -> Map.of("version", version, "sources", List.of(Map.of("id", "crm")));
            case "data.eda", "model.training" -> Map.of("datasetVersion", version);
            case "model.evaluation" -> Map.of("datasetVersion", version, "value", 0.85);
            case "model.card" ->
                Map.of(
                        "validUntil",
                        now.plus(Duration.ofDays(45))
                                .truncatedTo(ChronoUnit.HOURS)
                                .toString());
            default -> Map.of();
        };
    }

    static Map<RiskTier, Duration> days(Object... tiersAndDays) {
        Map<RiskTier, Duration> days = new EnumMap<>(RiskTier.class);
        for (int i = 0; i < tiersAndDays.length; i += 2) {
            days.put((RiskTier) tiersAndDays[i], Duration.ofDays((Integer) tiersAndDays[i + 1]));
        }
        return days;
    }

    private static ItemBuilder item(String id) {
        return new ItemBuilder(id);
    }
}
