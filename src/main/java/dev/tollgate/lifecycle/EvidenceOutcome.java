package dev.tollgate.lifecycle;

/** What the tool that made the evidence says of itself. */
public enum EvidenceOutcome {
    PASS,
    FAIL,
    /** The tool ran and gave no verdict; a person reviews. */
    INCONCLUSIVE;

    /** The state that evidence with this outcome brings its item into, once it is in force. */
    ItemState itemState() {
        return switch (this) {
            case PASS -> ItemState.SATISFIED;
            case FAIL -> ItemState.FAILED;
            case INCONCLUSIVE -> ItemState.IN_REVIEW;
        };
    }
}
