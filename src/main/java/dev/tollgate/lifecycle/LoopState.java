package dev.tollgate.lifecycle;

/** Where a way back to an earlier phase stands. */
public enum LoopState {
    /** A signal asks for it; a person has to confirm. */
    PROPOSED,
    CONFIRMED,
    /** A person found the signal wrong. */
    DISMISSED,
    /** The project has come back to where the loop took it from. */
    CLOSED
}
