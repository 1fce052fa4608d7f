package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.accept;
import static dev.tollgate.lifecycle.Commands.grant;
import static dev.tollgate.lifecycle.Commands.invalidate;
import static dev.tollgate.lifecycle.Commands.recycle;
import static dev.tollgate.lifecycle.Commands.reject;
import static dev.tollgate.lifecycle.Commands.requestWaiver;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Governed.SAM;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of what speaks about an item, the first of these does: a demand, a rejection, the evidence itself, its age, its checks, a person. */
class AssessmentTest {

    private static final String OBJECTIVE = "plan.objective";
    private static final String BASELINE = "plan.baseline";

    @Test
    void withoutEvidenceAnItemIsNotStarted() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // Then
        assertThat(story.standing(BASELINE)).isEqualTo(Standing.of(ItemState.NOT_STARTED, "no evidence yet"));
    }

    @Test
    void evidenceThatPassesItsChecksSatisfies() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // When
        story.when(CI, story.passing(BASELINE));
        // Then
        Standing standing = story.standing(BASELINE);
        assertThat(standing.state()).isEqualTo(ItemState.SATISFIED);
        assertThat(standing.findings())
                .extracting(Finding::check, Finding::passed)
                .containsExactly(tuple("good-enough", true), tuple("documented", true));
    }

    @Test
    void aFailedCheckSaysWhatItWantedAndWhatItFound() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // When
        story.when(CI, story.passing(BASELINE, "value", 0.4));
        // Then
        Standing standing = story.standing(BASELINE);
        assertThat(standing.state()).isEqualTo(ItemState.FAILED);
        assertThat(standing.reason()).isEqualTo("check good-enough failed");
        assertThat(standing.failed())
                .containsExactly(new Finding(
                        "good-enough",
                        "evidence.value >= 0.5",
                        new Answer.No(List.of(new Answer.Reading("evidence.value", 0.4)))));
        assertThat(GateRules.unmet(story.project(), story.checklist(), PLAN, story.now()))
                .filteredOn(unmet -> unmet.ref().equals(BASELINE))
                .singleElement()
                .satisfies(unmet -> assertThat(unmet.findings()).isEqualTo(standing.failed()));
    }

    @Test
    void aCheckThatCannotBeAnsweredFailsAndNamesTheMissingField() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // When
        story.when(CI, Commands.evidence(BASELINE, EvidenceOutcome.PASS, story.now(), Map.of("notes", "none")));
        // Then
        assertThat(story.stateOf(BASELINE)).isEqualTo(ItemState.FAILED);
        assertThat(story.reasonOf(BASELINE)).isEqualTo("check good-enough is missing evidence.value");
    }

    @Test
    void ofManyFailedChecksTheFirstIsNamedAndTheOthersCounted() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // When
        story.when(CI, Commands.evidence(BASELINE, EvidenceOutcome.PASS, story.now()));
        // Then
        assertThat(story.reasonOf(BASELINE)).isEqualTo("check good-enough is missing evidence.value and 1 more");
    }

    @Test
    void failedEvidenceIsNotChecked() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // When
        story.when(CI, story.failing(BASELINE));
        // Then
        assertThat(story.standing(BASELINE)).isEqualTo(Standing.of(ItemState.FAILED, "the newest evidence failed"));
    }

    @Test
    void aDemandSpeaksBeforeARejectionAndBeforeTheEvidence() {
        // Given a rejected item
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        story.when(BOB, reject(OBJECTIVE));
        // When it is asked for anew
        story.when(SAM, recycle(PLAN, OBJECTIVE));
        // Then
        assertThat(story.standing(OBJECTIVE)).isEqualTo(Standing.of(ItemState.REOPENED, "needs new evidence"));
    }

    @Test
    void aRejectionSpeaksBeforeFailedEvidence() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(CI, story.failing(BASELINE));
        // When
        story.when(BOB, reject(BASELINE));
        // Then
        assertThat(story.reasonOf(BASELINE)).isEqualTo("a person rejected it");
    }

    @Test
    void failureSpeaksBeforeAge() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(CI, story.failing(OBJECTIVE));
        // When
        story.later(Duration.ofDays(31));
        // Then
        assertThat(story.stateOf(OBJECTIVE)).isEqualTo(ItemState.FAILED);
    }

    @Test
    void ageSpeaksBeforeAPerson() {
        // Given evidence that waits for a person
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(CI, story.inconclusive("model.training"));
        // When
        story.later(Duration.ofDays(60));
        // Then
        assertThat(story.stateOf("model.training")).isEqualTo(ItemState.STALE);
    }

    @Test
    void checksSpeakBeforeAPerson() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // When evidence that a person has to accept fails a check
        story.when(CI, story.passing("plan.targets", "targets", List.of()));
        // Then
        assertThat(story.stateOf("plan.targets")).isEqualTo(ItemState.FAILED);
        // When
        story.when(BOB, accept("plan.targets"));
        // Then a person's word does not help
        assertThat(story.stateOf("plan.targets")).isEqualTo(ItemState.FAILED);
    }

    @Test
    void aWaiverOfTheItemHelpsWhateverIsWrong() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        story.when(CI, story.failing(BASELINE));
        story.when(ALICE, requestWaiver(BASELINE, Optional.empty(), story.now().plus(Duration.ofDays(9))));
        // When
        story.when(BOB, grant(story.lastWaiver()));
        // Then
        Standing standing = story.standing(BASELINE);
        assertThat(standing.state()).isEqualTo(ItemState.WAIVED);
        assertThat(standing.waivers()).containsExactly(story.lastWaiver().id());
        assertThat(standing.reason())
                .isEqualTo(
                        "waived until %s: the newest evidence failed",
                        story.lastWaiver().expiresAt());
    }

    @Test
    void whatIsNotApplicableNeedsNoWaiver() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        story.when(ALICE, NotApplicableTest.clustering(story));
        // When
        story.when(ALICE, Commands.notApplicable("data.labeling", "clustering"));
        story.when(CI, story.failing("data.eda"));
        // Then
        assertThat(story.standing("data.labeling"))
                .isEqualTo(Standing.of(ItemState.NOT_APPLICABLE, "Exempt: clustering"));
    }

    /** Checks ask for evidence, and a person's word alone is none. */
    @Test
    void anAcceptedItemWithChecksIsNotStartedOnceItsEvidenceIsInvalid() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(CI, story.passing(BASELINE));
        story.when(BOB, accept(BASELINE));
        // When
        story.when(BOB, invalidate(story.inForce(BASELINE)));
        // Then
        assertThat(story.stateOf(BASELINE)).isEqualTo(ItemState.NOT_STARTED);
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.NOT_STARTED);
    }

    @Test
    void aCheckMayReadTheEvidenceOfAnotherItem() {
        // Given
        Story story = governedProject(RiskTier.LOW).passed(PLAN, DATA).ready(MODEL);
        assertThat(story.stateOf("model.evaluation")).isEqualTo(ItemState.SATISFIED);
        // When the data moves on
        story.later(Duration.ofHours(1)).when(CI, story.passing("data.ingestion", "version", "v2"));
        // Then
        assertThat(story.reasonOf("model.evaluation")).isEqualTo("check same-data failed");
        assertThat(story.item("model.evaluation").state()).isEqualTo(ItemState.FAILED);
    }

    @Test
    void aCheckMayReadHowAnotherItemStands() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        story.when(CI, story.passing("deploy.serving"));
        assertThat(story.item("deploy.serving").state()).isEqualTo(ItemState.FAILED);
        // When
        List<Event> events = story.when(CI, story.passing("deploy.monitoring"));
        // Then both are on record at once
        assertThat(events)
                .contains(new Event.ItemStateChanged(
                        "deploy.serving", ItemState.FAILED, ItemState.SATISFIED, "evidence passed"));
        assertThat(story.item("deploy.serving").state()).isEqualTo(story.stateOf("deploy.serving"));
    }

    @Test
    void evidenceThatAnswersADemandAndIsFoundWrongLeavesTheDemand() {
        // Given an item that was asked for anew and got new evidence
        Story story = governedProject(RiskTier.MEDIUM).ready(PLAN);
        story.when(SAM, recycle(PLAN, BASELINE));
        story.later(Duration.ofHours(1)).when(CI, story.passing(BASELINE));
        assertThat(story.stateOf(BASELINE)).isEqualTo(ItemState.SATISFIED);
        // When that turns out to be wrong
        story.when(CI, invalidate(story.inForce(BASELINE)));
        // Then what was there before does not do
        assertThat(story.item(BASELINE).evidence()).isPresent();
        assertThat(story.stateOf(BASELINE)).isEqualTo(ItemState.REOPENED);
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.REOPENED);
    }
}
