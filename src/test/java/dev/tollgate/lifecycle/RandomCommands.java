package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CAROL;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Governed.DORA;
import static dev.tollgate.lifecycle.Governed.EDDA;
import static dev.tollgate.lifecycle.Governed.RITA;
import static dev.tollgate.lifecycle.Governed.SAM;
import static dev.tollgate.lifecycle.Governed.VERA;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Commands by chance, sensible and foolish ones, weighted so that stories get somewhere. */
final class RandomCommands {

    private static final List<Caller> ANYBODY = List.of(ALICE, BOB, CAROL, CI, SAM, RITA, VERA, EDDA, DORA);

    private final Chance chance;
    private final Story story;
    private final RandomGovernance governance;

    RandomCommands(Chance chance, Story story) {
        this.chance = chance;
        this.story = story;
        this.governance = new RandomGovernance(chance, story);
    }

    /** Mostly somebody who may. */
    Caller caller(Command command) {
        if (chance.oneIn(6)) {
            return chance.one(ANYBODY);
        }
        return switch (command) {
            case Command.RecordEvidence c -> c.item().equals("plan.targets") ? chance.one(CI, ALICE) : CI;
            case Command.RecordSignal c -> CI;
            case Command.ValidateGate c -> VERA;
            case Command.OverrideGate c -> EDDA;
            case Command.RuleOnWaiver c -> chance.one(SAM, RITA);
            case Command.RequestWaiver c -> chance.one(ALICE, SAM);
            default -> chance.one(SAM, RITA, BOB, SAM, RITA, ALICE);
        };
    }

    Command next() {
        return switch (chance.below(36)) {
            case 0, 1, 2, 3, 4, 5, 6 -> whatIsMissing();
            case 7, 8, 9 -> anyEvidence();
            case 10, 11, 12 -> go(story.project().phase());
            case 13, 14, 15, 16 -> vote();
            case 17 -> Commands.decide(chance.one(Phase.values()), verdict(chance.one(DecisionOutcome.values())));
            case 18 -> Commands.decide(story.project().phase(), verdict(unlessTheEnd()));
            case 19 -> new Command.ReviewItem(item(), chance.one(ReviewVerdict.values()), "looked at it");
            case 20 -> new Command.InvalidateEvidence(chance.id(story.shelf().ids()), "wrong");
            case 21 ->
                new Command.CloseCondition(
                        chance.id(story.project().conditions().keySet()), "done");
            case 22 -> loop();
            case 23 ->
                new Command.SettleLoop(
                        chance.id(story.project().loops().keySet()), chance.one(LoopVerdict.values()), "so");
            case 24 -> save();
            case 25 -> Commands.recordTime();
            default -> governance.next();
        };
    }

    /** Mostly minutes, at times weeks, so that conditions fall due and evidence grows old. */
    Duration pause() {
        return chance.oneIn(12) ? Duration.ofDays(chance.below(40)) : Duration.ofSeconds(chance.below(90));
    }

    /** What an unmet must-item waits for. */
    private Command whatIsMissing() {
        List<String> unmet = story.checklist().gate(story.project().phase()).mustItems().stream()
                .filter(item -> !story.item(item).state().isMet())
                .toList();
        if (unmet.isEmpty()) {
            return anyEvidence();
        }
        String item = chance.one(unmet);
        return story.item(item).state() == ItemState.IN_REVIEW ? Commands.accept(item) : story.passing(item);
    }

    private Command anyEvidence() {
        String item = item();
        Instant observedAt = story.now().plusSeconds(chance.below(10_000) - 9_600L);
        EvidenceOutcome outcome = chance.oneIn(3) ? chance.one(EvidenceOutcome.values()) : EvidenceOutcome.PASS;
        Map<String, Object> data = new HashMap<>(Governed.data(story.project(), item, story.now()));
        if (chance.oneIn(3)) {
            data.replaceAll((field, value) -> switch (value) {
                case String text when text.startsWith("v") -> "v" + chance.below(3);
                case Double number -> chance.below(10) / 10.0;
                default -> value;
            });
        }
        return Commands.evidence(item, outcome, observedAt, data);
    }

