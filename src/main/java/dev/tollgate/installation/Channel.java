package dev.tollgate.installation;

import dev.tollgate.lifecycle.Project;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A door for the deliveries of tools, as the record has it. Neither its address nor its secret is in it.
 *
 * @param key by which it is called, in paths and as the actor of what it records
 * @param addresses the newest first, and the one before it
 * @param secrets the newest first, and the one before it; none where the mode has none
 * @param reason why it was disabled or enabled
 */
public record Channel(
        String key,
        ChannelProfile profile,
        boolean enabled,
        Optional<String> reason,
        List<AddressRef> addresses,
        List<SigningKeyRef> secrets,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {

    /** What a channel's key may be, as a regular expression: the same as a project's. */
    public static final String KEY = Project.KEY;

    /**
     * The last part of a channel's URL, by its digest: whoever has only the log does not have the address.
     *
     * @param digest {@code sha256:} of its text, which holds 256 random bits
     * @param until when it stops to be one; empty for the newest
     */
    public record AddressRef(String digest, Optional<Instant> until) {}

    public Channel {
        addresses = List.copyOf(addresses);
        secrets = List.copyOf(secrets);
    }

    public boolean isAt(String addressDigest, Instant now) {
        return addresses.stream()
                .anyMatch(address -> address.digest().equals(addressDigest)
                        && address.until().map(now::isBefore).orElse(true));
    }

    Channel with(ChannelProfile changed, Instant at) {
        return new Channel(key, changed, enabled, reason, addresses, secrets, createdBy, createdAt, at);
    }

    Channel turned(boolean on, String why, Instant at) {
        return new Channel(key, profile, on, Optional.of(why), addresses, secrets, createdBy, createdAt, at);
    }

    /** Only one stands beside the newest: whoever rotates twice wants the first one gone. */
    Channel readdressed(String digest, Instant previousUntil, Instant at) {
        var both = List.of(
                new AddressRef(digest, Optional.empty()),
                new AddressRef(addresses.getFirst().digest(), Optional.of(previousUntil)));
        return new Channel(key, profile, enabled, reason, both, secrets, createdBy, createdAt, at);
    }

    Channel rekeyed(String keyId, Instant previousUntil, Instant at) {
        var newest = new SigningKeyRef(keyId, Optional.empty());
        var both = secrets.isEmpty()
                ? List.of(newest)
                : List.of(newest, new SigningKeyRef(secrets.getFirst().keyId(), Optional.of(previousUntil)));
        return new Channel(key, profile, enabled, reason, addresses, both, createdBy, createdAt, at);
    }
}
