package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a project is to expressions: the variables {@code project} and {@code items}, and the evidence of one item. */
final class ProjectFacts {

    private final Project project;
    private final Checklist checklist;

    ProjectFacts(Project project, Checklist checklist) {
        this.project = project;
        this.checklist = checklist;
    }

    Map<String, Object> project() {
        Framing framing = project.profile().framing();
        Map<String, Object> facts = new HashMap<>();
        facts.put("taskType", spelled(project.profile().taskType()));
        facts.put("tier", spelled(project.tier()));
        facts.put("primaryDirection", spelled(framing.primaryDirection()));
        facts.put("affectsPersons", framing.affectsPersons());
        framing.primaryMetric().ifPresent(metric -> facts.put("primaryMetric", metric));
        Map<String, Object> policy = new HashMap<>(checklist.governance().policy());
        policy.putAll(framing.policy());
        facts.put("policy", policy);
        targets().ifPresent(targets -> facts.put("targets", targets));
        project.watch()
                .targets()
                .ifPresent(t -> facts.put("targetsLockedAt", t.lockedAt().toString()));
        list(checklist.governance().kpis()).ifPresent(kpis -> facts.put("kpis", kpis));
        facts.put("approvedSources", approvedSources());
        facts.put("evidence", subjects());
        return facts;
    }

    Map<String, Object> items() {
        Map<String, Object> items = new HashMap<>();
        for (Item item : project.items().values()) {
            Map<String, Object> facts = new HashMap<>();
            facts.put("state", spelled(item.state()));
            item.evidence().ifPresent(head -> {
                facts.put("producer", head.postedBy().kind() == Caller.Kind.PERSON ? "person" : "pipeline");
                facts.put("evidence", evidence(head));
            });
            items.put(item.id(), facts);
        }
        return items;
    }

    /**
     * The data as it was posted, with the report's metrics over its own. What else the report says fills in only where the data does not use
     * the name: data of a labelling has a {@code source} of its own, and data of a review an {@code outcome}.
     */
    static Map<String, Object> evidence(Item.EvidenceHead head) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("outcome", head.outcome().name());
        facts.put("source", head.source());
        facts.put("observedAt", head.observedAt().toString());
        head.subject().ifPresent(subject -> facts.put("subject", subject(subject)));
        facts.putAll(head.data());
        if (!head.metrics().isEmpty()) {
            Map<String, Object> metrics = new LinkedHashMap<>();
            if (head.data().get("metrics") instanceof Map<?, ?> own) {
                own.forEach((name, value) -> metrics.put(String.valueOf(name), value));
            }
            metrics.putAll(head.metrics());
            facts.put("metrics", metrics);
        }
        return facts;
    }

    private static Map<String, Object> subject(Subject subject) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", subject.name());
        subject.version().ifPresent(version -> facts.put("version", version));
        subject.digest().ifPresent(digest -> facts.put("digest", digest));
        return facts;
    }

    /** As locked, or as they are proposed while nothing is locked. */
    private Optional<List<?>> targets() {
        Optional<List<?>> locked = project.watch().targets().map(Targets::values);
        return locked.isPresent() ? locked : list(checklist.governance().targets());
    }

    /** The list in some item's evidence that the checklist names as the place of this fact. */
    Optional<List<?>> list(Optional<Governance.FieldRef> place) {
        return place.flatMap(ref -> project.findItem(ref.item())
                .flatMap(Item::evidence)
                .map(head -> evidence(head).get(ref.field()))
                .flatMap(value -> value instanceof List<?> list ? Optional.of(list) : Optional.empty()));
    }

    private List<Object> approvedSources() {
        List<Object> ids = new ArrayList<>();
        for (Object source : list(checklist.governance().approvedSources()).orElse(List.of())) {
            if (source instanceof Map<?, ?> fields && fields.get("id") instanceof String id) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** People who do the work of the project, as its own evidence names them. */
    Set<String> contributors() {
        return list(checklist.governance().people()).orElse(List.of()).stream()
                .filter(entry -> entry instanceof Map<?, ?> fields && Governance.CONTRIBUTOR.equals(fields.get("role")))
                .map(entry -> String.valueOf(((Map<?, ?>) entry).get("person")))
                .collect(Collectors.toSet());
    }

    private List<Object> subjects() {
        List<Object> all = new ArrayList<>();
        for (Item item : project.items().values()) {
            item.evidence().flatMap(Item.EvidenceHead::subject).ifPresent(subject -> {
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("item", item.id());
                facts.put("subject", subject.name());
                facts.put("version", subject.version().orElse(""));
                subject.digest().ifPresent(digest -> facts.put("digest", digest));
                all.add(facts);
            });
        }
        return all;
    }

    Variables variables(Map<String, Object> evidence, Map<String, Object> signal, Instant now) {
        return new Variables(evidence, items(), project(), signal, now);
    }

    /** Values of JSON have lower-case words with hyphens where Java has constants. */
    private static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
