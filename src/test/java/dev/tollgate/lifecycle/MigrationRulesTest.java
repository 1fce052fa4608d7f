package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.go;
import static dev.tollgate.lifecycle.Commands.migrate;
import static dev.tollgate.lifecycle.Commands.ref;
import static dev.tollgate.lifecycle.Commands.shadow;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.checklist;
import static dev.tollgate.lifecycle.Fixtures.governedChecklist;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same facts under another checklist. */
class MigrationRulesTest {

    private static final Checklist STRICT = governedChecklist();
    private static final Checklist PLAIN = checklist();

    private static Checklist withoutLoops() {
        Checklist c = governedChecklist();
        return new Checklist("one-way", 1, c.items(), c.gates(), List.of(), c.governance());
    }

    @Test
    void theProjectFollowsTheOtherChecklist() {
        // Given
        Story story = lowTierProject().publish(STRICT);
        // When
        List<Event> events = story.when(ALICE, migrate(STRICT));
        // Then
        assertThat(events)
                .startsWith(new Event.ProjectMigrated(
                        ref(PLAIN), ref(STRICT), List.copyOf(STRICT.items().keySet())));
        assertThat(story.project().checklist()).isEqualTo(ref(STRICT));
        assertThat(story.project().items().keySet())
                .containsExactlyElementsOf(STRICT.items().keySet());
        assertThat(story.stateOf("plan.targets")).isEqualTo(ItemState.NOT_STARTED);
    }

    @Test
    void whatWasThereIsJudgedByItAtOnce() {
        // Given a gate that passed on evidence without a word
        Story story = lowTierProject().publish(STRICT).passed(PLAN);
        // When
        List<Event> events = story.when(ALICE, migrate(STRICT));
        // Then
        assertThat(events)
                .contains(
                        new Event.ItemStateChanged(
                                "plan.baseline",
                                ItemState.SATISFIED,
                                ItemState.FAILED,
                                "check good-enough is missing evidence.value and 1 more"),
                        new Event.GateStateChanged(PLAN, GateState.PASSED, GateState.SUSPENDED));
        assertThat(story.gate(PLAN).basis()).isEqualTo(Gate.Basis.GO);
    }

    @Test
    void aPersonsWordDoesNotStandInForEvidenceThatChecksAskFor() {
        // Given
        Story story = lowTierProject().publish(STRICT);
        story.when(BOB, Commands.accept("plan.baseline"));
        // When
        story.when(ALICE, migrate(STRICT));
        // Then
        assertThat(story.item("plan.baseline").state()).isEqualTo(ItemState.NOT_STARTED);
    }

