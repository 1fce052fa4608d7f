package dev.tollgate.installation;

/** Whether a subscription is served. */
public enum SubscriptionState {
    ACTIVE,
    /** By a person. */
    PAUSED,
    /** By the service, because the receiver is gone or took nothing for too long. */
    DISABLED
}
