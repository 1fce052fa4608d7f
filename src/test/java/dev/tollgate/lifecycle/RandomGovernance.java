package dev.tollgate.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What only a checklist with checks, waivers, signals and roles has an answer to, by chance. */
final class RandomGovernance {

    private final Chance chance;
    private final Story story;

    RandomGovernance(Chance chance, Story story) {
        this.chance = chance;
        this.story = story;
    }

    Command next() {
        return switch (chance.below(16)) {
            case 0, 1 -> requestWaiver();
            case 2, 3, 4 ->
                new Command.RuleOnWaiver(
                        chance.id(story.project().waivers().keySet()),
                        chance.oneIn(3) ? chance.one(WaiverVerdict.values()) : WaiverVerdict.GRANT,
                        "so");
            case 5 -> notApplicable();
            case 6, 7 -> validate();
            case 8 -> new Command.OverrideGate(gate(), "must be", story.now().plus(days(9)));
            case 9, 10, 11 -> signal();
            case 12 -> new Command.MigrateProject(checklist());
            case 13 -> new Command.SetShadow(chance.oneIn(3) ? Optional.empty() : Optional.of(checklist()));
            case 14 -> settle();
            default -> targets();
        };
    }

    private Phase gate() {
        return chance.oneIn(6) ? chance.one(Phase.values()) : story.project().phase();
    }

    /** From before now to so many days later. */
    private Duration days(int most) {
        return Duration.ofHours(chance.below(24 * most) - 1L);
    }

    private Checklist.ItemDefinition item() {
        List<Checklist.ItemDefinition> all =
                List.copyOf(story.checklist().items().values());
        List<Checklist.ItemDefinition> waivable = all.stream()
                .filter(item -> !item.waiver().equals(WaiverTerms.NEVER))
                .toList();
        return chance.one(waivable.isEmpty() || chance.oneIn(5) ? all : waivable);
    }

    private Command requestWaiver() {
        Checklist.ItemDefinition item = item();
        List<String> checks = new ArrayList<>(item.waiver().checks().keySet());
        if (checks.isEmpty() || chance.oneIn(8)) {
            checks.add("pretty");
        }
        Optional<String> check =
                chance.oneIn(2) && !item.checks().isEmpty() ? Optional.of(chance.one(checks)) : Optional.empty();
        return Commands.requestWaiver(item.id(), check, story.now().plus(days(chance.oneIn(4) ? 70 : 12)));
    }

    private Command notApplicable() {
        List<Checklist.ItemDefinition> scoped = story.checklist().items().values().stream()
                .filter(item -> !item.notApplicable().isEmpty())
                .toList();
        if (scoped.isEmpty() || chance.oneIn(8)) {
            return Commands.notApplicable("plan.roadmap", "no-time");
        }
        Checklist.ItemDefinition item = chance.one(scoped);
        return Commands.notApplicable(
                item.id(), chance.one(item.notApplicable()).id());
    }

    private Command validate() {
        Phase gate = gate();
        Optional<String> seen = switch (chance.below(4)) {
            case 0 -> Optional.of(story.snapshot(gate).digest());
            case 1 -> Optional.of("sha256:yesterday");
            default -> Optional.empty();
        };
        Opinion opinion = chance.oneIn(2) ? Opinion.FIT : chance.one(Opinion.values());
        return new Command.ValidateGate(gate, opinion, "all", List.of(), List.of(), seen);
    }

    private Command signal() {
        Instant observed = story.now().plus(Duration.ofMinutes(chance.oneIn(6) ? chance.below(20) - 10 : 0));
        return switch (chance.below(8)) {
            case 0 -> Commands.signal("horoscope", Map.of(), observed);
            case 1 -> Commands.signal("performance", Map.of("drop", chance.below(3) / 10.0), observed);
            case 2 -> Commands.signal("kpi", Map.of("shortfall", chance.below(3) / 10.0), observed);
            default -> Commands.drift(chance.oneIn(5) ? 0.1 : 0.3, observed);
        };
    }

    private ChecklistRef checklist() {
        return Commands.ref(chance.one(RandomStoriesTest.CHECKLISTS));
    }

    private Command settle() {
        List<String> reaffirmed = new ArrayList<>();
        if (chance.oneIn(2)) {
            story.checklist().loops().stream()
                    .flatMap(loop -> loop.reaffirms().stream())
                    .filter(item -> chance.oneIn(2))
                    .forEach(reaffirmed::add);
        }
        Optional<UUID> escaped = chance.oneIn(3)
                ? Optional.of(chance.id(story.project().decisions().keySet()))
                : Optional.empty();
        Collection<UUID> loops = story.project().loops().keySet();
        return new Command.SettleLoop(
                chance.id(loops), LoopVerdict.CONFIRM, "so", new Command.Confirmation(reaffirmed, escaped));
    }

    private Command targets() {
        List<Object> targets = List.of(Governed.target(chance.one(0.7, 0.8, 0.85)));
        return story.checklist().items().containsKey("plan.targets")
                ? story.passing("plan.targets", "targets", targets)
                : Commands.recordTime();
    }
}
