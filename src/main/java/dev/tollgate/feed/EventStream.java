package dev.tollgate.feed;

import dev.tollgate.platform.Streamed;

/** The answer of an operation that streams: written by {@link EventStreamWriter}, for as long as the reader stays. */
record EventStream(EventLog log, StreamRequest request, Ticket ticket) implements Streamed {}
