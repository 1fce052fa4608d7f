package dev.tollgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A project under {@code dsml-strict} and a clock that the story moves. Evidence is what the checklist shows as an example, as of now, with what
 * the story says laid over it: {@code churn.evidence("data.eda", "{'leakage': {'openFindings': 1}}")}. Single quotes stand for double ones.
 */
final class StrictProject {

    private static final String REVIEW_LATER = "deploy.post-deployment-review";

    /** Moments in the examples that mean "just now". */
    private static final List<String> JUST_NOW =
            List.of("evaluatedAt", "lastObservationAt", "lastDriftReportAt", "accessReviewAt");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final MovableClock clock;
    private final ProjectApi project;
    private final Map<String, JsonNode> definitions = new LinkedHashMap<>();
    private final Map<String, ObjectNode> said = new HashMap<>();
    private final Map<String, String> renamed = new HashMap<>();

    private Person author = Person.contributor("a.ruiz");
    private Person pipeline = new Person("airflow", Set.of("pipeline"));
    private Person reviewer = Person.contributor("q.reviewer");

    StrictProject(Api api, MovableClock clock, String name) {
        this.clock = clock;
        this.project = api.project(Api.unique(name));
        JsonNode checklist =
                tree(api.get("/v1/checklists/dsml-strict/versions/1").is(200).text());
        checklist
                .get("phases")
                .forEach(phase -> phase.get("items").forEach(item -> {
                    ((ObjectNode) item).put("phase", phase.get("phase").asText());
                    definitions.put(item.get("id").asText(), item);
                }));
    }

    /** Somebody who may vote and review, and has these roles in the governance of the checklist. */
    static Person governor(String id, String... roles) {
        Set<String> all = new HashSet<>(List.of(roles));
        all.add("gatekeeper");
        return new Person(id, Set.copyOf(all));
    }

    /** Who works on the project: people write what people answer for, the pipeline posts the rest for them, and somebody else reviews. */
    StrictProject team(Person author, Person pipeline, Person reviewer) {
        this.author = author;
        this.pipeline = pipeline;
        this.reviewer = reviewer;
        return this;
    }

    /** @param fields beside name and checklist, such as {@code 'riskTier': 'MEDIUM', 'owner': 's.ito'} */
    Answer create(Person owner, String fields) {
        return as(owner).put(quoted("""
                {'name': 'A project', 'checklist': 'dsml-strict', %s}""".formatted(fields)));
    }

    ProjectApi as(Person caller) {
        return project.as(caller);
    }

    ProjectApi api() {
        return project;
    }

    // Time

    StrictProject at(String moment) {
        clock.stopAt(Instant.parse(moment));
        return this;
    }

    StrictProject later(Duration duration) {
        clock.stopAt(clock.instant().plus(duration));
        return this;
    }

    Instant now() {
        return clock.instant();
    }

    // Evidence

    /** From now on, evidence for this item says this: the example of the checklist with this patch laid over it, objects merged, null removes. */
    StrictProject says(String item, String patch) {
        merge(said.computeIfAbsent(item, i -> JSON.createObjectNode()), object(patch));
        return this;
    }

    /** From now on, the examples say this where they said that: a later version, another digest. */
    StrictProject renames(String that, String to) {
        renamed.put(that, to);
        return this;
    }

    Answer evidence(String item) {
        return evidence(item, "{}");
    }

    /** Posts evidence with this patch laid over what the item's evidence {@link #says}, by whom such evidence is posted. */
    Answer evidence(String item, String patch) {
        return evidenceBy(poster(item), item, patch);
    }

    Answer evidenceBy(Person poster, String item, String patch) {
        return as(poster).evidence(item, report(poster, item, patch).toString()).is(201);
    }

    /** @param fields of the report beside its data, such as {@code 'observedAt'} or {@code 'subject'} */
    Answer evidenceWith(String item, String fields, String patch) {
        Person poster = poster(item);
        ObjectNode report = report(poster, item, patch);
        merge(report, object(fields));
        return as(poster).evidence(item, report.toString()).is(201);
    }

    /** What evidence of this item has as its data, without posting any. */
    String data(String item) {
        return report(poster(item), item, "{}").get("data").toString();
    }

    /** The newest evidence in force, with its data. */
    Answer evidenceOf(String item) {
        return project.get("/evidence/" + project.item(item).value("evidence.id"))
                .is(200);
    }

    /** Evidence as the examples have it for whatever of the phase is not met, in at most two posts; reviews are still to be written. */
    StrictProject passAll(String phase, String... except) {
        List<String> open = project.where("phase", phase)
                .where("state", "NOT_STARTED")
                .where("state", "FAILED")
                .where("state", "STALE")
                .where("state", "REOPENED")
                .get("/items")
                .is(200)
                .list("items.item");
        return post(
                open.stream().filter(item -> !List.of(except).contains(item)).toList());
    }

