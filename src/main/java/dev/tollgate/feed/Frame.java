package dev.tollgate.feed;

/**
 * An event as all streams send it: written once, shared by all readers.
 *
 * @param bytes ends in an empty line; shared, and nobody changes them
 */
record Frame(FeedCursor cursor, String type, String project, byte[] bytes) {}
