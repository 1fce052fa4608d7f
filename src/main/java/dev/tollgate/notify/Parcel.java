package dev.tollgate.notify;

/**
 * A sealed event, ready to be signed and sent.
 *
 * @param type the event's name, such as {@code gate.decided}
 */
record Parcel(long position, String type, Message message) {}
