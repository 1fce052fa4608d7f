package dev.tollgate.intake.channel;

import dev.tollgate.installation.AuthMode;
import dev.tollgate.installation.Channel;
import dev.tollgate.installation.ChannelAuth;
import dev.tollgate.ledger.HashChain;
import dev.tollgate.ledger.PlatformOutcome;
import dev.tollgate.ledger.RawEntry;
import dev.tollgate.lifecycle.EvidenceOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A channel as shown to those who manage it.
 *
 * @param url where its senders send; only in the answer to its creation and to a change of the address
 * @param secret only in the answer to its creation and to a rotation
 * @param seq of the event that the answered request put on the platform stream
 */
record ChannelJson(
        String key,
        String name,
        boolean enabled,
        @Nullable String reason,
        List<String> projects,
        @Nullable String source,
        AuthJson auth,
        EvidenceOutcome warnings,
        List<RouteBody> routes,
        List<Key> secrets,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String url,
        @Nullable String secret,
        @Nullable Long seq,
        @Nullable String hash) {

    /** @param until when it stops to count; absent for the newest */
    record Key(String keyId, @Nullable Instant until) {}

    record AuthJson(
            AuthMode mode,
            @Nullable String username,
            @Nullable String header,
            ChannelAuth.@Nullable Oidc oidc,
            List<String> publicKeys) {

        static AuthJson of(ChannelAuth auth) {
            return new AuthJson(
                    auth.mode(),
                    auth.username().orElse(null),
                    auth.header().orElse(null),
                    auth.oidc().orElse(null),
                    auth.publicKeys());
        }
    }

    static ChannelJson of(Channel channel, Instant now) {
        return new ChannelJson(
                channel.key(),
                channel.profile().name(),
                channel.enabled(),
                channel.reason().orElse(null),
                channel.profile().projects(),
                channel.profile().source().orElse(null),
                AuthJson.of(channel.profile().auth()),
                channel.profile().warnings(),
                channel.profile().routes().stream().map(RouteBody::of).toList(),
                channel.secrets().stream()
                        .filter(key -> key.until().map(now::isBefore).orElse(true))
                        .map(key -> new Key(key.keyId(), key.until().orElse(null)))
                        .toList(),
                channel.createdBy(),
                channel.createdAt(),
                channel.updatedAt(),
                null,
                null,
                null,
                null);
    }

    /** With where on the record this stands; where nothing changed there is no such place. */
    ChannelJson signed(PlatformOutcome.Done done) {
        if (done.entries().isEmpty()) {
            return this;
        }
        RawEntry entry = done.entries().getFirst();
        return with(url, secret, entry.seq(), HashChain.hex(entry.hash()));
    }

    ChannelJson revealing(Optional<String> address, Optional<Credential> fresh) {
        return with(
                address.map(token -> "/in/" + token).orElse(null),
                fresh.map(Credential::text).orElse(null),
                seq,
                hash);
    }

    private ChannelJson with(
            @Nullable String shownUrl,
            @Nullable String shownSecret,
            @Nullable Long shownSeq,
            @Nullable String shownHash) {
        return new ChannelJson(
                key,
                name,
                enabled,
                reason,
                projects,
                source,
                auth,
                warnings,
                routes,
                secrets,
                createdBy,
                createdAt,
                updatedAt,
                shownUrl,
                shownSecret,
                shownSeq,
                shownHash);
    }
}
