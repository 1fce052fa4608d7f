package dev.tollgate.notify;

import dev.tollgate.installation.Subscription;
import dev.tollgate.installation.SubscriptionForm;
import dev.tollgate.installation.SubscriptionState;
import dev.tollgate.ledger.HashChain;
import dev.tollgate.ledger.PlatformOutcome;
import dev.tollgate.ledger.RawEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A subscription as shown to those who manage it.
 *
 * @param id absent in a dry run of its creation
 * @param secret only in the answer to its creation and to a rotation
 * @param seq of the event that the answered request put on the platform stream
 */
record SubscriptionJson(
        @Nullable UUID id,
        String name,
        String url,
        List<String> types,
        List<String> projects,
        Map<String, String> labels,
        SubscriptionForm form,
        SubscriptionState state,
        @Nullable String reason,
        List<Key> keys,
        String createdBy,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String secret,
        @Nullable Long seq,
        @Nullable String hash) {

    /** @param until when it stops to sign; absent for the newest */
    record Key(String keyId, @Nullable Instant until) {}

    static SubscriptionJson of(Subscription subscription, String url, Instant now) {
        return new SubscriptionJson(
                subscription.id(),
                subscription.profile().name(),
                url,
                subscription.profile().types(),
                subscription.profile().projects(),
                subscription.profile().labels(),
                subscription.profile().form(),
                subscription.state(),
                subscription.reason().orElse(null),
                subscription.keys().stream()
                        .filter(key -> key.until().map(now::isBefore).orElse(true))
                        .map(key -> new Key(key.keyId(), key.until().orElse(null)))
                        .toList(),
                subscription.createdBy(),
                subscription.createdAt(),
                subscription.updatedAt(),
                null,
                null,
                null);
    }

    /** With where on the record this stands; where nothing changed there is no such place. */
    SubscriptionJson signed(PlatformOutcome.Done done) {
        if (done.entries().isEmpty()) {
            return this;
        }
        RawEntry entry = done.entries().getFirst();
        return with(id, secret, entry.seq(), HashChain.hex(entry.hash()));
    }

    SubscriptionJson revealing(Secret fresh) {
        return with(id, fresh.text(), seq, hash);
    }

    /** What only a write gives is left out. */
    SubscriptionJson tried(boolean creation) {
        return with(creation ? null : id, null, null, null);
    }

    private SubscriptionJson with(
            @Nullable UUID shownId, @Nullable String shownSecret, @Nullable Long shownSeq, @Nullable String shownHash) {
        return new SubscriptionJson(
                shownId,
                name,
                url,
                types,
                projects,
                labels,
                form,
                state,
                reason,
                keys,
                createdBy,
                createdAt,
                updatedAt,
                shownSecret,
                shownSeq,
                shownHash);
    }
}
