package dev.tollgate.intake;

import java.util.Locale;

/** The parameters that a sender's URL may have. */
public enum Hint {
    /** The format, where the body alone does not tell: {@code dvc.data-status}. */
    AS,
    PROJECT,
    ITEM,
    /** The subject's name. */
    MODEL,
    /** The subject's version. */
    VERSION,
    COMMIT,
    ENV,
    RUN,
    /** What this report is called among several of one kind. */
    NAME;

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
