package dev.tollgate.lifecycle;

/** What becomes of a waiver. */
public enum WaiverVerdict {
    GRANT,
    REFUSE,
    /** By whoever requested it, or by somebody who could have granted it. */
    WITHDRAW
}
