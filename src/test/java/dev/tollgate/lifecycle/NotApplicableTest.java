package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.kill;
import static dev.tollgate.lifecycle.Commands.notApplicable;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Governed.SAM;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotApplicableTest {

    private static final String LABELING = "data.labeling";
    private static final String ROADMAP = "plan.roadmap";

    /** The project as it is, for another task. */
    static Command clustering(Story story) {
        return framed(story, TaskType.CLUSTERING, Framing.UNSET);
    }

    private static Command framed(Story story, TaskType task, Framing framing) {
        Profile p = story.project().profile();
        var next = new Profile(p.name(), p.owner(), p.description(), p.riskTier(), task, p.labels(), framing);
        return new Command.SaveProject("churn", next, story.checklist().id());
    }

    private static Command small(Story story) {
        return framed(
                story,
                TaskType.REGRESSION,
                new Framing(Optional.empty(), Framing.Direction.MAX, true, Map.of("small", true)));
    }

    @Test
    void anItemDoesNotApplyWhereItsRuleHolds() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(ALICE, clustering(story));
        // When
        List<Event> events = story.when(ALICE, notApplicable(LABELING, "clustering"));
        // Then
        assertThat(events)
                .containsExactly(
                        new Event.ItemDeclaredNotApplicable(LABELING, "clustering", "as everybody knows"),
                        new Event.ItemStateChanged(
                                LABELING, ItemState.NOT_STARTED, ItemState.NOT_APPLICABLE, "Exempt: clustering"));
        assertThat(story.unmet(DATA)).doesNotContain(LABELING);
    }

    @Test
    void whereItDoesNotHoldTheItemApplies() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // When
        Refusal refusal = story.refused(ALICE, notApplicable(LABELING, "clustering"));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.ScopeRuleNotMet(LABELING, "clustering", "project.taskType == 'clustering'"));
    }

    @Test
    void whatCannotBeAnsweredIsNoYes() {
        // Given a project that names no metric
        Story story = governedProject(RiskTier.MEDIUM);
        // When
        Refusal refusal = story.refused(ALICE, notApplicable(ROADMAP, "no-metric"));
        // Then
        assertThat(refusal).isInstanceOf(Refusal.ScopeRuleNotMet.class);
    }

    @Test
    void onlyTheChecklistsRulesCount() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // When
        Refusal other = story.refused(ALICE, notApplicable(ROADMAP, "no-time"));
        Refusal none = story.refused(ALICE, notApplicable("plan.people", "no-time"));
        Refusal item = story.refused(ALICE, notApplicable("plan.horoscope", "no-time"));
        // Then
        assertThat(other)
                .isEqualTo(
                        new Refusal.UnknownScopeRule(ROADMAP, "no-time", List.of("clustering", "small", "no-metric")));
        assertThat(none).isEqualTo(new Refusal.UnknownScopeRule("plan.people", "no-time", List.of()));
        assertThat(item).isInstanceOf(Refusal.UnknownItem.class);
    }

    @Test
    void aRuleMayAskForARole() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(ALICE, small(story));
        // When
        Refusal refusal = story.refused(ALICE, notApplicable(ROADMAP, "small"));
        story.when(SAM, notApplicable(ROADMAP, "small"));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.RoleRequired("say that rule small holds", List.of("sponsor")));
        assertThat(story.stateOf(ROADMAP)).isEqualTo(ItemState.NOT_APPLICABLE);
    }

    @Test
    void aMachineDeclaresNothing() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(ALICE, clustering(story));
        // When
        Refusal refusal = story.refused(CI, notApplicable(LABELING, "clustering"));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.PeopleOnly("declare an item not applicable"));
    }

    @Test
    void theItemAppliesAgainOnceTheRuleNoLongerHolds() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(ALICE, clustering(story));
        story.when(ALICE, notApplicable(LABELING, "clustering"));
        // When
        List<Event> events = story.when(BOB, framed(story, TaskType.REGRESSION, Framing.UNSET));
        // Then
        assertThat(events)
                .contains(new Event.ItemStateChanged(
                        LABELING, ItemState.NOT_APPLICABLE, ItemState.NOT_STARTED, "no evidence yet"));
        // And what was declared counts again once it is so again
        story.when(BOB, clustering(story));
        assertThat(story.stateOf(LABELING)).isEqualTo(ItemState.NOT_APPLICABLE);
    }

    @Test
    void aPassedGateIsSuspendedOnceWhatWasNotApplicableIs() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(ALICE, clustering(story));
        story.when(ALICE, notApplicable(LABELING, "clustering"));
        story.passed(PLAN, DATA);
        assertThat(story.stateOf(DATA)).isEqualTo(GateState.PASSED);
        // When
        story.when(BOB, framed(story, TaskType.REGRESSION, Framing.UNSET));
        // Then
        assertThat(story.gate(DATA).state()).isEqualTo(GateState.SUSPENDED);
        assertThat(story.unmet(DATA)).containsExactly(LABELING);
    }

    @Test
    void newerEvidenceSaysOtherwise() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(ALICE, clustering(story));
        story.when(ALICE, notApplicable(LABELING, "clustering"));
        // When
        story.when(CI, story.failing(LABELING));
        // Then
        assertThat(story.stateOf(LABELING)).isEqualTo(ItemState.FAILED);
        assertThat(story.item(LABELING).notApplicable()).isEmpty();
    }

    @Test
    void anInvalidationLeavesItAsItIs() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(CI, story.failing(LABELING));
        story.when(ALICE, clustering(story));
        story.when(ALICE, notApplicable(LABELING, "clustering"));
        // When
        story.when(CI, Commands.invalidate(story.inForce(LABELING)));
        // Then
        assertThat(story.stateOf(LABELING)).isEqualTo(ItemState.NOT_APPLICABLE);
    }

    @Test
    void nothingIsDeclaredOfAClosedProject() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(SAM, kill(PLAN));
        // When
        Refusal refusal = story.refused(ALICE, notApplicable(LABELING, "clustering"));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.ProjectClosed(ProjectState.KILLED));
    }
}
