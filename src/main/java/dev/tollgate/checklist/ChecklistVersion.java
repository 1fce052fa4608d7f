package dev.tollgate.checklist;

import dev.tollgate.installation.PublishedVersion;
import dev.tollgate.lifecycle.Checklist;
import java.util.Optional;

/**
 * One version of a checklist that projects can follow.
 *
 * @param publication who published it; empty where the service brings it along
 */
public record ChecklistVersion(ChecklistDocument document, Checklist rules, Optional<PublishedVersion> publication) {

    public enum State {
        /** Part of the service, never deprecated. */
        BUILT_IN,
        /** New projects may choose it. */
        PUBLISHED,
        /** Only for the projects that follow it already. */
        DEPRECATED
    }

    static ChecklistVersion builtIn(ChecklistDocument document) {
        return new ChecklistVersion(document, document.rules(), Optional.empty());
    }

    public State state() {
        return publication
                .map(p -> p.isDeprecated() ? State.DEPRECATED : State.PUBLISHED)
                .orElse(State.BUILT_IN);
    }

    ChecklistVersion as(PublishedVersion now) {
        return new ChecklistVersion(document, rules, Optional.of(now));
    }

    boolean isOf(PublishedVersion version) {
        return publication.filter(p -> p.digest().equals(version.digest())).isPresent();
    }
}
