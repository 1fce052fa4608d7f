package dev.tollgate.gate;

import dev.tollgate.access.CurrentCaller;
import dev.tollgate.access.Permissions;
import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.desk.Dossier;
import dev.tollgate.desk.Permit;
import dev.tollgate.desk.UnmetJson;
import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.Command;
import dev.tollgate.lifecycle.DecisionOutcome;
import dev.tollgate.lifecycle.DutyRules;
import dev.tollgate.lifecycle.Gate;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.lifecycle.Item;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.Unmet;
import dev.tollgate.lifecycle.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A gate as it stands at the moment of the answer: what it asks for, what is missing, and who can move it.
 *
 * @param ready whether nothing is missing
 * @param current whether this is the gate to decide next
 * @param quorum approvals that a GO needs
 * @param warnings should-items that are open; they do not block
 * @param waivers that it rests on
 * @param expiring what it rests on and that ends within two weeks
 * @param validation the last opinion of an independent validator
 * @param override the last time that it was let through although it was not ready
 * @param blockers what is unmet, ranked, with who can unblock it; absent in an answer about the past, and so the two that follow
 * @param canYouDecide whether the caller could say GO now, and if not why
 * @param next what unblocks the gate, in a sentence
 */
record GateJson(
        String gate,
        Phase phase,
        String title,
        String exit,
        GateState state,
        boolean ready,
        boolean current,
        int attempt,
        int iteration,
        @Nullable Instant readySince,
        int quorum,
        String snapshotDigest,
        List<CriterionJson> criteria,
        List<UnmetJson> unmet,
        List<UnmetJson> warnings,
        List<ConditionJson> conditions,
        List<UUID> waivers,
        List<ExpiryJson> expiring,
        @Nullable ValidationJson validation,
        @Nullable OverrideJson override,
        @Nullable DecisionJson openDecision,
        @Nullable DecisionJson lastDecision,
        List<Decider> whoCanDecide,
        @Nullable List<BlockerJson> blockers,
        @Nullable Permit canYouDecide,
        @Nullable String next) {

    record CriterionJson(String id, String title, boolean met, List<CriterionItem> items) {}

    record CriterionItem(
            String item,
            String title,
            Required required,
            ItemState state,
            boolean met,
            @Nullable UUID evidence) {}

    enum Required {
        MUST,
        SHOULD
    }

    /**
     * @param required whether somebody with this role has to be among those who approve a GO
     * @param except people who posted evidence for this gate, where duties are separated
     */
    record Decider(String role, boolean required, List<String> except) {}

    static GateJson of(Dossier dossier, CurrentCaller caller, Phase phase) {
        Project project = dossier.project();
        Gate gate = project.gate(phase);
        ChecklistDocument.Gate text = text(dossier, phase);
        List<UnmetJson> unmet = shown(dossier, dossier.unmet(phase));
        return new GateJson(
                phase.gate(),
                phase,
                text.title(),
                text.exit(),
                dossier.gateState(phase),
                unmet.isEmpty(),
                phase == project.phase(),
                gate.attempt(),
                project.iteration(),
                gate.readySince().orElse(null),
                dossier.rules().governance().quorum(project.tier()),
                dossier.snapshotDigest(phase),
                dossier.rules().gate(phase).criteria().stream()
                        .map(criterion -> criterion(dossier, criterion))
                        .toList(),
                unmet,
                shown(dossier, dossier.warnings(phase)),
                project.conditionsOf(phase)
                        .map(c -> ConditionJson.of(c, dossier.now()))
                        .toList(),
                dossier.snapshot(phase).waivers(),
                ExpiryJson.of(dossier, phase),
                ValidationJson.of(dossier, phase).orElse(null),
                OverrideJson.of(dossier, phase).orElse(null),
                decision(dossier, gate.openDecision().orElse(null)),
                decision(dossier, gate.decision().orElse(null)),
                deciders(dossier, phase),
                dossier.past() ? null : new Blockers(dossier, caller, phase).ranked(),
                dossier.past() ? null : Permit.of(dossier, caller, Permissions.GATE_DECIDE, go(phase)),
                dossier.past() ? null : NextStep.of(dossier, phase));
    }

    private static Command go(Phase gate) {
        var verdict = new Verdict(DecisionOutcome.GO, "could it be", List.of(), Optional.empty(), List.of(), List.of());
        return new Command.DecideGate(gate, verdict, Optional.empty());
    }

    private static List<Decider> deciders(Dossier dossier, Phase phase) {
        List<String> except = DutyRules.excludedFrom(dossier.project(), dossier.rules(), phase);
        var required = new TreeSet<>(
                dossier.rules().gate(phase).duties().required(dossier.project().tier()));
        return Stream.concat(
                        Stream.of(new Decider("gatekeeper", false, except)),
                        required.stream().map(role -> new Decider(role, true, except)))
                .toList();
    }

    static ChecklistDocument.Gate text(Dossier dossier, Phase phase) {
        return dossier.document().phases().stream()
                .filter(section -> section.phase() == phase)
                .map(ChecklistDocument.PhaseSection::gate)
                .findFirst()
                .orElseThrow();
    }

    private static List<UnmetJson> shown(Dossier dossier, List<Unmet> unmet) {
        return unmet.stream()
                .map(u -> UnmetJson.of(u, dossier.path()))
                .map(u -> dossier.past() ? u.withoutAction() : u)
                .toList();
    }

    private static @Nullable DecisionJson decision(Dossier dossier, @Nullable UUID id) {
        return id == null
                ? null
                : dossier.project()
                        .findDecision(id)
                        .map(d -> DecisionJson.of(dossier, d))
                        .orElseThrow();
    }

    private static CriterionJson criterion(Dossier dossier, Checklist.Criterion criterion) {
        List<CriterionItem> items = Stream.concat(
                        criterion.must().stream().map(id -> item(dossier, id, Required.MUST)),
                        criterion.should().stream().map(id -> item(dossier, id, Required.SHOULD)))
                .toList();
        boolean met = items.stream().allMatch(item -> item.met() || item.required() == Required.SHOULD);
        return new CriterionJson(criterion.id(), criterion.title(), met, items);
    }

    private static CriterionItem item(Dossier dossier, String id, Required required) {
        Item item = dossier.project().item(id);
        ItemState state = dossier.standing(id).state();
        return new CriterionItem(
                id,
                dossier.rules().item(id).title(),
                required,
                state,
                state.isMet(),
                item.evidence().map(Item.EvidenceHead::id).orElse(null));
    }
}
