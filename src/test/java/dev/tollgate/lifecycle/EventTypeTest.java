package dev.tollgate.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventTypeTest {

    @Test
    void everyEventHasExactlyOneName() {
        assertThat(EventType.values())
                .extracting(EventType::eventClass)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Event.class.getPermittedSubclasses())
                        .<Class<? extends Event>>map(c -> c.asSubclass(Event.class))
                        .toList());
    }

    @Test
    void namesStayWhatTheyAre() {
        assertThat(EventType.values())
                .extracting(EventType::typeName)
                .containsExactly(
                        "project.created",
                        "project.updated",
                        "project.state-changed",
                        "project.phase-entered",
                        "evidence.recorded",
                        "evidence.invalidated",
                        "item.reviewed",
                        "item.state-changed",
                        "gate.decision-opened",
                        "gate.voted",
                        "gate.decided",
                        "gate.decision-closed",
                        "gate.state-changed",
                        "condition.opened",
                        "condition.closed",
                        "condition.overdue",
                        "loop.proposed",
                        "loop.confirmed",
                        "loop.dismissed",
                        "loop.closed",
                        "condition.reopened",
                        "targets.locked",
                        "gate.reopened",
                        "gate.validated",
                        "gate.overridden",
                        "item.declared-not-applicable",
                        "waiver.requested",
                        "waiver.granted",
                        "waiver.refused",
                        "waiver.withdrawn",
                        "waiver.expired",
                        "signal.recorded",
                        "project.migrated",
                        "project.shadow-set");
    }

    @ParameterizedTest
    @EnumSource
    void aNameLeadsBackToItsEvent(EventType type) {
        assertThat(EventType.named(type.typeName())).contains(type);
    }

    @Test
    void anotherNameLeadsNowhere() {
        assertThat(EventType.named("gate.opened")).isEmpty();
    }

    @Test
    void anEventIsAboutItsItemGateOrLoop() {
        // Given
        Story story = Fixtures.liveProject(RiskTier.LOW);
        // When
        story.when(Fixtures.CI, Commands.proposeLoop(Phase.MODEL, Phase.DATA, LoopTrigger.RETRAINING));
        // Then
        assertThat(story.log()).allSatisfy(recorded -> {
            Event event = recorded.event();
            String name = EventType.of(event).typeName();
            switch (name.substring(0, name.indexOf('.'))) {
                case "project" -> assertThat(event.subject()).isEmpty();
                case "evidence", "item" ->
                    assertThat(story.checklist().items())
                            .containsKey(event.subject().orElseThrow());
                case "gate", "condition" ->
                    assertThat(Phase.ofGate(event.subject().orElseThrow())).isPresent();
                default ->
                    assertThat(event.subject()).contains(story.lastLoop().id().toString());
            }
        });
    }
}
