package dev.tollgate.intake;

import java.util.Locale;

/** What an adapter may find in a delivery. */
public enum Field {
    OUTCOME,
    SUMMARY,
    METRICS,
    SUBJECT,
    VERSION,
    DIGEST,
    URL,
    RUN,
    STARTED,
    FINISHED,
    PRODUCER,
    AUTHOR,
    KEY;

    /** As the reference page and routes call it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
