package dev.tollgate.ledger;

import dev.tollgate.lifecycle.Actor;
import dev.tollgate.lifecycle.Event;
import dev.tollgate.lifecycle.EventType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A row of the log as it stands, before anybody has believed it. The arrays are shared, and nobody changes them.
 *
 * @param seq 1 for the project's first event, without gaps
 * @param subject the item, gate or loop that the event is about; empty where it is about the project itself
 * @param actor kind and id, as in {@code person:alice}
 * @param data the exact bytes of the event, UTF-8 JSON
 * @param prevHash the hash of the entry before; 32 zero bytes for the first
 * @param hash see {@link HashChain}
 */
public record RawEntry(
        UUID project,
        long seq,
        String type,
        Optional<String> subject,
        String actor,
        Instant at,
        byte[] data,
        byte[] prevHash,
        byte[] hash) {

    /** @throws RuntimeException where the row is not one that this service writes */
    public Event event() {
        return decoded().event();
    }

    /** @throws RuntimeException where the row is not one that this service writes */
    LogEntry decoded() {
        EventType known = EventType.named(type)
                .orElseThrow(() -> new IllegalStateException("event %d has the unknown type %s".formatted(seq, type)));
        LogEntry decoded = new LogEntry(
                project, seq, Actor.parse(actor), at, EventCodec.decode(known, data), data, prevHash, hash);
        if (!decoded.event().subject().equals(subject)) {
            throw new IllegalStateException("event %d is not about %s".formatted(seq, subject.orElse("the project")));
        }
        return decoded;
    }

    /** The hash that this content must have behind an entry with the hash {@code previous}. */
    public byte[] expectedHash(byte[] previous) {
        return HashChain.link(project, seq, at, type, actor, data, previous);
    }
}
