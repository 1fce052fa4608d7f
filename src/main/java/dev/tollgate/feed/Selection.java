package dev.tollgate.feed;

import java.util.List;

/**
 * Which events a reader wants: those of any of the types and of any of the projects.
 *
 * @param types names as in {@code gate.decided}; all where empty
 * @param projects keys; all where empty, and in the log of one project
 */
record Selection(List<String> types, List<String> projects) {

    static final Selection ALL = new Selection(List.of(), List.of());

    /** @param project empty where the event is not about a project */
    boolean takes(String type, String project) {
        return (types.isEmpty() || types.contains(type)) && (projects.isEmpty() || projects.contains(project));
    }
}
