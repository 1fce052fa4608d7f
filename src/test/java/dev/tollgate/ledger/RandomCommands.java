package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Ballot;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.DecisionState;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.Item;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.LoopVerdict;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.ReviewVerdict;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.lifecycle.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** What somebody might ask of a project as it stands: mostly what makes sense, and now and then what does not. */
final class RandomCommands {

    private final Random random;
    private final Project project;
    private final Instant now;

    RandomCommands(Random random, Project project, Instant now) {
        this.random = random;
        this.project = project;
        this.now = now;
    }

    /** The commands of one submission: one, or much evidence. */
    Command[] some() {
        if (random.nextInt(3) > 0) {
            return new Command[] {any()};
        }
        List<Command> commands = new ArrayList<>();
        project.items().keySet().stream()
                .filter(item -> item.startsWith(project.phase().gate()))
                .forEach(item -> commands.add(
                        Asked.evidence(item, EvidenceOutcome.PASS, now, Optional.empty(), Posted.example(item))));
        return commands.toArray(Command[]::new);
    }

    private Command any() {
        return switch (random.nextInt(28)) {
            case 0 -> new Command.InvalidateEvidence(someEvidence(), "wrong data");
            case 1 -> new Command.ReviewItem(someItem(), one(ReviewVerdict.values()), "read");
            case 16, 17, 24, 25, 26, 27 -> new Command.ReviewItem(waiting(), ReviewVerdict.ACCEPT, "read");
            case 18, 19, 20, 21, 22, 23 -> new RandomGovernance(random, project, now).any();
            case 2, 3, 4, 5 -> new Command.DecideGate(gate(), verdict(), Optional.empty());
            case 6, 7, 8 -> vote();
            case 9 -> new Command.CloseCondition(one(project.conditions().keySet()), "done");
            case 10 -> openLoop();
            case 11 -> new Command.SettleLoop(one(project.loops().keySet()), one(LoopVerdict.values()), "looked");
            case 12 ->
                Asked.save(
                        project.key(),
                        "Name %d".formatted(random.nextInt(3)),
                        one(RiskTier.values()),
                        project.checklist().id());
            case 13 -> new Command.RecordTime();
            default -> evidence(someItem(), one(EvidenceOutcome.values()));
        };
    }

    private Command evidence(String item, EvidenceOutcome outcome) {
        Instant observed = now.minus(Duration.ofHours(random.nextInt(4) == 0 ? random.nextInt(500) : 0));
        Optional<String> key =
                random.nextInt(4) == 0 ? Optional.of(item + outcome + random.nextInt(3)) : Optional.empty();
        boolean exemplary = random.nextInt(4) > 0 && project.items().containsKey(item);
        Map<String, Object> data = exemplary ? Posted.example(item) : Posted.ODD;
        return Asked.evidence(item, outcome, observed, key, data);
    }

    private String waiting() {
        return project.items().values().stream()
                .filter(item -> item.state() == ItemState.IN_REVIEW)
                .map(Item::id)
                .findFirst()
                .orElseGet(this::someItem);
    }

    private Command vote() {
        UUID decision = project.decisions().values().stream()
                .filter(d -> d.state() == DecisionState.OPEN)
                .map(d -> d.id())
                .findFirst()
                .orElseGet(() -> one(project.decisions().keySet()));
        return Asked.vote(gate(), decision, random.nextInt(4) == 0 ? one(Ballot.values()) : Ballot.APPROVE);
    }

    private Command openLoop() {
        Phase from = random.nextBoolean() ? Phase.MODEL : Phase.DEPLOY;
        Phase to = from == Phase.MODEL ? Phase.DATA : random.nextBoolean() ? Phase.MODEL : Phase.PLAN;
        return new Command.OpenLoop(
                from,
                to,
                one(LoopTrigger.values()),
                "drift",
                Map.of("psi", new BigDecimal("0.310")),
                random.nextBoolean());
    }

    private Verdict verdict() {
        DecisionOutcome outcome = one(DecisionOutcome.values());
        if (random.nextInt(3) > 0 || (outcome == DecisionOutcome.KILL && random.nextInt(6) > 0)) {
            outcome = DecisionOutcome.GO;
        }
        var condition = new Verdict.PlannedCondition(
                "tidy up",
                "growth",
                now.plus(Duration.ofHours(1 + random.nextInt(200))),
                random.nextBoolean() ? Optional.of(someItem()) : Optional.empty());
        return new Verdict(
                outcome,
                "because",
                outcome == DecisionOutcome.CONDITIONAL_GO ? List.of(condition) : List.of(),
                outcome == DecisionOutcome.HOLD
                        ? Optional.of(LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(9))
                        : Optional.empty(),
                outcome == DecisionOutcome.RECYCLE ? List.of(project.phase().gate() + "." + redo()) : List.of(),
                outcome == DecisionOutcome.KILL
                        ? List.of(new Verdict.PlannedCondition(
                                "switch it off", "growth", now.plus(Duration.ofDays(9)), Optional.empty()))
                        : List.of());
    }

    /** An item of the current phase, without the phase's name. */
    private String redo() {
        String prefix = project.phase().gate() + ".";
        return one(project.items().keySet().stream()
                        .filter(item -> item.startsWith(prefix))
                        .toList())
                .substring(prefix.length());
    }

    private Phase gate() {
        return random.nextInt(8) == 0 ? one(Phase.values()) : project.phase();
    }

    private UUID someEvidence() {
        return one(project.items().values().stream()
                .flatMap(item -> item.evidence().stream())
                .map(Item.EvidenceHead::id)
                .toList());
    }

    private String someItem() {
        return random.nextInt(30) == 0 ? "plan.nothing" : one(project.items().keySet());
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** One of them; where there is none, an id or name of nothing. */
    @SuppressWarnings("unchecked") // the only collections that can be empty hold ids
    private <T> T one(Collection<T> values) {
        return values.isEmpty() ? (T) new UUID(0, 7) : List.copyOf(values).get(random.nextInt(values.size()));
    }
}
