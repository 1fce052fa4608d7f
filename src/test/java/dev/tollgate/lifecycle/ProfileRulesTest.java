package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedChecklist;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Governed.DORA;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people may say of a project, and who. */
class ProfileRulesTest {

    private static final Set<String> KNOWN = Set.of("small", "drift", "label", "sources");

    private static Command save(RiskTier tier, Framing framing) {
        return new Command.SaveProject(
                "churn",
                new Profile(
                        "Churn classifier",
                        "growth",
                        Optional.empty(),
                        tier,
                        TaskType.BINARY_CLASSIFICATION,
                        Map.of(),
                        framing),
                Governed.ID);
    }

    private static Framing policy(String name, Object value) {
        return new Framing(Optional.empty(), Framing.Direction.MAX, true, Map.of(name, value));
    }

    @Test
    void onceThePlanHasPassedContributorsLeaveTheMeasureAlone() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN);
        var refused = new Refusal.SeparationOfDuties(
                "R8",
                "dora",
                "is a contributor to the project and so does not change its tier, task, metric or policy once gate plan"
                        + " has passed",
                List.of());
        // When / Then
        assertThat(story.refused(DORA, save(RiskTier.LOW, Framing.UNSET))).isEqualTo(refused);
        assertThat(story.refused(DORA, save(RiskTier.MEDIUM, policy("drift", 0.9))))
                .isEqualTo(refused);
        assertThat(story.refused(CI, save(RiskTier.LOW, Framing.UNSET))).isInstanceOf(Refusal.PeopleOnly.class);
        // And others do not have to
        story.when(ALICE, save(RiskTier.MEDIUM, policy("drift", 0.9)));
    }

    @Test
    void whatNothingIsMeasuredByTheyMayChange() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).passed(PLAN);
        Profile p = story.project().profile();
        var renamed = new Profile(
                "Churn, again", "sales", p.description(), p.riskTier(), p.taskType(), Map.of("a", "b"), p.framing());
        // When
        List<Event> events = story.when(DORA, new Command.SaveProject("churn", renamed, Governed.ID));
        // Then
        assertThat(events).containsExactly(new Event.ProjectUpdated(renamed));
    }

    @Test
    void beforeThatEverybodyMay() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        // When
        story.when(DORA, save(RiskTier.LOW, policy("drift", 0.9)));
        // Then
        assertThat(story.project().tier()).isEqualTo(RiskTier.LOW);
    }

    static List<Map.Entry<String, Object>> likeTheChecklists() {
        return List.of(
                Map.entry("small", true),
                Map.entry("drift", 1),
                Map.entry("label", "y"),
                Map.entry("sources", List.of()));
    }

    @ParameterizedTest
    @MethodSource("likeTheChecklists")
    void aLimitOfItsOwnIsOfTheChecklistsKind(Map.Entry<String, Object> limit) {
        // Given
        Story story = governedProject(RiskTier.LOW);
        // When
        story.when(ALICE, save(RiskTier.LOW, policy(limit.getKey(), limit.getValue())));
        // Then
        assertThat(new ProjectFacts(story.project(), story.checklist())
                        .project()
                        .get("policy"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .hasSize(4)
                .containsEntry(limit.getKey(), limit.getValue());
    }

    static List<Map.Entry<String, Object>> unlikeTheChecklists() {
        return List.of(
                Map.entry("small", "true"),
                Map.entry("drift", "0.3"),
                Map.entry("label", 7),
                Map.entry("sources", Map.of()));
    }

    @ParameterizedTest
    @MethodSource("unlikeTheChecklists")
    void anotherKindIsRefused(Map.Entry<String, Object> limit) {
        // Given
        Story story = governedProject(RiskTier.LOW);
        // When
        Refusal refusal = story.refused(ALICE, save(RiskTier.LOW, policy(limit.getKey(), limit.getValue())));
        // Then
        assertThat(refusal).isInstanceOfSatisfying(Refusal.UnknownPolicy.class, r -> {
            assertThat(r.name()).isEqualTo(limit.getKey());
            assertThat(r.known()).isTrue();
            assertThat(r.allowed()).containsExactlyInAnyOrderElementsOf(KNOWN);
        });
    }

    @Test
    void aLimitThatNoCheckReadsIsRefused() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        // When
        Refusal refusal = story.refused(ALICE, save(RiskTier.LOW, policy("drfit", 0.1)));
        // Then
        assertThat(refusal)
                .isInstanceOfSatisfying(
                        Refusal.UnknownPolicy.class, r -> assertThat(r.known()).isFalse());
    }

    @Test
    void soItIsAtTheVeryBeginning() {
        // Given
        var facts = new Facts(Instant.EPOCH, ALICE, governedChecklist(), () -> new UUID(0, 1));
        // When
        Ruling ruling = Decider.decide(Optional.empty(), save(RiskTier.LOW, policy("drfit", 0.1)), facts);
        // Then
        assertThat(ruling)
                .isInstanceOfSatisfying(
                        Ruling.Refused.class, r -> assertThat(r.refusal()).isInstanceOf(Refusal.UnknownPolicy.class));
    }
}
