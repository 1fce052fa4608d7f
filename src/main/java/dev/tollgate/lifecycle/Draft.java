package dev.tollgate.lifecycle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A ruling in the making: events so far, and the project as they leave it. Lives for one call of the decider only. */
final class Draft {

    private final Facts facts;
    private final List<Recorded> events = new ArrayList<>();
    private Project project;
    private Checklist checklist;

    Draft(Project project, Facts facts) {
        this.project = project;
        this.facts = facts;
        this.checklist = facts.checklist();
    }

    private Draft(Event.ProjectCreated created, Facts facts) {
        this.facts = facts;
        this.checklist = facts.checklist();
        var recorded = new Recorded(created, facts.caller().actor(), facts.now());
        this.project = Evolver.evolve(Optional.empty(), recorded);
        events.add(recorded);
    }

    static Draft beginningWith(Event.ProjectCreated created, Facts facts) {
        return new Draft(created, facts);
    }

    /** To try an event and look at what it makes of the project. */
    Draft copy() {
        return new Draft(project, facts);
    }

    void emit(Event event) {
        var recorded = new Recorded(event, facts.caller().actor(), facts.now());
        project = Evolver.evolve(Optional.of(project), recorded);
        events.add(recorded);
    }

    /** How the items stand now, after the events so far. */
    Assessment assess() {
        return new Assessment(project, checklist, facts.now());
    }

    ProjectFacts projectFacts() {
        return new ProjectFacts(project, checklist);
    }

    Standing standing(String item) {
        return assess().of(item);
    }

    void moveProject(ProjectState to) {
        if (project.state() != to) {
            emit(new Event.ProjectStateChanged(project.state(), to));
        }
    }

    Project project() {
        return project;
    }

    Facts facts() {
        return facts;
    }

    Checklist checklist() {
        return checklist;
    }

    /** From here on the project is pinned to another checklist. */
    void follow(Checklist next) {
        checklist = next;
    }

    Caller caller() {
        return facts.caller();
    }

    Instant now() {
        return facts.now();
    }

    UUID newId() {
        return facts.ids().get();
    }

    /** Whether anything so far gave the item something new to rest on. */
    boolean hasMet(String item) {
        return events.stream().map(Recorded::event).anyMatch(event -> switch (event) {
            case Event.EvidenceRecorded e -> e.item().equals(item) && e.status() == EvidenceStatus.IN_FORCE;
            case Event.ItemReviewed e -> e.item().equals(item);
            case Event.ItemStateChanged e -> e.item().equals(item) && e.to() == ItemState.SATISFIED;
            default -> false;
        });
    }

    Ruling.Accepted accepted() {
        return new Ruling.Accepted(project, events);
    }
}
