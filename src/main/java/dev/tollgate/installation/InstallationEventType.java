package dev.tollgate.installation;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The names under which the log keeps the events of the platform stream. A name, once used, keeps its meaning for ever. */
public enum InstallationEventType {
    SUBSCRIPTION_CREATED("subscription.created", InstallationEvent.SubscriptionCreated.class),
    SUBSCRIPTION_UPDATED("subscription.updated", InstallationEvent.SubscriptionUpdated.class),
    SUBSCRIPTION_PAUSED("subscription.paused", InstallationEvent.SubscriptionPaused.class),
    SUBSCRIPTION_RESUMED("subscription.resumed", InstallationEvent.SubscriptionResumed.class),
    SUBSCRIPTION_DISABLED("subscription.disabled", InstallationEvent.SubscriptionDisabled.class),
    SUBSCRIPTION_SECRET_ROTATED("subscription.secret-rotated", InstallationEvent.SubscriptionSecretRotated.class),
    SUBSCRIPTION_DELETED("subscription.deleted", InstallationEvent.SubscriptionDeleted.class),
    CHECKLIST_PUBLISHED("checklist.published", InstallationEvent.ChecklistPublished.class),
    CHECKLIST_DEPRECATED("checklist.deprecated", InstallationEvent.ChecklistDeprecated.class),
    CHANNEL_CREATED("channel.created", InstallationEvent.ChannelCreated.class),
    CHANNEL_UPDATED("channel.updated", InstallationEvent.ChannelUpdated.class),
    CHANNEL_DISABLED("channel.disabled", InstallationEvent.ChannelDisabled.class),
    CHANNEL_ENABLED("channel.enabled", InstallationEvent.ChannelEnabled.class),
    CHANNEL_SECRET_ROTATED("channel.secret-rotated", InstallationEvent.ChannelSecretRotated.class),
    CHANNEL_ADDRESS_ROTATED("channel.address-rotated", InstallationEvent.ChannelAddressRotated.class);

    private static final Map<Class<?>, InstallationEventType> BY_CLASS = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(InstallationEventType::eventClass, Function.identity()));
    private static final Map<String, InstallationEventType> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(InstallationEventType::typeName, Function.identity()));

    private final String typeName;
    private final Class<? extends InstallationEvent> eventClass;

    InstallationEventType(String typeName, Class<? extends InstallationEvent> eventClass) {
        this.typeName = typeName;
        this.eventClass = eventClass;
    }

    public static InstallationEventType of(InstallationEvent event) {
        InstallationEventType type = BY_CLASS.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException("no name for " + event.getClass());
        }
        return type;
    }

    public static Optional<InstallationEventType> named(String typeName) {
        return Optional.ofNullable(BY_NAME.get(typeName));
    }

    public String typeName() {
        return typeName;
    }

    public Class<? extends InstallationEvent> eventClass() {
        return eventClass;
    }
}
