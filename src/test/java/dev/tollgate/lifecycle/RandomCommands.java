package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CAROL;
import static dev.tollgate.lifecycle.Fixtures.CI;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Commands by chance, sensible and foolish ones, weighted so that stories get somewhere. */
final class RandomCommands {

    private static final List<Caller> PEOPLE = List.of(ALICE, BOB, CAROL);
    private static final UUID STRANGER = new UUID(7, 7);

    private final Random random;
    private final Story story;

    RandomCommands(Random random, Story story) {
        this.random = random;
        this.story = story;
    }

    Caller caller(Command command) {
        boolean evidence = command instanceof Command.RecordEvidence;
        return random.nextInt(10) < (evidence ? 8 : 1) ? CI : one(PEOPLE);
    }

    Command next() {
        return switch (random.nextInt(25)) {
            case 0, 1, 2, 3, 4, 5, 6 -> whatIsMissing();
            case 7, 8, 9 -> anyEvidence();
            case 10, 11, 12 -> go(story.project().phase());
            case 13, 14, 15, 16 -> vote();
            case 17 -> Commands.decide(one(Phase.values()), verdict(one(DecisionOutcome.values())));
            case 18 -> Commands.decide(story.project().phase(), verdict(unlessTheEnd()));
            case 19 -> new Command.ReviewItem(item(), one(ReviewVerdict.values()), "looked at it");
            case 20 -> new Command.InvalidateEvidence(id(story.shelf().ids()), "wrong");
            case 21 ->
                new Command.CloseCondition(id(story.project().conditions().keySet()), "done");
            case 22 -> loop();
            case 23 -> new Command.SettleLoop(id(story.project().loops().keySet()), one(LoopVerdict.values()), "so");
            default -> random.nextInt(4) == 0 ? save() : Commands.recordTime();
        };
    }

    /** Mostly minutes, at times weeks, so that conditions fall due. */
    Duration pause() {
        return random.nextInt(12) == 0 ? Duration.ofDays(random.nextInt(40)) : Duration.ofSeconds(random.nextInt(90));
    }

    private Command whatIsMissing() {
        List<String> unmet = story.checklist().gate(story.project().phase()).mustItems().stream()
                .filter(item -> !story.item(item).state().isMet())
                .toList();
        return unmet.isEmpty() ? anyEvidence() : story.passing(one(unmet));
    }

    private Command anyEvidence() {
        Instant observedAt = story.now().plusSeconds(random.nextInt(10_000) - 9_600L);
        EvidenceOutcome outcome = random.nextInt(3) > 0 ? EvidenceOutcome.PASS : one(EvidenceOutcome.values());
        return Commands.evidence(item(), outcome, observedAt);
    }

    /** At times by somebody who looked at the gate, and seldom by somebody who looked at another. */
    private Command go(Phase gate) {
        Optional<String> seen = switch (random.nextInt(8)) {
            case 0, 1, 2 -> Optional.of(story.snapshot(gate).digest());
            case 3 -> Optional.of("sha256:yesterday");
            default -> Optional.empty();
        };
        return new Command.DecideGate(gate, Commands.verdict(DecisionOutcome.GO), seen);
    }

    private Command vote() {
        Optional<Decision> open =
                story.gate(story.project().phase()).openDecision().flatMap(story.project()::findDecision);
        Ballot ballot = random.nextInt(6) == 0 ? Ballot.REJECT : Ballot.APPROVE;
        if (open.isPresent() && random.nextInt(8) > 0) {
            return new Command.CastVote(open.get().gate(), open.get().id(), ballot, Optional.of("well"));
        }
        UUID decision = id(story.project().decisions().keySet());
        Phase gate = story.project().findDecision(decision).map(Decision::gate).orElse(Phase.PLAN);
        return new Command.CastVote(gate, decision, ballot, Optional.empty());
    }

    private DecisionOutcome unlessTheEnd() {
        DecisionOutcome outcome = one(DecisionOutcome.values());
        return outcome == DecisionOutcome.KILL && random.nextInt(3) > 0 ? DecisionOutcome.RECYCLE : outcome;
    }

    /** Well-formed nine times out of ten. */
    private Verdict verdict(DecisionOutcome outcome) {
        boolean odd = random.nextInt(10) == 0;
        List<Verdict.PlannedCondition> conditions = new ArrayList<>();
        if (outcome == DecisionOutcome.CONDITIONAL_GO || odd) {
            Optional<String> item = random.nextBoolean() ? Optional.of(item()) : Optional.empty();
            Instant dueAt = story.now().plus(Duration.ofMinutes(1 + random.nextInt(50_000)));
            conditions.add(new Verdict.PlannedCondition("promise", "growth", dueAt, item));
        }
        Optional<LocalDate> reviewOn = outcome == DecisionOutcome.HOLD
                ? Optional.of(LocalDate.ofInstant(story.now(), ZoneOffset.UTC).plusDays(random.nextInt(20)))
                : Optional.empty();
        List<String> own = story.project().items().keySet().stream()
                .filter(item -> item.startsWith(story.project().phase().gate()))
                .toList();
        List<String> reopen = outcome == DecisionOutcome.RECYCLE ? List.of(one(own), one(own)) : List.of();
        return new Verdict(outcome, "because", conditions, reviewOn, reopen, List.of());
    }

    private Command loop() {
        if (random.nextInt(4) == 0) {
            return Commands.proposeLoop(one(Phase.values()), one(Phase.values()), one(LoopTrigger.values()));
        }
        Checklist.LoopDefinition loop = one(story.checklist().loops());
        LoopTrigger trigger = loop.triggers().stream().sorted().findFirst().orElseThrow();
        return random.nextBoolean()
                ? Commands.openLoop(loop.from(), loop.to(), trigger)
                : Commands.proposeLoop(loop.from(), loop.to(), trigger);
    }

    private Command save() {
        String checklist =
                random.nextInt(5) == 0 ? "dsml-strict" : story.checklist().id();
        return new Command.SaveProject("churn", Fixtures.profile(one(RiskTier.values())), checklist);
    }

    private String item() {
        return random.nextInt(50) == 0
                ? "plan.horoscope"
                : one(List.copyOf(story.project().items().keySet()));
    }

    private UUID id(Collection<UUID> known) {
        return known.isEmpty() || random.nextInt(20) == 0 ? STRANGER : one(List.copyOf(known));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }
}
