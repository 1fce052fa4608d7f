package dev.tollgate.ledger;

import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.LoopVerdict;
import dev.tollgate.lifecycle.Opinion;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.Validation;
import dev.tollgate.lifecycle.Waiver;
import dev.tollgate.lifecycle.WaiverState;
import dev.tollgate.lifecycle.WaiverVerdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** What somebody might ask of a project whose checklist has checks, waivers, opinions and signals. */
final class RandomGovernance {

    private final Random random;
    private final Project project;
    private final Instant now;

    RandomGovernance(Random random, Project project, Instant now) {
        this.random = random;
        this.project = project;
        this.now = now;
    }

    Command any() {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> requestWaiver();
            case 3, 4, 5 -> new Command.RuleOnWaiver(id(asked()), verdict(), "seen");
            case 6 -> notApplicable();
            case 7 -> validate();
            case 8 -> new Command.OverrideGate(project.phase(), "must be", now.plus(Duration.ofDays(3)));
            case 9, 10, 11 -> drift();
            case 12 -> new Command.MigrateProject(checklist());
            case 13 -> new Command.SetShadow(random.nextBoolean() ? Optional.of(checklist()) : Optional.empty());
            case 14 -> targets();
            default -> confirm();
        };
    }

    private WaiverVerdict verdict() {
        return random.nextInt(3) > 0 ? WaiverVerdict.GRANT : WaiverVerdict.values()[random.nextInt(3)];
    }

    /** The waivers that wait for a ruling, or all where none does. */
    private Collection<UUID> asked() {
        List<UUID> asked = project.waivers().values().stream()
                .filter(waiver -> waiver.state() == WaiverState.REQUESTED)
                .map(Waiver::id)
                .toList();
        return asked.isEmpty() ? project.waivers().keySet() : asked;
    }

    private Command requestWaiver() {
        boolean whole = random.nextBoolean();
        String item = whole ? one(List.of("plan.roadmap", "data.profiling", "model.model-card")) : "model.evaluation";
        Optional<String> check = whole ? Optional.empty() : Optional.of("targets");
        Instant end = now.plus(Duration.ofDays(1 + random.nextInt(40)));
        return new Command.RequestWaiver(item, check, "late", "by hand", end);
    }

    private Command notApplicable() {
        return random.nextBoolean()
                ? new Command.DeclareNotApplicable("data.labeling", "unsupervised", "no labels")
                : new Command.DeclareNotApplicable("data.feature-selection", "embedded-in-learner", "it does");
    }

    private Command validate() {
        return new Command.ValidateGate(
                project.phase(),
                Opinion.values()[random.nextInt(Opinion.values().length)],
                "all of it",
                List.of(new Validation.Reperformed("auc", 0.85, 0.84)),
                List.of(new Validation.Remark(
                        Validation.Severity.LOW, "Zoë's", Optional.of("growth"), Optional.of(LocalDate.EPOCH))),
                Optional.empty());
    }

    private Command drift() {
        BigDecimal psi = new BigDecimal(random.nextInt(5) == 0 ? "0.10" : "0.310");
        return new Command.RecordSignal(
                "data-drift",
                "evidently",
                now.minus(Duration.ofHours(random.nextInt(3))),
                Map.of("features", List.of(Map.of("name", "tenure", "psi", psi, "nCurrent", 60_000))));
    }

    private ChecklistRef checklist() {
        return new ChecklistRef(one(List.of("dsml", "dsml-strict", "unheard-of")), 1);
    }

    private Command targets() {
        return Asked.evidence(
                "plan.success-metrics",
                EvidenceOutcome.PASS,
                now,
                Optional.empty(),
                random.nextBoolean()
                        ? Posted.example("plan.success-metrics")
                        : Posted.read("{\"technical\": [{\"metric\": \"auc\", \"value\": 0.700}]}"));
    }

    private Command confirm() {
        Optional<UUID> escaped =
                random.nextBoolean() ? Optional.of(id(project.decisions().keySet())) : Optional.empty();
        return new Command.SettleLoop(
                id(project.loops().keySet()),
                LoopVerdict.CONFIRM,
                "so it is",
                new Command.Confirmation(List.of(), escaped));
    }

    private UUID id(Collection<UUID> known) {
        return known.isEmpty() ? new UUID(0, 7) : List.copyOf(known).get(random.nextInt(known.size()));
    }

    private String one(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
