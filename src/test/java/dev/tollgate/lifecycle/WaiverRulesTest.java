package dev.tollgate.lifecycle;

import static dev.tollgate.lifecycle.Commands.grant;
import static dev.tollgate.lifecycle.Commands.recordTime;
import static dev.tollgate.lifecycle.Commands.requestWaiver;
import static dev.tollgate.lifecycle.Commands.rule;
import static dev.tollgate.lifecycle.Fixtures.ALICE;
import static dev.tollgate.lifecycle.Fixtures.BOB;
import static dev.tollgate.lifecycle.Fixtures.CI;
import static dev.tollgate.lifecycle.Fixtures.governedProject;
import static dev.tollgate.lifecycle.Governed.RITA;
import static dev.tollgate.lifecycle.Governed.SAM;
import static dev.tollgate.lifecycle.Phase.DATA;
import static dev.tollgate.lifecycle.Phase.MODEL;
import static dev.tollgate.lifecycle.Phase.PLAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WaiverRulesTest {

    private static final String BASELINE = "plan.baseline";
    private static final Optional<String> ITEM = Optional.empty();
    private static final Optional<String> GOOD = Optional.of("good-enough");

    private static Command ask(Story story, Optional<String> scope, Duration time) {
        return requestWaiver(BASELINE, scope, story.now().plus(time));
    }

    private static Story requested(RiskTier tier) {
        Story story = governedProject(tier);
        story.when(ALICE, ask(story, ITEM, Duration.ofDays(10)));
        return story;
    }

    private static Story granted(RiskTier tier) {
        Story story = requested(tier);
        story.when(SAM, grant(story.lastWaiver()));
        return story;
    }

    @Test
    void aRequestChangesNothingYet() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // When
        List<Event> events = story.when(ALICE, ask(story, ITEM, Duration.ofDays(10)));
        // Then
        Waiver waiver = story.lastWaiver();
        assertThat(events)
                .containsExactly(new Event.WaiverRequested(
                        waiver.id(),
                        BASELINE,
                        ITEM,
                        1,
                        "the vendor is late",
                        "a weekly look by hand",
                        waiver.expiresAt()));
        assertThat(waiver.state()).isEqualTo(WaiverState.REQUESTED);
        assertThat(waiver.requestedBy()).isEqualTo(ALICE.actor());
        assertThat(story.stateOf(BASELINE)).isEqualTo(ItemState.NOT_STARTED);
    }

    @Test
    void onceGrantedTheItemIsMetAndTheGateNamesWhatItRestsOn() {
        // Given
        Story story = requested(RiskTier.MEDIUM);
        UUID id = story.lastWaiver().id();
        // When
        List<Event> events = story.when(SAM, grant(story.lastWaiver()));
        // Then
        assertThat(events).startsWith(new Event.WaiverGranted(id, BASELINE, "so be it"));
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.WAIVED);
        assertThat(story.snapshot(PLAN).waivers()).containsExactly(id);
        assertThat(story.lastWaiver().ruling()).contains(new Waiver.Ruling(SAM.actor(), story.now(), "so be it"));
    }

    @Test
    void itEndsInTheMicrosecondOfItsEnd() {
        // Given
        Story story = granted(RiskTier.MEDIUM);
        Waiver waiver = story.lastWaiver();
        // When / Then
        story.at(waiver.expiresAt().minus(1, ChronoUnit.MICROS));
        assertThat(story.stateOf(BASELINE)).isEqualTo(ItemState.WAIVED);
        story.at(waiver.expiresAt());
        assertThat(story.stateOf(BASELINE)).isEqualTo(ItemState.NOT_STARTED);
        assertThat(story.when(CI, recordTime()))
                .containsExactly(
                        new Event.WaiverExpired(waiver.id(), BASELINE, "its day has come"),
                        new Event.ItemStateChanged(
                                BASELINE, ItemState.WAIVED, ItemState.NOT_STARTED, "no evidence yet"));
        assertThat(story.lastWaiver().state()).isEqualTo(WaiverState.EXPIRED);
    }

    @Test
    void aGateThatRestedOnItIsSuspendedByTimeAlone() {
        // Given
        Story story = granted(RiskTier.MEDIUM).passed(PLAN);
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.PASSED);
        // When
        story.at(story.lastWaiver().expiresAt());
        // Then
        assertThat(story.stateOf(PLAN)).isEqualTo(GateState.SUSPENDED);
        assertThat(story.unmet(PLAN)).containsExactly(BASELINE);
    }

    @ParameterizedTest
    @CsvSource({"LOW, 60", "MEDIUM, 30", "HIGH, 10"})
    void itLastsNoLongerThanTheTierAllows(RiskTier tier, int days) {
        // Given
        Story story = governedProject(tier);
        Instant latest = story.now().plus(Duration.ofDays(days));
        Instant over = latest.plus(1, ChronoUnit.MICROS);
        // When
        Refusal refusal = story.refused(ALICE, requestWaiver(BASELINE, ITEM, over));
        story.when(ALICE, requestWaiver(BASELINE, ITEM, latest));
        // Then
        assertThat(refusal).isEqualTo(new Refusal.WaiverTooLong(over, story.now(), latest, Duration.ofDays(days)));
    }

    @Test
    void itsEndLiesInTheFuture() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        // When
        Refusal refusal = story.refused(ALICE, requestWaiver(BASELINE, ITEM, story.now()));
        story.when(ALICE, requestWaiver(BASELINE, ITEM, story.now().plus(1, ChronoUnit.MICROS)));
        // Then
        assertThat(refusal).isInstanceOf(Refusal.WaiverTooLong.class);
    }

    @Test
    void someItemsAreNeverWaived() {
        // Given
        Story story = governedProject(RiskTier.HIGH);
        Instant end = story.now().plus(Duration.ofDays(1));
        // When
        Refusal never = story.refused(ALICE, requestWaiver("plan.targets", ITEM, end));
        Refusal notAtThisTier = story.refused(ALICE, requestWaiver("plan.objective", ITEM, end));
        Refusal notThisCheck = story.refused(ALICE, requestWaiver(BASELINE, Optional.of("documented"), end));
        // Then
        assertThat(never).isEqualTo(new Refusal.NotWaivable("plan.targets", ITEM, RiskTier.HIGH));
        assertThat(notAtThisTier).isEqualTo(new Refusal.NotWaivable("plan.objective", ITEM, RiskTier.HIGH));
        assertThat(notThisCheck).isEqualTo(new Refusal.NotWaivable(BASELINE, Optional.of("documented"), RiskTier.HIGH));
    }

    @Test
    void whoeverAskedDoesNotGrant() {
        // Given, at the lowest tier, where nothing else is asked
        Story story = requested(RiskTier.LOW);
        // When
        Refusal refusal = story.refused(ALICE, grant(story.lastWaiver()));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.SeparationOfDuties(
                        "R3", "alice", "requested this waiver and so does not grant it", List.of(BASELINE)));
        // When
        story.when(BOB, grant(story.lastWaiver()));
        // Then
        assertThat(story.lastWaiver().state()).isEqualTo(WaiverState.GRANTED);
    }

    @Test
    void theChairDoesNotGrantTheirOwnEither() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        story.when(SAM, ask(story, ITEM, Duration.ofDays(10)));
        // When
        Refusal refusal = story.refused(SAM, grant(story.lastWaiver()));
        // Then
        assertThat(refusal).isInstanceOf(Refusal.SeparationOfDuties.class);
    }

    @ParameterizedTest
    @CsvSource({"MEDIUM, sponsor", "HIGH, risk sponsor"})
    void fromATierOnItTakesARole(RiskTier tier, String roles) {
        // Given
        Story story = requested(tier);
        // When
        Refusal grant = story.refused(BOB, grant(story.lastWaiver()));
        Refusal refuse = story.refused(BOB, rule(story.lastWaiver(), WaiverVerdict.REFUSE));
        // Then
        assertThat(grant).isEqualTo(new Refusal.RoleRequired("rule on this waiver", List.of(roles.split(" "))));
        assertThat(refuse).isEqualTo(grant);
        // When
        story.when(SAM, grant(story.lastWaiver()));
        // Then
        assertThat(story.lastWaiver().state()).isEqualTo(WaiverState.GRANTED);
    }

    @Test
    void theChairIsThatOfTheItemsGate() {
        // Given a gate led by another role
        Story story = governedProject(RiskTier.MEDIUM);
        Instant end = story.now().plus(Duration.ofDays(1));
        story.when(ALICE, requestWaiver("model.evaluation", Optional.of("meets-target"), end));
        // Then
        assertThat(DutyRules.waiverApprovers(story.project(), story.checklist(), "model.evaluation"))
                .containsExactly("lead");
    }

    @Test
    void aGateWithoutAChairLeavesNobodyAndNotEverybody() {
        // Given
        Story story = governedProject(RiskTier.MEDIUM);
        // Then
        assertThat(DutyRules.waiverApprovers(story.project(), story.checklist(), "data.eda"))
                .isEqualTo(Set.of(Governance.CHAIR));
    }

    @ParameterizedTest
    @EnumSource
    void aMachineNeitherAsksNorRules(WaiverVerdict verdict) {
        // Given
        Story story = requested(RiskTier.LOW);
        // When
        Refusal ask = story.refused(CI, ask(story, GOOD, Duration.ofDays(1)));
        Refusal answer = story.refused(CI, rule(story.lastWaiver(), verdict));
        // Then
        assertThat(ask).isEqualTo(new Refusal.PeopleOnly("request a waiver"));
        assertThat(answer).isEqualTo(new Refusal.PeopleOnly("grant or refuse a waiver"));
    }

    @Test
    void aWaiverOfOneCheckLeavesTheOthersStanding() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        story.when(ALICE, ask(story, GOOD, Duration.ofDays(10)));
        story.when(BOB, grant(story.lastWaiver()));
        // When both checks fail
        story.when(CI, Commands.evidence(BASELINE, EvidenceOutcome.PASS, story.now(), Map.of("value", 0.1)));
        // Then
        assertThat(story.stateOf(BASELINE)).isEqualTo(ItemState.FAILED);
        // When only the waived one does
        story.later(Duration.ofHours(1)).when(CI, story.passing(BASELINE, "value", 0.1));
        // Then
        assertThat(story.stateOf(BASELINE)).isEqualTo(ItemState.WAIVED);
        assertThat(story.reasonOf(BASELINE)).isEqualTo("waived: good-enough");
        assertThat(story.snapshot(PLAN).waivers())
                .containsExactly(story.lastWaiver().id());
        // When none does
        story.later(Duration.ofHours(1)).when(CI, story.passing(BASELINE));
        // Then
        assertThat(story.stateOf(BASELINE)).isEqualTo(ItemState.SATISFIED);
        assertThat(story.snapshot(PLAN).waivers()).isEmpty();
    }

    @Test
    void aWaiverOfOneCheckExcusesNoMissingEvidence() {
        // Given
        Story story = governedProject(RiskTier.LOW);
        story.when(ALICE, ask(story, GOOD, Duration.ofDays(10)));
        // When
        story.when(BOB, grant(story.lastWaiver()));
        // Then
        assertThat(story.stateOf(BASELINE)).isEqualTo(ItemState.NOT_STARTED);
        assertThat(story.refused(ALICE, ask(story, Optional.of("pretty"), Duration.ofDays(1))))
                .isEqualTo(new Refusal.UnknownCheck(BASELINE, "pretty", List.of("good-enough", "documented")));
    }

    @Test
    void whatIsRefusedOrWithdrawnIsClosed() {
        // Given
        Story story = requested(RiskTier.MEDIUM);
        // When
        story.when(SAM, rule(story.lastWaiver(), WaiverVerdict.REFUSE));
        // Then
        assertThat(story.lastWaiver().state()).isEqualTo(WaiverState.REFUSED);
        assertThat(story.refused(SAM, grant(story.lastWaiver())))
                .isEqualTo(new Refusal.WaiverClosed(story.lastWaiver().id(), WaiverState.REFUSED));
        // When asked anew, granted, and given back by whoever asked
        story.when(ALICE, ask(story, ITEM, Duration.ofDays(3)));
        story.when(SAM, grant(story.lastWaiver()));
        story.when(ALICE, rule(story.lastWaiver(), WaiverVerdict.WITHDRAW));
        // Then
        assertThat(story.lastWaiver().state()).isEqualTo(WaiverState.WITHDRAWN);
        assertThat(story.item(BASELINE).state()).isEqualTo(ItemState.NOT_STARTED);
        assertThat(story.refused(ALICE, rule(story.lastWaiver(), WaiverVerdict.WITHDRAW)))
                .isInstanceOf(Refusal.WaiverClosed.class);
    }

    @Test
    void whatHasExpiredIsNotGranted() {
        // Given
        Story story = requested(RiskTier.MEDIUM);
        // When
        Refusal refusal = story.at(story.lastWaiver().expiresAt()).refused(SAM, grant(story.lastWaiver()));
        // Then
        assertThat(refusal)
                .isEqualTo(new Refusal.WaiverClosed(story.lastWaiver().id(), WaiverState.EXPIRED));
    }

    @Test
    void renewingIsAskingAnew() {
        // Given one that is granted
        Story story = granted(RiskTier.MEDIUM);
        Waiver first = story.lastWaiver();
        // When another is asked for, with a later end
        story.later(Duration.ofDays(5)).when(ALICE, ask(story, ITEM, Duration.ofDays(20)));
        Refusal third = story.refused(BOB, ask(story, ITEM, Duration.ofDays(20)));
        story.when(SAM, grant(story.lastWaiver()));
        // Then
        assertThat(third).isEqualTo(new Refusal.WaiverOpen(story.lastWaiver().id()));
        assertThat(story.at(first.expiresAt()).stateOf(BASELINE)).isEqualTo(ItemState.WAIVED);
        assertThat(story.project().waivers()).hasSize(2);
    }

    @Test
    void aLoopEndsIt() {
        // Given
        Story story = granted(RiskTier.LOW).passed(PLAN, DATA, MODEL);
        // When
        List<Event> events = story.when(ALICE, Commands.openLoop(MODEL, DATA, LoopTrigger.RETRAINING));
        // Then
        assertThat(events)
                .contains(new Event.WaiverExpired(story.lastWaiver().id(), BASELINE, "its iteration has ended"));
        assertThat(story.gate(PLAN).state()).isEqualTo(GateState.SUSPENDED);
    }

    @Test
    void whatAHigherTierDoesNotAllowIsNotGrantedThere() {
        // Given a request that is fine at the lowest tier
        Story story = governedProject(RiskTier.LOW);
        story.when(ALICE, ask(story, ITEM, Duration.ofDays(60)));
        // When
        story.when(ALICE, new Command.SaveProject("churn", Fixtures.profile(RiskTier.HIGH), Governed.ID));
        Refusal refusal = story.refused(RITA, grant(story.lastWaiver()));
        // Then
        assertThat(refusal).isInstanceOf(Refusal.WaiverTooLong.class);
        story.when(RITA, rule(story.lastWaiver(), WaiverVerdict.REFUSE));
    }

    @Test
    void thereAreOnlyKnownWaiversOfKnownItemsOfOpenProjects() {
        // Given
        Story story = requested(RiskTier.LOW);
        Waiver waiver = story.lastWaiver();
        UUID stranger = new UUID(7, 7);
        // When / Then
        assertThat(story.refused(BOB, new Command.RuleOnWaiver(stranger, WaiverVerdict.GRANT, "")))
                .isEqualTo(new Refusal.UnknownWaiver(stranger));
        assertThat(story.refused(ALICE, requestWaiver("plan.horoscope", ITEM, waiver.expiresAt())))
                .isInstanceOf(Refusal.UnknownItem.class);
        story.when(SAM, Commands.kill(PLAN));
        assertThat(story.refused(BOB, grant(waiver))).isEqualTo(new Refusal.ProjectClosed(ProjectState.KILLED));
    }
}
