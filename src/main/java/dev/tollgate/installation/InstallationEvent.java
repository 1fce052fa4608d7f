package dev.tollgate.installation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What an administrator changed. The names under which the log keeps these are in {@link InstallationEventType}. None ever holds a secret:
 * every reader of the log sees them.
 */
public sealed interface InstallationEvent {

    /**
     * @param after the position behind which delivery begins; 0 from the beginning of the log
     * @param keyId of the secret that signs, see {@link SigningKeyRef}
     */
    record SubscriptionCreated(UUID subscription, SubscriptionProfile profile, long after, String keyId)
            implements InstallationEvent {}

    record SubscriptionUpdated(UUID subscription, SubscriptionProfile profile) implements InstallationEvent {}

    record SubscriptionPaused(UUID subscription, String reason) implements InstallationEvent {}

    record SubscriptionResumed(UUID subscription, String reason) implements InstallationEvent {}

    /** By the service itself: the receiver said that it is gone, or took nothing for too long. */
    record SubscriptionDisabled(UUID subscription, String reason) implements InstallationEvent {}

    /** @param previousUntil until when the secret before this one signs as well */
    record SubscriptionSecretRotated(UUID subscription, String keyId, Instant previousUntil)
            implements InstallationEvent {}

    record SubscriptionDeleted(UUID subscription) implements InstallationEvent {}

    /**
     * @param digest {@code sha256:} of the document's UTF-8
     * @param mediaType {@code application/json} or {@code application/yaml}
     * @param document what was published, to the character
     */
    record ChecklistPublished(String checklist, int version, String digest, String mediaType, String document)
            implements InstallationEvent {}

    /** New projects no longer choose this version; those that follow it go on. */
    record ChecklistDeprecated(String checklist, int version, String reason) implements InstallationEvent {}

    /**
     * @param addressDigest see {@link Channel.AddressRef}
     * @param keyId of the secret that its senders share; empty where the mode has none
     */
    record ChannelCreated(String channel, ChannelProfile profile, String addressDigest, Optional<String> keyId)
            implements InstallationEvent {}

    record ChannelUpdated(String channel, ChannelProfile profile) implements InstallationEvent {}

    record ChannelDisabled(String channel, String reason) implements InstallationEvent {}

    record ChannelEnabled(String channel, String reason) implements InstallationEvent {}

    /** @param previousUntil until when the secret before this one counts as well */
    record ChannelSecretRotated(String channel, String keyId, Instant previousUntil) implements InstallationEvent {}

    /** @param previousUntil until when the address before this one leads there as well */
    record ChannelAddressRotated(String channel, String addressDigest, Instant previousUntil)
            implements InstallationEvent {}

    /** The id of what the event is about; of a checklist with its version, as {@code our-models/2}. */
    default String subject() {
        return switch (this) {
            case SubscriptionCreated e -> e.subscription().toString();
            case SubscriptionUpdated e -> e.subscription().toString();
            case SubscriptionPaused e -> e.subscription().toString();
            case SubscriptionResumed e -> e.subscription().toString();
            case SubscriptionDisabled e -> e.subscription().toString();
            case SubscriptionSecretRotated e -> e.subscription().toString();
            case SubscriptionDeleted e -> e.subscription().toString();
            case ChannelCreated e -> e.channel();
            case ChannelUpdated e -> e.channel();
            case ChannelDisabled e -> e.channel();
            case ChannelEnabled e -> e.channel();
            case ChannelSecretRotated e -> e.channel();
            case ChannelAddressRotated e -> e.channel();
            case ChecklistPublished e -> PublishedVersion.name(e.checklist(), e.version());
            case ChecklistDeprecated e -> PublishedVersion.name(e.checklist(), e.version());
        };
    }
}
