package dev.tollgate.lifecycle;

import java.util.Set;

/**
 * Who asks for a command.
 *
 * @param id unique within its kind; one line of printable characters, since it stands in the hashed line of every event
 * @param roles names of the roles the caller holds, such as {@code gatekeeper}
 */
public record Caller(String id, Kind kind, Set<String> roles) {

    /** Only people decide, vote, review and confirm; machines post evidence and signals. */
    public enum Kind {
        PERSON,
        MACHINE
    }

    public Caller {
        if (id.isBlank() || id.length() > 200 || id.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("a caller's id is 1 to 200 printable characters on one line");
        }
        roles = Set.copyOf(roles);
    }

    public Actor actor() {
        return new Actor(id, kind);
    }
}
