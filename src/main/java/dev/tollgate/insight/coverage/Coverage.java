package dev.tollgate.insight.coverage;

import dev.tollgate.checklist.ReferenceContent.Framework;
import dev.tollgate.checklist.ReferenceContent.Mapping;
import dev.tollgate.desk.Dossier;
import dev.tollgate.insight.coverage.CoverageJson.Clause;
import dev.tollgate.insight.coverage.CoverageJson.Supporter;
import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.Gate;
import dev.tollgate.lifecycle.GateRules;
import dev.tollgate.lifecycle.GateState;
import dev.tollgate.lifecycle.Item;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Phase;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.lifecycle.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Puts a framework beside a project. */
final class Coverage {

    private final Dossier dossier;
    private final Map<String, Snapshot.Entry> entries;

    private Coverage(Dossier dossier) {
        this.dossier = dossier;
        // The items' states at the moment of the answer, as the gates see them.
        this.entries = Arrays.stream(Phase.values())
                .flatMap(gate ->
                        GateRules.snapshot(dossier.project(), dossier.rules(), gate, dossier.now()).items().stream())
                .collect(Collectors.toMap(Snapshot.Entry::item, Function.identity(), (first, again) -> first));
    }

    static CoverageJson of(Dossier dossier, Framework framework) {
        Project project = dossier.project();
        ChecklistRef checklist = project.checklist();
        List<Clause> clauses = new Coverage(dossier).clauses(framework);
        return new CoverageJson(
                project.key(),
                framework.id(),
                framework.title(),
                framework.version(),
                framework.complete(),
                "%s:%d".formatted(checklist.id(), checklist.version()),
                CoverageJson.STATEMENT,
                CoverageJson.Count.of(clauses),
                clauses);
    }

    private List<Clause> clauses(Framework framework) {
        Map<String, List<Mapping>> mappings = new TreeMap<>(new ClauseOrder());
        framework.unmapped().forEach(clause -> mappings.put(clause, List.of()));
        for (Mapping mapping : framework.mappings()) {
            mapping.clauses()
                    .forEach(clause -> mappings.computeIfAbsent(clause, any -> new ArrayList<>())
                            .add(mapping));
        }
        return mappings.entrySet().stream()
                .map(entry -> clause(entry.getKey(), entry.getValue()))
                .toList();
    }

    private Clause clause(String name, List<Mapping> mappings) {
        List<Supporter> by =
                mappings.stream().map(this::supporter).flatMap(Optional::stream).toList();
        if (by.isEmpty()) {
            return new Clause(name, Support.NOT_COVERED, false, by);
        }
        return new Clause(
                name,
                Support.of(by.stream().map(Supporter::support).toList()),
                by.stream().allMatch(Supporter::verified),
                by);
    }

    /** Empty where the project's checklist has no such item. */
    private Optional<Supporter> supporter(Mapping mapping) {
        String id = mapping.item();
        if (id == null) {
            return Phase.ofGate(String.valueOf(mapping.gate())).map(gate -> gate(gate, mapping));
        }
        return dossier.project().findItem(id).map(item -> item(item, mapping));
    }

    private Supporter item(Item item, Mapping mapping) {
        Snapshot.Entry entry = entries.get(item.id());
        ItemState state = entry == null ? item.state() : entry.state();
        Support support = switch (state) {
            case SATISFIED -> Support.SUPPORTED;
            case NOT_APPLICABLE -> Support.NOT_APPLICABLE;
            // A waiver accepts that there is nothing to show.
            case WAIVED, NOT_STARTED, IN_REVIEW, FAILED, STALE, REOPENED -> Support.OPEN;
        };
        return new Supporter(
                item.id(),
                null,
                dossier.rules().item(item.id()).title(),
                support,
                state.name(),
                item.evidence().map(Item.EvidenceHead::id).orElse(null),
                null,
                mapping.verified(),
                mapping.note());
    }

    private Supporter gate(Phase phase, Mapping mapping) {
        Gate gate = dossier.project().gate(phase);
        GateState state = dossier.gateState(phase);
        return new Supporter(
                null,
                phase.gate(),
                dossier.rules().gate(phase).title(),
                state.stands() ? Support.SUPPORTED : Support.OPEN,
                state.name(),
                null,
                gate.decision().orElse(null),
                mapping.verified(),
                mapping.note());
    }
}
