package dev.tollgate.installation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One receiver of webhooks, as the record has it. How far delivery has come is not in it.
 *
 * @param reason why it is paused or disabled, or was resumed
 * @param keys the newest first, and the one before it
 */
public record Subscription(
        UUID id,
        SubscriptionProfile profile,
        SubscriptionState state,
        Optional<String> reason,
        List<SigningKeyRef> keys,
        String createdBy,
        Instant createdAt,
        Instant updatedAt) {

    public Subscription {
        keys = List.copyOf(keys);
    }

    public boolean isActive() {
        return state == SubscriptionState.ACTIVE;
    }

    Subscription with(SubscriptionProfile changed, Instant at) {
        return new Subscription(id, changed, state, reason, keys, createdBy, createdAt, at);
    }

    Subscription moved(SubscriptionState to, String why, Instant at) {
        return new Subscription(id, profile, to, Optional.of(why), keys, createdBy, createdAt, at);
    }

    /** Only one secret signs beside the newest: whoever rotates twice wants the first one gone. */
    Subscription rotated(String keyId, Instant previousUntil, Instant at) {
        List<SigningKeyRef> both = List.of(
                new SigningKeyRef(keyId, Optional.empty()),
                new SigningKeyRef(keys.getFirst().keyId(), Optional.of(previousUntil)));
        return new Subscription(id, profile, state, reason, both, createdBy, createdAt, at);
    }
}
