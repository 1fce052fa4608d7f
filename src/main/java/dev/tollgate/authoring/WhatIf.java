package dev.tollgate.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.checklist.ChecklistDocument;
import dev.tollgate.checklist.Checklists;
import dev.tollgate.checklist.Draft;
import dev.tollgate.desk.Desk;
import dev.tollgate.ledger.Tip;
import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.Project;
import dev.tollgate.platform.FieldError;
import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges projects by a checklist that they do not follow. Reads only. */
@ApplicationScoped
class WhatIf {

    private static final String DOCUMENT = "/document";

    private final Publishing publishing;
    private final Checklists checklists;
    private final Followers followers;
    private final Desk desk;
    private final Clock clock;

    WhatIf(Publishing publishing, Checklists checklists, Followers followers, Desk desk, Clock clock) {
        this.publishing = publishing;
        this.checklists = checklists;
        this.followers = followers;
        this.desk = desk;
        this.clock = clock;
    }

    /** @param count how many follow the checklist, where none were named; how many were compared otherwise */
    record Answer(Checklist checklist, Instant at, long count, List<ComparisonJson> items) {}

    /** @throws ProblemException where there is no such version, or the document is none */
    Checklist checklist(String id, int version, @Nullable JsonNode document) {
        return document == null ? publishing.find(id, version).rules() : drafted(id, version, document);
    }

    private Checklist drafted(String id, int version, JsonNode document) {
        ChecklistDocument read;
        try {
            read = Drafts.read(draft(document), id, version);
        } catch (ProblemException e) {
            Problem problem = e.problem();
            throw new Problem(
                            problem.type(),
                            problem.detail(),
                            problem.errors().stream()
                                    .map(error -> error.under(DOCUMENT))
                                    .toList(),
                            problem.members())
                    .toException();
        }
        publishing.requireFree(read);
        return read.rules();
    }

    private static Draft draft(JsonNode document) {
        if (document.isTextual()) {
            return Drafts.parse(Draft.YAML, document.textValue());
        }
        if (document.isObject()) {
            return Drafts.parse(Draft.JSON, document.toString());
        }
        throw Problem.invalid(FieldError.pointer("", "wrong-type", "document must be an object or a text in YAML"))
                .toException();
    }

    Answer follow(Checklist checklist) {
        Followers.Known known = followers.of(checklist.id());
        Instant now = clock.instant();
        List<ComparisonJson> compared = new ArrayList<>();
        known.first()
                .forEach(row ->
                        desk.look(row.key).ifPresent(tip -> compared.add(compare(tip.project(), checklist, now))));
        return new Answer(checklist, now, known.count(), compared);
    }

    /** @throws ProblemException where one of the keys is no project's */
    Answer named(Checklist checklist, List<String> keys) {
        Instant now = clock.instant();
        List<ComparisonJson> compared = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            String pointer = "/projects/" + i;
            String key = keys.get(i);
            if (!seen.add(key)) {
                continue;
            }
            Tip tip = desk.look(key)
                    .orElseThrow(() -> Problem.invalid(FieldError.pointer(
                                    pointer, "unknown-project", "there is no project '%s'".formatted(key)))
                            .toException());
            compared.add(compare(tip.project(), checklist, now));
        }
        return new Answer(checklist, now, compared.size(), compared);
    }

    /** As both stand now. */
    ComparisonJson compare(Project project, ChecklistRef other) {
        return compare(project, checklists.rules(other.id(), other.version()), clock.instant());
    }

    private ComparisonJson compare(Project project, Checklist other, Instant now) {
        ChecklistRef pinned = project.checklist();
        Checklist followed = checklists.rules(pinned.id(), pinned.version());
        return ComparisonJson.of(project.key(), Comparison.of(project, followed, other, now));
    }
}
