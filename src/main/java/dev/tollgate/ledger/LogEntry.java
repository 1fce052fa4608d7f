package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Actor;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EventType;
import dev.tollgate.lifecycle.Recorded;
import java.time.Instant;
import java.util.UUID;

/**
 * One line of a project's log. The arrays are shared, and nobody changes them.
 *
 * @param seq 1 for the project's first event, without gaps
 * @param data the exact bytes of the event, UTF-8 JSON
 * @param prevHash the hash of the entry before; 32 zero bytes for the first
 * @param hash see {@link HashChain}
 */
public record LogEntry(
        UUID project, long seq, Actor actor, Instant at, Event event, byte[] data, byte[] prevHash, byte[] hash) {

    static LogEntry following(UUID project, long seq, byte[] prevHash, Recorded recorded) {
        byte[] data = EventCodec.encode(recorded.event());
        String type = EventType.of(recorded.event()).typeName();
        byte[] hash = HashChain.link(
                project, seq, recorded.at(), type, recorded.actor().toString(), data, prevHash);
        return new LogEntry(project, seq, recorded.actor(), recorded.at(), recorded.event(), data, prevHash, hash);
    }

    public EventType type() {
        return EventType.of(event);
    }

    /** The entry as the table has it. */
    RawEntry raw() {
        return new RawEntry(
                project, seq, type().typeName(), event.subject(), actor.toString(), at, data, prevHash, hash);
    }

    Recorded recorded() {
        return new Recorded(event, actor, at);
    }
}
