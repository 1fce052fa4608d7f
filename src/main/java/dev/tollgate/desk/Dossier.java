package dev.tollgate.desk;

import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.ledger.Tip;
import dev.tollgate.lifecycle.Assessment;
import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.GateRules;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.Snapshot;
import dev.tollgate.lifecycle.Standing;
import dev.tollgate.lifecycle.Unmet;
import java.time.Instant;
import java.util.List;

/**
 * Everything that an answer about a project is made of.
 *
 * @param tip the project, and where its log ends
 * @param document the checklist as people read it
 * @param rules the same checklist as the rules read it
 * @param now the moment that the answer speaks of; gates and conditions are computed for it
 * @param assessment of all items, computed as far as the answer asks
 * @param past whether that moment was asked for: then nobody can act on the answer, and it offers nothing to do
 */
public record Dossier(
        Tip tip, ChecklistDocument document, Checklist rules, Instant now, boolean past, Assessment assessment) {

    public Dossier(Tip tip, ChecklistDocument document, Checklist rules, Instant now, boolean past) {
        this(tip, document, rules, now, past, new Assessment(tip.project(), rules, now));
    }

    public Project project() {
        return tip.project();
    }

    public GateState gateState(Phase gate) {
        return GateRules.stateAt(project(), rules, gate, now);
    }

    public List<Unmet> unmet(Phase gate) {
        return GateRules.unmet(project(), rules, gate, now);
    }

    public List<Unmet> warnings(Phase gate) {
        return GateRules.warnings(project(), rules, gate, now);
    }

    /** How the item stands at that moment, and why. */
    public Standing standing(String item) {
        return assessment.of(item);
    }

    /** The people who answer for what the item rests on, in the order of their names. */
    public List<String> writers(String item) {
        return project().item(item).writers().stream().sorted().toList();
    }

    public Snapshot snapshot(Phase gate) {
        return GateRules.snapshot(project(), rules, gate, now);
    }

    public String snapshotDigest(Phase gate) {
        return GateRules.snapshot(project(), rules, gate, now).digest();
    }

    public String path() {
        return "/v1/projects/" + project().key();
    }
}