    /** At times by somebody who looked at the gate, and seldom by somebody who looked at another. */
    private Command go(Phase gate) {
        Optional<String> seen = switch (chance.below(8)) {
            case 0, 1, 2 -> Optional.of(story.snapshot(gate).digest());
            case 3 -> Optional.of("sha256:yesterday");
            default -> Optional.empty();
        };
        return new Command.DecideGate(gate, Commands.verdict(DecisionOutcome.GO), seen);
    }

    private Command vote() {
        Optional<Decision> open =
                story.gate(story.project().phase()).openDecision().flatMap(story.project()::findDecision);
        Ballot ballot = chance.oneIn(6) ? chance.one(Ballot.values()) : Ballot.APPROVE;
        if (open.isPresent() && !chance.oneIn(8)) {
            return new Command.CastVote(open.get().gate(), open.get().id(), ballot, Optional.of("well"));
        }
        UUID decision = chance.id(story.project().decisions().keySet());
        Phase gate = story.project().findDecision(decision).map(Decision::gate).orElse(Phase.PLAN);
        return new Command.CastVote(gate, decision, ballot, Optional.empty());
    }

    private DecisionOutcome unlessTheEnd() {
        DecisionOutcome outcome = chance.one(DecisionOutcome.values());
        return outcome == DecisionOutcome.KILL && !chance.oneIn(3) ? DecisionOutcome.RECYCLE : outcome;
    }

    /** Well-formed nine times out of ten. */
    private Verdict verdict(DecisionOutcome outcome) {
        boolean odd = chance.oneIn(10);
        List<Verdict.PlannedCondition> conditions = new ArrayList<>();
        if (outcome == DecisionOutcome.CONDITIONAL_GO || odd) {
            conditions.add(promise(chance.oneIn(2) ? Optional.of(item()) : Optional.empty()));
        }
        Optional<LocalDate> reviewOn = outcome == DecisionOutcome.HOLD
                ? Optional.of(LocalDate.ofInstant(story.now(), ZoneOffset.UTC).plusDays(chance.below(20)))
                : Optional.empty();
        List<String> own = story.checklist().items().keySet().stream()
                .filter(item -> item.startsWith(story.project().phase().gate()))
                .toList();
        List<String> reopen =
                outcome == DecisionOutcome.RECYCLE ? List.of(chance.one(own), chance.one(own)) : List.of();
        List<Verdict.PlannedCondition> tasks =
                outcome == DecisionOutcome.KILL ? List.of(promise(Optional.empty())) : List.of();
        return new Verdict(outcome, "because", conditions, reviewOn, reopen, tasks);
    }

    private Verdict.PlannedCondition promise(Optional<String> item) {
        Instant dueAt = story.now().plus(Duration.ofMinutes(1 + chance.below(50_000)));
        return new Verdict.PlannedCondition("promise", "growth", dueAt, item);
    }

    private Command loop() {
        if (chance.oneIn(4) || story.checklist().loops().isEmpty()) {
            return Commands.proposeLoop(
                    chance.one(Phase.values()), chance.one(Phase.values()), chance.one(LoopTrigger.values()));
        }
        Checklist.LoopDefinition loop = chance.one(story.checklist().loops());
        LoopTrigger trigger = loop.triggers().stream().sorted().findFirst().orElseThrow();
        return chance.oneIn(2)
                ? Commands.openLoop(loop.from(), loop.to(), trigger)
                : Commands.proposeLoop(loop.from(), loop.to(), trigger);
    }

    private Command save() {
        String checklist =
                chance.oneIn(5) ? "dsml" : story.project().checklist().id();
        Profile p = Fixtures.profile(chance.one(RiskTier.values()));
        Map<String, Object> policy = switch (chance.below(6)) {
            case 0 -> Map.of("drfit", 0.1);
            case 1, 2 -> Map.of("small", true);
            default -> Map.of();
        };
        var framing = new Framing(Optional.empty(), Framing.Direction.MAX, true, policy);
        TaskType task = chance.one(TaskType.CLUSTERING, p.taskType());
        return new Command.SaveProject(
                "churn",
                new Profile(p.name(), p.owner(), p.description(), p.riskTier(), task, p.labels(), framing),
                checklist);
    }

    private String item() {
        return chance.oneIn(50)
                ? "plan.horoscope"
                : chance.one(List.copyOf(story.project().items().keySet()));
    }
}
