package dev.tollgate.lifecycle;

/** What an independent validator makes of what a gate rests on. */
public enum Opinion {
    FIT,
    /** Only a CONDITIONAL_GO goes with it. */
    FIT_WITH_CONDITIONS,
    NOT_FIT
}
