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

    Draft(Project project, Facts facts) {
        this.project = project;
        this.facts = facts;
    }

    private Draft(Event.ProjectCreated created, Facts facts) {
        this.facts = facts;
        var recorded = new Recorded(created, facts.caller().actor(), facts.now());
        this.project = Evolver.evolve(Optional.empty(), recorded);
        events.add(recorded);
    }

    static Draft beginningWith(Event.ProjectCreated created, Facts facts) {
        return new Draft(created, facts);
    }

    void emit(Event event) {
        var recorded = new Recorded(event, facts.caller().actor(), facts.now());
        project = Evolver.evolve(Optional.of(project), recorded);
        events.add(recorded);
    }

    /** Moves the item unless it stands there already. */
    void moveItem(String item, ItemState to, String reason) {
        ItemState from = project.item(item).state();
        if (from != to) {
            emit(new Event.ItemStateChanged(item, from, to, reason));
        }
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
        return facts.checklist();
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

    Ruling.Accepted accepted() {
        return new Ruling.Accepted(project, events);
    }
}
