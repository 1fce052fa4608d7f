package dev.tollgate.checklist;

import dev.tollgate.installation.Installation;
import dev.tollgate.installation.PublishedVersion;

/** Where the checklists are that administrators publish. The ledger, which reads projects by these rules, implements it: so this package needs none. */
public interface Publications {

    /** Nothing but what the service brings along. */
    Publications NONE = new Publications() {
        @Override
        public Installation now() {
            return Installation.EMPTY;
        }

        @Override
        public String document(PublishedVersion version) {
            throw new IllegalStateException("nothing is published here");
        }
    };

    /** The installation as it stands now, whichever replica wrote last. */
    Installation now();

    /** What was published, to the character. */
    String document(PublishedVersion version);
}
