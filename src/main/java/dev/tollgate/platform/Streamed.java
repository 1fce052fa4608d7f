package dev.tollgate.platform;

/** An entity that is written while it comes into being, by a writer of its own: it has no length, no ETag and no end that could be waited for. */
public interface Streamed {}
