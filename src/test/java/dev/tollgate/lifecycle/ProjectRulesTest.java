package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.START;
import static dev.tollgate.lifecycle.Fixtures.lowTierProject;
import static dev.tollgate.lifecycle.Fixtures.profile;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProjectRulesTest {

    private static Command save(RiskTier tier, String checklist) {
        return new Command.SaveProject("churn", profile(tier), checklist);
    }

    @Test
    void aNewProjectStartsInPlanWithNothingDone() {
        // When
        Story story = lowTierProject();
        // Then
        Project project = story.project();
        assertThat(story.log())
                .containsExactly(new Recorded(
                        new Event.ProjectCreated(
                                new UUID(0, 1),
                                "churn",
                                profile(RiskTier.LOW),
                                new ChecklistRef("small", 7),
                                List.copyOf(story.checklist().items().keySet())),
                        ALICE.actor(),
                        START));
        assertThat(project.progress()).isEqualTo(new Project.Progress(ProjectState.ACTIVE, PLAN, 1, START));
        assertThat(project.items().values()).extracting(Item::state).containsOnly(ItemState.NOT_STARTED);
        assertThat(project.gates().values()).extracting(Gate::state).containsOnly(GateState.NOT_READY);
        assertThat(project.gates().values()).extracting(Gate::attempt).containsOnly(1);
        assertThat(project.gates().keySet()).containsExactly(Phase.values());
    }

    @Test
    void savingWhatStandsChangesNothing() {
        // Given
        Story story = lowTierProject();
        Project before = story.project();
        // When
        List<Event> events = story.later(Duration.ofDays(1)).when(BOB, save(RiskTier.LOW, "small"));
        // Then
        assertThat(events).isEmpty();
        assertThat(story.project()).isEqualTo(before);
    }

    @Test
    void savingAnotherProfileReplacesIt() {
        // Given
        Story story = lowTierProject();
        // When
        List<Event> events = story.later(Duration.ofDays(1)).when(BOB, save(RiskTier.HIGH, "small"));
        // Then
        assertThat(events).containsExactly(new Event.ProjectUpdated(profile(RiskTier.HIGH)));
        assertThat(story.project().profile().riskTier()).isEqualTo(RiskTier.HIGH);
        assertThat(story.project().createdAt()).isEqualTo(START);
        assertThat(story.project().updatedAt()).isEqualTo(story.now());
    }

    @Test
    void aProjectStaysWithItsChecklist() {
        // Given
        Story story = lowTierProject();
        // When
        Refusal refusal = story.refused(ALICE, save(RiskTier.HIGH, "dsml-strict"));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.ChecklistPinned(new ChecklistRef("small", 7), "dsml-strict"));
    }

    @Test
    void aClosedProjectIsNotSaved() {
        // Given
        Story story = lowTierProject();
        story.when(ALICE, Commands.kill(PLAN));
        // When
        Refusal refusal = story.refused(ALICE, save(RiskTier.LOW, "dsml-strict"));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.ProjectClosed(ProjectState.KILLED));
    }

    @Test
    void aClosedProjectGrowsNoOlder() {
        // Given
        Story story = lowTierProject().ready(PLAN);
        var due = story.now().plusSeconds(60);
        story.when(ALICE, Commands.conditionalGo(PLAN, Commands.condition("sign", due)));
        story.when(ALICE, Commands.kill(Phase.DATA));
        // When
        List<Event> events = story.later(Duration.ofDays(1)).when(ALICE, Commands.recordTime());
        // Then
        assertThat(events).isEmpty();
    }

    @Test
    void onlyACreationNeedsNoProject() {
        // Given
        var facts = new Facts(START, ALICE, Fixtures.checklist(), () -> new UUID(0, 1));
        // When / Then
        assertThatThrownBy(() -> Decider.decide(Optional.empty(), Commands.recordTime(), facts))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aLogBeginsWithOneCreation() {
        // Given
        Story story = lowTierProject();
        Recorded creation = story.log().getFirst();
        var update = new Recorded(new Event.ProjectUpdated(profile(RiskTier.HIGH)), ALICE.actor(), START);
        // When / Then
        assertThat(Evolver.fold(List.of())).isEmpty();
        assertThatThrownBy(() -> Evolver.fold(List.of(update))).hasMessage("a log begins with project.created");
        assertThatThrownBy(() -> Evolver.fold(List.of(creation, creation))).hasMessage("churn was created before");
    }
}
