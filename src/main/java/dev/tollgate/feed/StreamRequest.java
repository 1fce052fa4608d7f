package dev.tollgate.feed;

/**
 * What a reader of a stream asked for, found right.
 *
 * @param at behind which event it begins
 * @param most after how many events it ends
 */
record StreamRequest(FeedCursor at, Selection selection, long most) {}
