package dev.tollgate.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the items of one project stand at one time. Everything that depends on time or on other items is computed here and nowhere stored, so a
 * late clock passes nothing that has ended. For one use and one thread.
 */
public final class Assessment {

    private final Project project;
    private final Checklist checklist;
    private final Instant now;
    private final Map<String, Standing> known = new HashMap<>();
    private Optional<Variables> shared = Optional.empty();

    public Assessment(Project project, Checklist checklist, Instant now) {
        this.project = project;
        this.checklist = checklist;
        this.now = now;
    }

    public Standing of(String item) {
        Standing standing = known.get(item);
        if (standing == null) {
            standing = judge(project.item(item), checklist.item(item));
            known.put(item, standing);
        }
        return standing;
    }

    /** What may be asked about the project, where the question is not about one piece of evidence. Item states are those last recorded. */
    public Variables variables() {
        return variables(Map.of());
    }

    private Standing judge(Item item, Checklist.ItemDefinition definition) {
        Optional<ScopeRule> scope = item.notApplicable()
                .flatMap(declared -> scopeRule(definition, declared.rule()))
                .filter(this::holds);
        if (scope.isPresent()) {
            return Standing.of(ItemState.NOT_APPLICABLE, scope.get().title());
        }
        Standing own = own(item, definition);
        return own.state().isMet()
                ? own
                : waiver(item.id(), Optional.empty())
                        .map(w -> Standing.waived(own, w))
                        .orElse(own);
    }

    static Optional<ScopeRule> scopeRule(Checklist.ItemDefinition definition, String rule) {
        return definition.notApplicable().stream()
                .filter(scope -> scope.id().equals(rule))
                .findFirst();
    }

    boolean holds(ScopeRule scope) {
        return scope.when().answer(variables(Map.of())).isYes();
    }

    /** Before any waiver of the whole item. What came last decides: a demand, then the evidence itself, then its age, then its worth. */
    private Standing own(Item item, Checklist.ItemDefinition definition) {
        if (item.demand().isPresent()) {
            return demanded(item.demand().get());
        }
        if (item.review().filter(review -> !review.accepts()).isPresent()) {
            return Standing.of(ItemState.FAILED, "a person rejected it");
        }
        if (item.evidence().isEmpty()) {
            // Where checks speak, a person's word alone is not what they ask for.
            return item.review().isPresent() && definition.checks().isEmpty()
                    ? Standing.of(ItemState.SATISFIED, "accepted by a person")
                    : Standing.of(ItemState.NOT_STARTED, "no evidence yet");
        }
        Item.EvidenceHead head = item.evidence().get();
        if (head.outcome() == EvidenceOutcome.FAIL) {
            return Standing.of(ItemState.FAILED, "the newest evidence failed");
        }
        return stale(definition, head).orElseGet(() -> worth(item, definition, head));
    }

    private static Standing demanded(Item.Demand demand) {
        return switch (demand.kind()) {
            case REOPENED -> Standing.of(ItemState.REOPENED, "needs new evidence");
            case STALE -> Standing.of(ItemState.STALE, "what its evidence named has been superseded");
            case REAFFIRM -> Standing.of(ItemState.IN_REVIEW, "a person confirms its evidence, or new evidence comes");
        };
    }

    private Optional<Standing> stale(Checklist.ItemDefinition definition, Item.EvidenceHead head) {
        Optional<Instant> end = freshUntil(definition, head).filter(until -> !now.isBefore(until));
        if (end.isPresent()) {
            return Optional.of(Standing.of(ItemState.STALE, "its evidence was fresh until " + end.get()));
        }
        return definition.freshness().bindings().stream()
                .filter(binding -> superseded(binding, head))
                .findFirst()
                .map(binding -> Standing.of(
                        ItemState.STALE,
                        "%s has newer evidence with another %s".formatted(binding.item(), binding.itsField())));
    }

    /** When the clock makes the item's evidence stale; empty where none does. */
    public Optional<Instant> freshUntil(String item) {
        return project.item(item).evidence().flatMap(head -> freshUntil(checklist.item(item), head));
    }

