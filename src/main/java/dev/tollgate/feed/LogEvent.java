package dev.tollgate.feed;

/**
 * An event at its place in the log that is read.
 *
 * @param cursor the place, as a reader resumes from it
 * @param type as in {@code gate.decided}
 * @param project the key; empty where the event is not about a project
 */
record LogEvent(FeedCursor cursor, String type, String project, CloudEventJson json) {}