    @Test
    void whatWouldBeLostFromSightKeepsItFromMoving() {
        // Given an item in use that the other checklist does not have
        Story story = governedProject(RiskTier.LOW).publish(PLAIN);
        story.when(CI, story.passing("plan.people"));
        // When
        Refusal refusal = story.refused(ALICE, migrate(PLAIN));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.ItemsInUse(ref(PLAIN), List.of("plan.people")));
    }

    @Test
    void aPromiseIsUse() {
        // Given a condition that waits for such an item
        Story story =
                governedProject(RiskTier.LOW).publish(without("plan.roadmap")).ready(PLAN);
        story.when(
                Governed.SAM,
                Commands.conditionalGo(
                        PLAN, Commands.condition("Draw it", story.now().plus(Duration.ofDays(5)), "plan.roadmap")));
        // When
        Refusal refusal = story.refused(ALICE, migrate(without("plan.roadmap")));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.ItemsInUse(ref(without("plan.roadmap")), List.of("plan.roadmap")));
    }

    private static Checklist without(String item) {
        Checklist c = governedChecklist();
        var items = new LinkedHashMap<>(c.items());
        items.remove(item);
        var gates = new EnumMap<>(c.gates());
        gates.replaceAll((phase, gate) -> new Checklist.GateDefinition(
                phase,
                gate.title(),
                gate.criteria().stream()
                        .map(criterion ->
                                new Checklist.Criterion(criterion.id(), criterion.title(), criterion.must(), List.of()))
                        .toList(),
                gate.standingConditions(),
                gate.duties()));
        return new Checklist("smaller", 1, items, gates, c.loops(), c.governance());
    }

    @Test
    void whatIsNotInUseMayGoAndMayComeBack() {
        // Given
        Story story = governedProject(RiskTier.LOW).publish(PLAIN);
        // When
        story.when(ALICE, migrate(PLAIN));
        // Then what is gone stays on the record, and nothing asks for it
        assertThat(story.project().items()).containsKey("plan.people");
        assertThat(story.refused(CI, story.passing("plan.people"))).isInstanceOf(Refusal.UnknownItem.class);
        assertThat(story.unmet(PLAN)).doesNotContain("plan.people");
        // When
        story.when(ALICE, migrate(STRICT));
        // Then
        assertThat(story.unmet(PLAN)).contains("plan.people");
    }

    @Test
    void aConditionNeedsAnItemThatIsStillThere() {
        // Given
        Story story = governedProject(RiskTier.LOW).publish(PLAIN);
        story.when(ALICE, migrate(PLAIN));
        story.ready(PLAN);
        // When
        Refusal refusal = story.refused(
                ALICE,
                Commands.conditionalGo(
                        PLAN, Commands.condition("Ask", story.now().plus(Duration.ofDays(5)), "plan.people")));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.InvalidDecision(
                        "/conditions/0/item",
                        "is no item of this project",
                        PLAIN.items().keySet()));
    }

    @Test
    void notWhileVotesAreUnderWay() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).publish(withoutLoops()).ready(PLAN);
        story.when(BOB, go(PLAN));
        // When
        Refusal refusal = story.refused(ALICE, migrate(withoutLoops()));
        // Then
        assertThat(refusal)
                .isEqualTo(
                        new Refusal.DecisionOpen(PLAN, story.openDecision(PLAN).id()));
    }

    @Test
    void aProposedLoopThatTheChecklistDoesNotKnowCanOnlyBeDismissed() {
        // Given
        Story story = governedProject(RiskTier.LOW).publish(withoutLoops()).passed(PLAN, DATA);
        story.when(CI, Commands.proposeLoop(MODEL, DATA, LoopTrigger.RETRAINING));
        story.when(ALICE, migrate(withoutLoops()));
        // When
        Refusal refusal = story.refused(ALICE, Commands.confirm(story.lastLoop()));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.LoopUndefined(MODEL, DATA, LoopTrigger.RETRAINING, List.of()));
        story.when(ALICE, Commands.dismiss(story.lastLoop()));
    }

    @Test
    void toWhereItIsNothingHappens() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        // When
        List<Event> events = story.when(ALICE, migrate(STRICT));
        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void itTakesAPersonAChecklistAndAnOpenProject() {
        // Given
        Story story = governedProject(RiskTier.LOW).publish(PLAIN);
        var unknown = new ChecklistRef("dsml", 99);
        // When / Then
        assertThat(story.refused(CI, migrate(PLAIN))).isEqualTo(new Refusal.PeopleOnly("migrate a project"));
        assertThat(story.refused(ALICE, new Command.MigrateProject(unknown)))
                .isEqualTo(new Refusal.UnknownChecklistVersion(unknown));
        assertThat(story.refused(ALICE, new Command.SetShadow(Optional.of(unknown))))
                .isEqualTo(new Refusal.UnknownChecklistVersion(unknown));
        story.when(Governed.SAM, Commands.kill(PLAN));
        assertThat(story.refused(ALICE, migrate(PLAIN))).isInstanceOf(Refusal.ProjectClosed.class);
        assertThat(story.refused(ALICE, new Command.SetShadow(Optional.empty())))
                .isInstanceOf(Refusal.ProjectClosed.class);
    }

    @Test
    void aShadowChangesNothingButWhatIsReportedOn() {
        // Given
        Story story = governedProject(RiskTier.LOW).publish(PLAIN);
        Project before = story.project();
        // When
        List<Event> events = story.when(ALICE, shadow(PLAIN));
        // Then
        assertThat(events).containsExactly(new Event.ShadowSet(Optional.of(ref(PLAIN))));
        assertThat(story.project().gates()).isEqualTo(before.gates());
        assertThat(story.project().checklist()).isEqualTo(ref(STRICT));
        assertThat(story.when(ALICE, shadow(PLAIN))).isEmpty();
        assertThat(story.when(ALICE, new Command.SetShadow(Optional.empty())))
                .containsExactly(new Event.ShadowSet(Optional.empty()));
    }

    @Test
    void aWhatIfIsTheProjectAsTheOtherChecklistSeesIt() {
        // Given
        Story story = lowTierProject().publish(STRICT).passed(PLAN);
        // When
        Project seen = story.project().under(STRICT);
        // Then it says what a migration would, and leaves the project alone
        List<Unmet> before = GateRules.unmet(seen, STRICT, PLAN, story.now());
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
        story.when(ALICE, migrate(STRICT));
        assertThat(before).isEqualTo(GateRules.unmet(story.project(), story.checklist(), PLAN, story.now()));
    }
}