    /** The same for one piece of evidence. */
    Optional<Instant> freshUntil(Checklist.ItemDefinition definition, Item.EvidenceHead head) {
        boolean over = switch (definition.freshness().until()) {
            case ALWAYS -> false;
            case GATE -> project.gate(definition.phase()).basis().isPass();
            case LIVE -> project.state() == ProjectState.LIVE;
        };
        Optional<Duration> within =
                Optional.ofNullable(definition.freshness().within().get(project.tier()));
        return over ? Optional.empty() : within.map(head.observedAt()::plus);
    }

    /** What it names was overtaken by evidence that came later. Evidence that named the wrong thing from the start fails a check instead. */
    private boolean superseded(Freshness.Binding binding, Item.EvidenceHead head) {
        Optional<Item.EvidenceHead> other = project.findItem(binding.item()).flatMap(Item::evidence);
        if (other.filter(o -> o.receivedAt().isAfter(head.receivedAt())).isEmpty()) {
            return false;
        }
        Optional<Object> own = Paths.find(ProjectFacts.evidence(head), binding.field());
        Optional<Object> its = Paths.find(ProjectFacts.evidence(other.get()), binding.itsField());
        return own.isPresent() && its.isPresent() && !Canonical.text(own.get()).equals(Canonical.text(its.get()));
    }

    private Standing worth(Item item, Checklist.ItemDefinition definition, Item.EvidenceHead head) {
        List<Finding> findings = findings(definition, head);
        List<Finding> failed = findings.stream().filter(f -> !f.passed()).toList();
        List<Waiver> excused = failed.stream()
                .flatMap(finding -> waiver(item.id(), Optional.of(finding.check())).stream())
                .toList();
        if (excused.size() < failed.size()) {
            return Standing.of(ItemState.FAILED, failure(failed), findings);
        }
        if (item.review().isEmpty() && needsPerson(definition, head)) {
            return Standing.of(ItemState.IN_REVIEW, "waits for a person's review", findings);
        }
        if (!excused.isEmpty()) {
            String names = String.join(", ", failed.stream().map(Finding::check).toList());
            return new Standing(
                    ItemState.WAIVED,
                    "waived: " + names,
                    findings,
                    excused.stream().map(Waiver::id).toList());
        }
        String reason = item.review().isPresent() ? "accepted by a person" : "evidence passed";
        return Standing.of(ItemState.SATISFIED, reason, findings);
    }

    /** Where no check asks, the variables are not gathered: most items of a plain checklist have none. */
    private List<Finding> findings(Checklist.ItemDefinition definition, Item.EvidenceHead head) {
        if (definition.checks().isEmpty()) {
            return List.of();
        }
        Variables variables = variables(ProjectFacts.evidence(head));
        return definition.checks().stream().map(check -> check.judge(variables)).toList();
    }

    private static String failure(List<Finding> failed) {
        Finding first = failed.getFirst();
        String what = first.answer() instanceof Answer.Unanswerable(String reason, Optional<String> missing)
                ? missing.map(path -> "is missing " + path).orElse("could not be answered: " + reason)
                : "failed";
        String more = failed.size() == 1 ? "" : " and %d more".formatted(failed.size() - 1);
        return "check %s %s%s".formatted(first.check(), what, more);
    }

    private boolean needsPerson(Checklist.ItemDefinition definition, Item.EvidenceHead head) {
        if (head.outcome() == EvidenceOutcome.INCONCLUSIVE
                || definition.personFrom().filter(project.tier()::isAtLeast).isPresent()) {
            return true;
        }
        return switch (definition.acceptance()) {
            case NONE -> false;
            case AUTOMATIC -> head.postedBy().kind() == Caller.Kind.PERSON;
            case PERSON -> true;
        };
    }

    private Optional<Waiver> waiver(String item, Optional<String> check) {
        return project.waivers().values().stream()
                .filter(waiver -> waiver.covers(item, check))
                .filter(waiver -> waiver.stateAt(now, project.iteration()) == WaiverState.GRANTED)
                .findFirst();
    }

    /** Building them means walking all evidence, so all checks of one assessment share the walk. */
    private Variables variables(Map<String, Object> evidence) {
        Variables all = shared.orElseGet(() -> new ProjectFacts(project, checklist).variables(Map.of(), Map.of(), now));
        shared = Optional.of(all);
        return new Variables(evidence, all.items(), all.project(), Map.of(), now);
    }
}
