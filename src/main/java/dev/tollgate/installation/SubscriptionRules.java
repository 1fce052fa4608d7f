package dev.tollgate.installation;

import dev.tollgate.installation.InstallationEvent.SubscriptionCreated;
import dev.tollgate.installation.InstallationEvent.SubscriptionDeleted;
import dev.tollgate.installation.InstallationEvent.SubscriptionDisabled;
import dev.tollgate.installation.InstallationEvent.SubscriptionPaused;
import dev.tollgate.installation.InstallationEvent.SubscriptionResumed;
import dev.tollgate.installation.InstallationEvent.SubscriptionSecretRotated;
import dev.tollgate.installation.InstallationEvent.SubscriptionUpdated;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;

/** What may be done with subscriptions. What stands already is no change and no event. */
public final class SubscriptionRules {

    private SubscriptionRules() {}

    /** @param limit how many subscriptions there may be */
    public static InstallationRuling create(Installation installation, SubscriptionCreated wanted, int limit) {
        return installation.subscriptions().size() < limit
                ? InstallationRuling.of(wanted)
                : InstallationRuling.refused(new InstallationRefusal.TooManySubscriptions(limit));
    }

    public static InstallationRuling update(Installation installation, UUID id, SubscriptionProfile profile) {
        return of(
                installation,
                id,
                subscription -> subscription.profile().equals(profile)
                        ? InstallationRuling.nothing()
                        : InstallationRuling.of(new SubscriptionUpdated(id, profile)));
    }

    public static InstallationRuling pause(Installation installation, UUID id, String reason) {
        return of(installation, id, subscription -> switch (subscription.state()) {
            case ACTIVE -> InstallationRuling.of(new SubscriptionPaused(id, reason));
            case PAUSED -> InstallationRuling.nothing();
            case DISABLED ->
                InstallationRuling.refused(
                        new InstallationRefusal.SubscriptionInactive(id, SubscriptionState.DISABLED));
        });
    }

    public static InstallationRuling resume(Installation installation, UUID id, String reason) {
        return of(
                installation,
                id,
                subscription -> subscription.isActive()
                        ? InstallationRuling.nothing()
                        : InstallationRuling.of(new SubscriptionResumed(id, reason)));
    }

    /** A subscription that somebody paused or deleted in the meantime stays as that person left it. */
    public static InstallationRuling disable(Installation installation, UUID id, String reason) {
        return installation.subscription(id).filter(Subscription::isActive).isPresent()
                ? InstallationRuling.of(new SubscriptionDisabled(id, reason))
                : InstallationRuling.nothing();
    }

    public static InstallationRuling rotate(Installation installation, UUID id, String keyId, Instant previousUntil) {
        return of(
                installation,
                id,
                subscription -> InstallationRuling.of(new SubscriptionSecretRotated(id, keyId, previousUntil)));
    }

    public static InstallationRuling delete(Installation installation, UUID id) {
        return of(installation, id, subscription -> InstallationRuling.of(new SubscriptionDeleted(id)));
    }

    /** To send something again, the subscription must be served. */
    public static InstallationRuling redeliver(Installation installation, UUID id) {
        return of(
                installation,
                id,
                subscription -> subscription.isActive()
                        ? InstallationRuling.nothing()
                        : InstallationRuling.refused(
                                new InstallationRefusal.SubscriptionInactive(id, subscription.state())));
    }

    private static InstallationRuling of(
            Installation installation, UUID id, Function<Subscription, InstallationRuling> rule) {
        return installation
                .subscription(id)
                .map(rule)
                .orElseGet(() -> InstallationRuling.refused(new InstallationRefusal.UnknownSubscription(id)));
    }
}
