package dev.tollgate.intake;

import dev.tollgate.lifecycle.EvidenceOutcome;
import java.util.Optional;

/** What a delivery says of how it went. */
public enum Verdict {
    PASS,
    FAIL,
    /** It went, with warnings. The channel says what that counts as. */
    WARN,
    /** Something happened, and the format has no word for good or bad. A route may say what it counts as. */
    INFO,
    /** Not finished. No evidence: the tool will report again. */
    PENDING,
    /** Cancelled, skipped, superseded: it says nothing, and must not take the place of a run that did. No evidence. */
    NEUTRAL;

    /** What evidence it makes by itself; empty where it makes none. */
    public Optional<EvidenceOutcome> outcome() {
        return switch (this) {
            case PASS -> Optional.of(EvidenceOutcome.PASS);
            case FAIL -> Optional.of(EvidenceOutcome.FAIL);
            case WARN, INFO -> Optional.of(EvidenceOutcome.INCONCLUSIVE);
            case PENDING, NEUTRAL -> Optional.empty();
        };
    }
}
