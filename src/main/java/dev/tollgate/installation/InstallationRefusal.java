package dev.tollgate.installation;

import java.util.UUID;

/** Why a change of the installation was not made. Nothing was recorded. */
public sealed interface InstallationRefusal {

    record UnknownSubscription(UUID subscription) implements InstallationRefusal {}

    record TooManySubscriptions(int limit) implements InstallationRefusal {}

    /** What was asked makes sense only for a subscription that is served. */
    record SubscriptionInactive(UUID subscription, SubscriptionState state) implements InstallationRefusal {}
}
