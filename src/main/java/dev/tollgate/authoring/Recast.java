package dev.tollgate.authoring;

import dev.tollgate.lifecycle.Checklist;
import dev.tollgate.lifecycle.ChecklistRef;
import dev.tollgate.lifecycle.Item;
import dev.tollgate.lifecycle.ItemState;
import dev.tollgate.lifecycle.Project;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A project as it would stand had it followed another checklist: the same facts, with the items of that one. */
final class Recast {

    private Recast() {}

    static Project under(Project project, Checklist checklist) {
        Map<String, Item> items = new LinkedHashMap<>();
        for (String id : checklist.items().keySet()) {
            items.put(
                    id,
                    project.findItem(id)
                            .orElseGet(() -> new Item(
                                    id,
                                    ItemState.NOT_STARTED,
                                    project.updatedAt(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Set.of())));
        }
        return new Project(
                project.id(),
                project.key(),
                project.profile(),
                new ChecklistRef(checklist.id(), checklist.version()),
                project.progress(),
                items,
                project.gates(),
                project.decisions(),
                project.conditions(),
                project.loops(),
                project.createdAt(),
                project.updatedAt());
    }
}
