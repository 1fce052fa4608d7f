package dev.tollgate.platform;

/**
 * A request body together with the exact bytes it was read from, for resources that keep what was posted. A resource method takes either
 * {@code T} or {@code Body<T>}; both are read by the same strict rules.
 *
 * @param value the body, bound and valid
 * @param bytes what the caller sent, unchanged; not to be modified
 */
public record Body<T>(T value, byte[] bytes) {}
