package dev.tollgate.insight.coverage;

import org.jspecify.annotations.Nullable;

/** How far a clause, or what goes with it, can be shown. */
enum Support {
    /** All that goes with the clause, and applies, stands. */
    SUPPORTED,
    PARTLY,
    /** Nothing of it stands. */
    OPEN,
    /** None of it applies to this project. */
    NOT_APPLICABLE,
    /** Nothing of the project's checklist goes with the clause. */
    NOT_COVERED;

    /** Of a clause with which these go. */
    static Support of(Iterable<Support> parts) {
        @Nullable Support all = null;
        for (Support part : parts) {
            if (part != NOT_APPLICABLE) {
                all = all == null || all == part ? part : PARTLY;
            }
        }
        return all == null ? NOT_APPLICABLE : all;
    }
}
