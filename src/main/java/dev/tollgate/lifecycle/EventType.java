package dev.tollgate.lifecycle;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The names under which the log keeps events: {@code subject.past-participle}. A name, once used, keeps its meaning for ever. */
public enum EventType {
    PROJECT_CREATED("project.created", Event.ProjectCreated.class),
    PROJECT_UPDATED("project.updated", Event.ProjectUpdated.class),
    PROJECT_STATE_CHANGED("project.state-changed", Event.ProjectStateChanged.class),
    PROJECT_PHASE_ENTERED("project.phase-entered", Event.PhaseEntered.class),
    EVIDENCE_RECORDED("evidence.recorded", Event.EvidenceRecorded.class),
    EVIDENCE_INVALIDATED("evidence.invalidated", Event.EvidenceInvalidated.class),
    ITEM_REVIEWED("item.reviewed", Event.ItemReviewed.class),
    ITEM_STATE_CHANGED("item.state-changed", Event.ItemStateChanged.class),
    GATE_DECISION_OPENED("gate.decision-opened", Event.DecisionOpened.class),
    GATE_VOTED("gate.voted", Event.GateVoted.class),
    GATE_DECIDED("gate.decided", Event.GateDecided.class),
    GATE_DECISION_CLOSED("gate.decision-closed", Event.DecisionClosed.class),
    GATE_STATE_CHANGED("gate.state-changed", Event.GateStateChanged.class),
    CONDITION_OPENED("condition.opened", Event.ConditionOpened.class),
    CONDITION_CLOSED("condition.closed", Event.ConditionClosed.class),
    CONDITION_OVERDUE("condition.overdue", Event.ConditionOverdue.class),
    LOOP_PROPOSED("loop.proposed", Event.LoopProposed.class),
    LOOP_CONFIRMED("loop.confirmed", Event.LoopConfirmed.class),
    LOOP_DISMISSED("loop.dismissed", Event.LoopDismissed.class),
    LOOP_CLOSED("loop.closed", Event.LoopClosed.class),
    CONDITION_REOPENED("condition.reopened", Event.ConditionReopened.class),
    TARGETS_LOCKED("targets.locked", Event.TargetsLocked.class),
    GATE_REOPENED("gate.reopened", Event.GateReopened.class),
    GATE_VALIDATED("gate.validated", Event.GateValidated.class),
    GATE_OVERRIDDEN("gate.overridden", Event.GateOverridden.class),
    ITEM_DECLARED_NOT_APPLICABLE("item.declared-not-applicable", Event.ItemDeclaredNotApplicable.class),
    WAIVER_REQUESTED("waiver.requested", Event.WaiverRequested.class),
    WAIVER_GRANTED("waiver.granted", Event.WaiverGranted.class),
    WAIVER_REFUSED("waiver.refused", Event.WaiverRefused.class),
    WAIVER_WITHDRAWN("waiver.withdrawn", Event.WaiverWithdrawn.class),
    WAIVER_EXPIRED("waiver.expired", Event.WaiverExpired.class),
    SIGNAL_RECORDED("signal.recorded", Event.SignalRecorded.class),
    PROJECT_MIGRATED("project.migrated", Event.ProjectMigrated.class),
    PROJECT_SHADOW_SET("project.shadow-set", Event.ShadowSet.class);

    private static final Map<Class<?>, EventType> BY_CLASS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::eventClass, Function.identity()));
    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::typeName, Function.identity()));

    private final String typeName;
    private final Class<? extends Event> eventClass;

    EventType(String typeName, Class<? extends Event> eventClass) {
        this.typeName = typeName;
        this.eventClass = eventClass;
    }

    public static EventType of(Event event) {
        EventType type = BY_CLASS.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException("no name for " + event.getClass());
        }
        return type;
    }

    public static Optional<EventType> named(String typeName) {
        return Optional.ofNullable(BY_NAME.get(typeName));
    }

    public String typeName() {
        return typeName;
    }

    public Class<? extends Event> eventClass() {
        return eventClass;
    }
}
