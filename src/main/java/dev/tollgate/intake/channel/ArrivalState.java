package dev.tollgate.intake.channel;

/** What has become of an arrival. */
public enum ArrivalState {
    /** All of it is in projects' logs. */
    RECORDED,
    /** It was not recognised, no route fits, or a project refused it: it waits in the inbox. */
    UNROUTED,
    /** Understood, and no evidence: a handshake, a run that goes on, an event that no checklist asks for. */
    IGNORED,
    /** It asked for a gate, and was answered. */
    ANSWERED
}
