package dev.tollgate.installation;

/** As what events are sent. */
public enum SubscriptionForm {
    /** Each as it stands in the log. */
    CLOUD_EVENTS,
    /** Decisions at gates as approvals of CDEvents; nothing else. */
    CDEVENTS
}
