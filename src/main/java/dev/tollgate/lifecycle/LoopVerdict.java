package dev.tollgate.lifecycle;

/** What a person makes of a proposed loop. */
public enum LoopVerdict {
    CONFIRM,
    DISMISS
}
