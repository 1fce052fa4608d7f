package dev.tollgate.gate;

import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.desk.Dossier;
import dev.tollgate.desk.UnmetJson;
import dev.tollgate.lifecycle.Condition;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.platform.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a gate says to a tool that asks on behalf of nobody: the same yes or no as the check, and for each reason who can see to it.
 *
 * @param passed whether the gate stands and the project is not closed
 * @param reasons empty where it passed
 * @param refusal the no as a problem; empty where it passed
 */
public record GateAnswer(
        String project, String gate, boolean passed, GateState state, List<Reason> reasons, Optional<Problem> refusal) {

    /**
     * One thing that stands between the gate and a yes.
     *
     * @param ref the id of the item or condition, or the gate
     * @param who can unblock it, in a few words
     */
    public record Reason(String ref, String title, String reason, String who) {}

    public GateAnswer {
        reasons = List.copyOf(reasons);
    }

    public static GateAnswer of(Dossier dossier, Phase gate) {
        GateCheck check = GateCheck.of(dossier, gate);
        return new GateAnswer(
                dossier.project().key(),
                gate.gate(),
                check.passed(),
                check.state(),
                check.unmet().stream()
                        .map(unmet -> new Reason(ref(unmet), unmet.title(), unmet.reason(), who(dossier, gate, unmet)))
                        .toList(),
                check.passed() ? Optional.empty() : Optional.of(check.blocked()));
    }

    private static String ref(UnmetJson unmet) {
        return Optional.ofNullable(unmet.item())
                .or(() -> Optional.ofNullable(unmet.condition()))
                .or(() -> Optional.ofNullable(unmet.gate()))
                .orElseThrow();
    }

    private static String who(Dossier dossier, Phase gate, UnmetJson unmet) {
        return switch (unmet.kind()) {
            case ITEM -> ofItem(dossier, unmet);
            case CONDITION ->
                Optional.ofNullable(dossier.project().conditions().get(UUID.fromString(ref(unmet))))
                        .map(Condition::owner)
                        .orElse("a gatekeeper");
            case VALIDATION -> "an independent validator";
            case GATE, VETO -> dossier.project().state().isClosed() ? "nobody" : gatekeepers(dossier, gate);
        };
    }

    private static String ofItem(Dossier dossier, UnmetJson unmet) {
        String item = ref(unmet);
        if (unmet.state().equals(ItemState.IN_REVIEW.name())) {
            List<String> writers = dossier.writers(item);
            return writers.isEmpty() ? "a reviewer" : "a reviewer other than " + joined(writers, " and ");
        }
        return dossier.document().items().stream()
                .filter(text -> text.id().equals(item))
                .map(ChecklistDocument.Item::accountable)
                .findFirst()
                .orElse("whoever posts evidence");
    }

    private static String gatekeepers(Dossier dossier, Phase gate) {
        var required = new TreeSet<>(
                dossier.rules().gate(gate).duties().required(dossier.project().tier()));
        return required.isEmpty() ? "a gatekeeper" : "gatekeepers, among them " + joined(required, ", ");
    }

    private static String joined(Collection<String> names, String by) {
        return String.join(by, names);
    }

    /** The answer in one line, as the head of its reasons. */
    public String line() {
        return passed
                ? "gate %s of %s is %s".formatted(gate, project, state)
                : "gate %s of %s is %s, %d unmet".formatted(gate, project, state, reasons.size());
    }

    /** The answer in one line that stands by itself: it names what is unmet. */
    public String summary() {
        return passed ? line() : line() + reasons.stream().map(Reason::ref).collect(Collectors.joining(", ", ": ", ""));
    }
}