    /** Evidence for these items, in at most two posts. */
    StrictProject post(List<String> items) {
        for (Person poster : List.of(author, pipeline)) {
            ArrayNode entries = JSON.createArrayNode();
            items.stream()
                    .filter(item -> poster(item).equals(poster))
                    .forEach(item -> entries.add(report(poster, item, "{}").put("item", item)));
            if (!entries.isEmpty()) {
                ObjectNode batch = JSON.createObjectNode();
                batch.set("evidence", entries);
                as(poster).post("/evidence", batch.toString()).is(201);
            }
        }
        return this;
    }

    /** The reviewer accepts these. */
    StrictProject accept(String... items) {
        for (String item : items) {
            as(reviewer).review(item, "ACCEPT").is(201);
        }
        return this;
    }

    /** The reviewer accepts what waits for that. */
    StrictProject acceptAll(String phase) {
        return accept(project.where("phase", phase)
                .where("state", "IN_REVIEW")
                .get("/items")
                .is(200)
                .list("items.item")
                .toArray(String[]::new));
    }

    /** What the platform posts of a service that runs. */
    StrictProject heartbeats() {
        return post(List.of("deploy.serving", "deploy.monitoring"));
    }

    /** Exactly these items have gone stale, of all; new evidence comes for them and is accepted. */
    StrictProject renew(String... stale) {
        return renewed(project, stale);
    }

    /** The same for the items of one phase. */
    StrictProject renewIn(String phase, String... stale) {
        return renewed(project.where("phase", phase), stale);
    }

    private StrictProject renewed(ProjectApi among, String... stale) {
        assertThat(among.where("state", "STALE").get("/items").is(200).list("items.item"))
                .containsExactlyInAnyOrder(stale);
        post(List.of(stale));
        String[] reviewed = Arrays.stream(stale).filter(this::isForPeople).toArray(String[]::new);
        return accept(reviewed);
    }

    // Gates

    /** All that the gate asks for and is not there yet, posted and accepted. */
    StrictProject gateReady(String gate) {
        String phase = gate.toUpperCase(Locale.ROOT);
        passAll(phase, REVIEW_LATER).acceptAll(phase);
        project.gate(gate).has("unmet", "[]").has("ready", true);
        return this;
    }

    /** A GO that the first opens and that carries with the vote of the last. */
    Answer go(String gate, Person... people) {
        return agreed(gate, "{'outcome': 'GO', 'rationale': 'all there'}", people);
    }

    /** A decision that the first opens and that carries with the vote of the last. */
    Answer agreed(String gate, String body, Person... people) {
        Answer answer = as(people[0]).decide(gate, quoted(body)).is(201);
        String id = answer.value("id");
        for (int i = 1; i < people.length; i++) {
            answer.has("state", "OPEN");
            answer = as(people[i]).vote(gate, id, "APPROVE").is(201);
        }
        return answer.has("state", "EFFECTIVE");
    }

    // Reading answers

    /** The names of the checks that say no, in the receipt of evidence or in an item. */
    static List<String> failedChecks(Answer answer) {
        return answer.list("checks.findAll { !it.passed }.check");
    }

    /** What is unmet at a gate or in a refusal, as {@code item STATE}. */
    static List<String> unmet(Answer answer) {
        List<String> items = answer.list("unmet.item");
        List<String> states = answer.list("unmet.state");
        List<String> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            all.add(items.get(i) + " " + states.get(i));
        }
        return all;
    }

    static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private Person poster(String item) {
        return isForPeople(item) ? author : pipeline;
    }

    private boolean isForPeople(String item) {
        return definitions.get(item).get("acceptance").asText().equals("PERSON");
    }

    private ObjectNode report(Person poster, String item, String patch) {
        String example = definitions.get(item).get("exampleEvidence").toString();
        for (Map.Entry<String, String> change : renamed.entrySet()) {
            example = example.replace(change.getKey(), change.getValue());
        }
        ObjectNode data = (ObjectNode) tree(example);
        JUST_NOW.stream().filter(data::has).forEach(moment -> data.put(moment, now().toString()));
        merge(data, said.getOrDefault(item, JSON.createObjectNode()));
        merge(data, object(patch));
        ObjectNode report = JSON.createObjectNode().put("outcome", "PASS");
        if (poster.roles().contains("pipeline")) {
            report.put("author", author.id());
        }
        report.set("data", data);
        return report;
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        patch.properties().forEach(field -> {
            JsonNode old = target.get(field.getKey());
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (old instanceof ObjectNode inner && field.getValue() instanceof ObjectNode change) {
                merge(inner, change);
            } else {
                target.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    private static ObjectNode object(String patch) {
        return (ObjectNode) tree(quoted(patch));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
