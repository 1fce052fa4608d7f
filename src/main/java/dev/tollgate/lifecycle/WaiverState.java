package dev.tollgate.lifecycle;

/** Where a waiver stands. The last three are final. */
public enum WaiverState {
    REQUESTED,
    GRANTED,
    REFUSED,
    /** Its day has come, or its iteration has ended. */
    EXPIRED,
    /** Given back before its day. */
    WITHDRAWN;

    boolean isOpen() {
        return this == REQUESTED || this == GRANTED;
    }
}
