package dev.tollgate.lifecycle;

/** Whether a piece of evidence is what its item rests on. */
public enum EvidenceStatus {
    /** The newest observed of its item. */
    IN_FORCE,
    /** Newer evidence is there, or was there already when this arrived. */
    SUPERSEDED,
    /** Found wrong, with a reason; kept, and counts for nothing. */
    INVALIDATED
}
