package dev.tollgate.installation;

import java.util.UUID;

/** Why a change of the installation was not made. Nothing was recorded. */
public sealed interface InstallationRefusal {

    sealed interface SubscriptionRefusal extends InstallationRefusal {}

    sealed interface ChecklistRefusal extends InstallationRefusal {}

    sealed interface ChannelRefusal extends InstallationRefusal {}

    record UnknownSubscription(UUID subscription) implements SubscriptionRefusal {}

    record TooManySubscriptions(int limit) implements SubscriptionRefusal {}

    /** What was asked makes sense only for a subscription that is served. */
    record SubscriptionInactive(UUID subscription, SubscriptionState state) implements SubscriptionRefusal {}

    record UnknownChecklistVersion(String checklist, int version) implements ChecklistRefusal {}

    /** The version is there, with other bytes. */
    record VersionPublished(PublishedVersion there) implements ChecklistRefusal {}

    /** @param next the only version that can be published now */
    record VersionOutOfOrder(String checklist, int version, int next) implements ChecklistRefusal {}

    record UnknownChannel(String channel) implements ChannelRefusal {}

    record ChannelExists(String channel) implements ChannelRefusal {}

    record TooManyChannels(int limit) implements ChannelRefusal {}

    record ChannelAuthFixed(String channel, AuthMode mode) implements ChannelRefusal {}
}
