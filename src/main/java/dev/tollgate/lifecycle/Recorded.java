package dev.tollgate.lifecycle;

import java.time.Instant;

/** An event with who caused it and when it was put on record. */
public record Recorded(Event event, Actor actor, Instant at) {}
