package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CAROL;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One project, told command by command. Its clock moves only when told to and its ids count up. Whatever is accepted is checked to be what
 * folding the log gives, and what is refused to have left no trace.
 */
final class Story {

    private final List<Recorded> log = new ArrayList<>();
    private final Shelf shelf = new Shelf();
    private final Map<ChecklistRef, Checklist> published = new HashMap<>();
    private Checklist checklist;
    private Optional<Project> project = Optional.empty();
    private Optional<Project> folded = Optional.empty();
    private Instant now = Fixtures.START;
    private long ids;

    private Story(Checklist checklist) {
        this.checklist = checklist;
        publish(checklist);
    }

    static Story ofProject(RiskTier tier) {
        return ofProject(tier, Fixtures.checklist());
    }

    static Story ofProject(RiskTier tier, Checklist checklist) {
        var story = new Story(checklist);
        story.when(ALICE, new Command.SaveProject("churn", Fixtures.profile(tier), checklist.id()));
        return story;
    }

    /** The same story so far, to be told on otherwise. */
    Story fork() {
        var fork = new Story(checklist);
        fork.log.addAll(log);
        fork.shelf.takeOver(shelf);
        fork.published.putAll(published);
        fork.project = project;
        fork.folded = folded;
        fork.now = now;
        fork.ids = ids;
        return fork;
    }

    /** Makes a checklist known, so that the project may migrate to it. */
    Story publish(Checklist other) {
        published.put(Commands.ref(other), other);
        return this;
    }

    /** Carries out a command that must be accepted. */
    List<Event> when(Caller caller, Command command) {
        return switch (decide(caller, command)) {
            case Ruling.Accepted accepted -> take(accepted);
            case Ruling.Refused refused ->
                throw new AssertionError("%s: %s was refused: %s".formatted(caller.id(), command, refused.refusal()));
        };
    }

    /** Tries a command that must be refused. */
    Refusal refused(Caller caller, Command command) {
        return switch (decide(caller, command)) {
            case Ruling.Refused refused -> refused.refusal();
            case Ruling.Accepted accepted ->
                throw new AssertionError("%s: %s was accepted: %s".formatted(caller.id(), command, accepted.events()));
        };
    }

    /** Tries a command and takes whatever comes of it. */
    Ruling attempt(Caller caller, Command command) {
        Ruling ruling = decide(caller, command);
        if (ruling instanceof Ruling.Accepted accepted) {
            take(accepted);
        }
        return ruling;
    }

    private Ruling decide(Caller caller, Command command) {
        Optional<Facts.Recall> recall =
                command instanceof Command.InvalidateEvidence c ? shelf.recall(c.evidence()) : Optional.empty();
        Ruling ruling = Decider.decide(
                project, command, new Facts(now, caller, checklist, this::nextId, recall, other(command)));
        assertThat(project).as("the state that was given").isEqualTo(folded);
        return ruling;
    }

    private Optional<Checklist> other(Command command) {
        return switch (command) {
            case Command.MigrateProject c -> Optional.ofNullable(published.get(c.checklist()));
            case Command.SetShadow c -> c.checklist().map(published::get);
            default -> Optional.empty();
        };
    }

    private List<Event> take(Ruling.Accepted accepted) {
        for (Recorded recorded : accepted.events()) {
            log.add(recorded);
            shelf.keep(recorded);
            folded = Optional.of(Evolver.evolve(folded, recorded));
        }
        project = Optional.of(accepted.project());
        checklist = published.getOrDefault(accepted.project().checklist(), checklist);
        assertThat(folded).as("the fold of the log").isEqualTo(project);
        return accepted.events().stream().map(Recorded::event).toList();
    }

    private UUID nextId() {
        return new UUID(0, ++ids);
    }

    Story later(Duration time) {
        return at(now.plus(time));
    }

    Story at(Instant time) {
        now = time;
        return this;
    }

