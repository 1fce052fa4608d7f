package dev.tollgate.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.access.Permissions;
import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.checklist.ChecklistVersion;
import dev.tollgate.installation.AuthMode;
import dev.tollgate.installation.SubscriptionForm;
import dev.tollgate.installation.SubscriptionState;
import dev.tollgate.intake.channel.ArrivalState;
import dev.tollgate.ledger.EventNames;
import dev.tollgate.lifecycle.Ballot;
import dev.tollgate.lifecycle.Caller;
import dev.tollgate.lifecycle.ConditionState;
import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.DecisionState;
import dev.tollgate.lifecycle.EvidenceOutcome;
import dev.tollgate.lifecycle.EvidenceStatus;
import dev.tollgate.lifecycle.Framing;
import dev.tollgate.lifecycle.Freshness;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.LoopState;
import dev.tollgate.lifecycle.LoopTrigger;
import dev.tollgate.lifecycle.LoopVerdict;
import dev.tollgate.lifecycle.Opinion;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ProjectState;
import dev.tollgate.lifecycle.ReviewVerdict;
import dev.tollgate.lifecycle.RiskTier;
import dev.tollgate.lifecycle.TaskType;
import dev.tollgate.lifecycle.Unmet;
import dev.tollgate.lifecycle.WaiverState;
import dev.tollgate.notify.DeliveryState;
import dev.tollgate.notify.SubscriptionStart;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The enums of the contract have the values of the enums of the code, in the same order. */
class EnumsTest {

    private static final Map<String, Class<? extends Enum<?>>> ENUMS = Map.ofEntries(
            Map.entry("Phase", Phase.class),
            Map.entry("RiskTier", RiskTier.class),
            Map.entry("TaskType", TaskType.class),
            Map.entry("ProjectState", ProjectState.class),
            Map.entry("ItemState", ItemState.class),
            Map.entry("GateState", GateState.class),
            Map.entry("EvidenceOutcome", EvidenceOutcome.class),
            Map.entry("EvidenceStatus", EvidenceStatus.class),
            Map.entry("ReviewVerdict", ReviewVerdict.class),
            Map.entry("DecisionOutcome", DecisionOutcome.class),
            Map.entry("DecisionState", DecisionState.class),
            Map.entry("Ballot", Ballot.class),
            Map.entry("ConditionState", ConditionState.class),
            Map.entry("WaiverState", WaiverState.class),
            Map.entry("Opinion", Opinion.class),
            Map.entry("UnmetKind", Unmet.Kind.class),
            Map.entry("Direction", Framing.Direction.class),
            Map.entry("LoopState", LoopState.class),
            Map.entry("LoopTrigger", LoopTrigger.class),
            Map.entry("LoopVerdict", LoopVerdict.class),
            Map.entry("AuthMode", AuthMode.class),
            Map.entry("ArrivalState", ArrivalState.class),
            Map.entry("SubscriptionState", SubscriptionState.class),
            Map.entry("SubscriptionForm", SubscriptionForm.class),
            Map.entry("SubscriptionStart", SubscriptionStart.class),
            Map.entry("DeliveryState", DeliveryState.class),
            Map.entry("ChecklistState", ChecklistVersion.State.class),
            Map.entry("Acceptance", ChecklistDocument.Acceptance.class),
            Map.entry("FreshnessUntil", Freshness.Until.class),
            Map.entry("CallerKind", Caller.Kind.class));

    /** Enums of the contract whose values are not the names of a Java enum; each has a test below or elsewhere. */
    private static final List<String> OTHERS =
            List.of("EventType", "GateId", "Permission", "ProblemCode", "Requirement");

    @Test
    void everyEnumOfTheContractIsTheEnumOfTheCode() {
        assertThat(ENUMS)
                .allSatisfy((schema, type) -> assertThat(Contract.enumValues(schema))
                        .as("%s beside %s", schema, type)
                        .containsExactlyElementsOf(names(type)));
    }

    @Test
    void noEnumOfTheContractIsForgottenHere() {
        List<String> inContract = Contract.document().at("/components/schemas").properties().stream()
                .filter(schema -> schema.getValue().has("enum"))
                .map(Map.Entry::getKey)
                .filter(schema -> !OTHERS.contains(schema))
                .toList();

        assertThat(inContract).containsExactlyInAnyOrderElementsOf(ENUMS.keySet());
    }

    @Test
    void eventTypesAreThoseOfTheLog() {
        assertThat(Contract.enumValues("EventType")).containsExactlyElementsOf(EventNames.all());
    }

    @Test
    void gateIdsAreThoseOfThePhases() {
        assertThat(Contract.enumValues("GateId"))
                .containsExactlyElementsOf(
                        Arrays.stream(Phase.values()).map(Phase::gate).toList());
    }

    @Test
    void permissionsAreThoseOfTheCode() {
        assertThat(Contract.enumValues("Permission")).containsExactlyElementsOf(Permissions.ALL);
    }

    private static List<String> names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }
}
