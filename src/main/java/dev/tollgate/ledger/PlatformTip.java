package dev.tollgate.ledger;

import dev.tollgate.installation.Installation;
import dev.tollgate.installation.InstallationEvent;
import dev.tollgate.installation.InstallationEventType;
import dev.tollgate.lifecycle.Actor;
import java.time.Instant;
import java.util.Optional;

/**
 * Where the platform stream ends, and the installation it folds to.
 *
 * @param seq of the last event; 0 while there is none
 * @param at when that was
 * @param hash of the last event; 32 zero bytes while there is none
 */
public record PlatformTip(Installation installation, long seq, Instant at, byte[] hash) {

    static final PlatformTip START = new PlatformTip(Installation.EMPTY, 0, Instant.EPOCH, HashChain.start());

    /** @throws RuntimeException where the entry is not one that this service writes, or may not follow */
    PlatformTip after(RawEntry entry) {
        InstallationEventType type = InstallationEventType.named(entry.type())
                .orElseThrow(() -> new IllegalStateException("unknown type " + entry.type()));
        InstallationEvent event = EventCodec.decode(type, entry.data());
        if (!entry.subject().equals(Optional.of(event.subject()))) {
            throw new IllegalStateException("event %d is not about %s".formatted(entry.seq(), entry.subject()));
        }
        return new PlatformTip(
                installation.after(event, Actor.parse(entry.actor()), entry.at(), entry.seq()),
                entry.seq(),
                entry.at(),
                entry.hash());
    }
}
