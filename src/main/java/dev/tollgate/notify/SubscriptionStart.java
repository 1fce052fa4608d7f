package dev.tollgate.notify;

/** Where in the log delivery begins. */
public enum SubscriptionStart {
    /** With the next event that is sealed. */
    LATEST,
    /** With the first event of all. */
    BEGINNING
}