    Command evidence(String item, EvidenceOutcome outcome) {
        return Commands.evidence(
                item,
                outcome,
                now,
                project.map(p -> Governed.data(p, item, now)).orElse(Map.of()));
    }

    /** What the item's checks want, with this field otherwise. */
    Command passing(String item, String field, Object value) {
        Map<String, Object> data = new HashMap<>(Governed.data(project(), item, now));
        data.put(field, value);
        return Commands.evidence(item, EvidenceOutcome.PASS, now, data);
    }

    Command passing(String item) {
        return evidence(item, EvidenceOutcome.PASS);
    }

    Command failing(String item) {
        return evidence(item, EvidenceOutcome.FAIL);
    }

    Command inconclusive(String item) {
        return evidence(item, EvidenceOutcome.INCONCLUSIVE);
    }

    /** Has the pipeline post a minute later what every unmet must-item of these gates needs, and a person accept it where one is asked. */
    Story ready(Phase... gates) {
        later(Duration.ofMinutes(1));
        for (Phase gate : gates) {
            for (String item : checklist.gate(gate).mustItems()) {
                if (!stateOf(item).isMet()) {
                    when(CI, passing(item));
                }
                if (stateOf(item) == ItemState.IN_REVIEW) {
                    when(BOB, Commands.accept(item));
                }
            }
        }
        return this;
    }

    /** Makes these gates ready, has an opinion given where one is asked, and as many people say GO as are needed, one gate after the other. */
    Story passed(Phase... gates) {
        for (Phase gate : gates) {
            ready(gate).validated(gate);
            List<Caller> voters = Governed.is(project()) ? Governed.VOTERS : List.of(ALICE, BOB, CAROL);
            when(voters.getFirst(), Commands.go(gate));
            for (Caller voter : voters.subList(1, voters.size())) {
                gate(gate).openDecision().ifPresent(id -> when(voter, Commands.approve(openDecision(gate))));
            }
        }
        return this;
    }

    private void validated(Phase gate) {
        if (checklist.gate(gate).duties().validated(project().tier())) {
            when(Governed.VERA, Commands.validate(gate, Opinion.FIT));
        }
    }

    Project project() {
        return project.orElseThrow();
    }

    Checklist checklist() {
        return checklist;
    }

    Instant now() {
        return now;
    }

    Item item(String id) {
        return project().item(id);
    }

    Gate gate(Phase phase) {
        return project().gate(phase);
    }

    /** How the gate stands now, whether recorded or not. */
    GateState stateOf(Phase gate) {
        return GateRules.stateAt(project(), checklist, gate, now);
    }

    Standing standing(String item) {
        return new Assessment(project(), checklist, now).of(item);
    }

    ItemState stateOf(String item) {
        return standing(item).state();
    }

    String reasonOf(String item) {
        return standing(item).reason();
    }

    Optional<Instant> next() {
        return Timetable.next(project(), checklist, now);
    }

    List<String> unmet(Phase gate) {
        return GateRules.unmet(project(), checklist, gate, now).stream()
                .map(Unmet::ref)
                .toList();
    }

    Snapshot snapshot(Phase gate) {
        return GateRules.snapshot(project(), checklist, gate, now);
    }

    Decision openDecision(Phase gate) {
        return gate(gate).openDecision().flatMap(project()::findDecision).orElseThrow();
    }

    Decision lastDecision() {
        return project().decisions().values().stream().reduce((a, b) -> b).orElseThrow();
    }

    Condition condition(String title) {
        return project().conditions().values().stream()
                .filter(condition -> condition.title().equals(title))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    Waiver lastWaiver() {
        return project().waivers().values().stream().reduce((a, b) -> b).orElseThrow();
    }

    Loop lastLoop() {
        return project().loops().values().stream().reduce((a, b) -> b).orElseThrow();
    }

    /** The evidence that the item rests on. */
    UUID inForce(String item) {
        return item(item).evidence().orElseThrow().id();
    }

    Shelf shelf() {
        return shelf;
    }

    List<Recorded> log() {
        return List.copyOf(log);
    }
}
