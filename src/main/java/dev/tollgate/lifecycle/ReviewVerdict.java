package dev.tollgate.lifecycle;

/** What a person says of an item. */
public enum ReviewVerdict {
    ACCEPT,
    REJECT
}
