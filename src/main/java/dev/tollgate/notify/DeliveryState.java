package dev.tollgate.notify;

/** How an event stands with a subscription. */
public enum DeliveryState {
    /** Failed so far, and tried again. Nothing behind it is sent before it is done with. */
    PENDING,
    DELIVERED,
    /** Given up; the events behind it go on. Only a redelivery sends it again. */
    DEAD
}
