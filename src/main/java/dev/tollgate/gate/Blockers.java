package dev.tollgate.gate;

import dev.tollgate.access.CurrentCaller;
import dev.tollgate.access.Permissions;
import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.desk.Dossier;
import dev.tollgate.desk.Permit;
import dev.tollgate.desk.UnmetJson;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.Governance;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Opinion;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.ReviewVerdict;
import dev.tollgate.lifecycle.Unmet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Why a gate is blocked, what unblocks it and who can: first what most of the rest waits for, then the checklist's order. */
final class Blockers {

    private static final String VETO_ENDS = "A veto ends once the gate rests on something else: mend it, or RECYCLE.";

    private final Dossier dossier;
    private final CurrentCaller caller;
    private final Phase gate;
    private final Map<String, ChecklistDocument.Item> texts;

    Blockers(Dossier dossier, CurrentCaller caller, Phase gate) {
        this.dossier = dossier;
        this.caller = caller;
        this.gate = gate;
        this.texts = dossier.document().items().stream()
                .collect(Collectors.toMap(ChecklistDocument.Item::id, Function.identity()));
    }

    List<BlockerJson> ranked() {
        List<BlockerJson> blockers = new ArrayList<>();
        dossier.unmet(gate).forEach(unmet -> blockers.add(blocker(unmet)));
        blockers.sort(Comparator.comparingInt(blocker -> -blocker.holdsUp().size()));
        return blockers;
    }

    private BlockerJson blocker(Unmet unmet) {
        return switch (unmet.kind()) {
            case ITEM -> item(unmet);
            case CONDITION -> {
                var close = new Command.CloseCondition(UUID.fromString(unmet.ref()), "done");
                yield plain(unmet, List.of(), permit(Permissions.GATE_DECIDE, close));
            }
            case VALIDATION -> {
                var validate = new Command.ValidateGate(
                        gate, Opinion.FIT, "all of it", List.of(), List.of(), Optional.empty());
                yield plain(unmet, List.of(Governance.VALIDATOR), permit(Permissions.GATE_VALIDATE, validate));
            }
            case VETO, GATE -> plain(unmet, List.of(), Permit.refused(VETO_ENDS));
        };
    }

    /** What holds nothing else up, and is nobody's by the checklist. */
    private BlockerJson plain(Unmet unmet, List<String> roles, Permit you) {
        return new BlockerJson(
                unmet.ref(), unmet.state(), unmet.reason(), List.of(), action(unmet), roles, List.of(), null, you);
    }

    private BlockerJson item(Unmet unmet) {
        String id = unmet.ref();
        boolean review = unmet.state().equals(ItemState.IN_REVIEW.name());
        return new BlockerJson(
                id,
                unmet.state(),
                unmet.reason(),
                holdsUp(id),
                action(unmet),
                List.of(),
                review ? dossier.writers(id) : List.of(),
                text(id).map(ChecklistDocument.Item::accountable).orElse(null),
                review
                        ? permit(
                                Permissions.ITEM_REVIEW,
                                new Command.ReviewItem(id, ReviewVerdict.ACCEPT, "looked at it"))
                        : Permit.of(caller, Permissions.EVIDENCE_WRITE));
    }

    private Permit permit(String permission, Command command) {
        return Permit.of(dossier, caller, permission, command);
    }

    private String action(Unmet unmet) {
        return Optional.ofNullable(UnmetJson.of(unmet, dossier.path()).action()).orElseThrow();
    }

    /** What the gate lacks beside this one and cannot have without it; the way there may lead through items of other phases. */
    private List<String> holdsUp(String item) {
        var found = new TreeSet<String>();
        collect(item, found);
        return dossier.unmet(gate).stream()
                .map(Unmet::ref)
                .filter(found::contains)
                .toList();
    }

    private void collect(String item, Set<String> found) {
        for (ChecklistDocument.Item other : texts.values()) {
            boolean waits = other.needs().contains(item)
                    && !dossier.standing(other.id()).state().isMet();
            if (waits && found.add(other.id())) {
                collect(other.id(), found);
            }
        }
    }

    private Optional<ChecklistDocument.Item> text(String item) {
        return Optional.ofNullable(texts.get(item));
    }
}
