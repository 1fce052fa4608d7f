package dev.tollgate.installation;

import dev.tollgate.lifecycle.Actor;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything that administrators have set up.
 *
 * @param subscriptions in the order of their creation
 */
public record Installation(Map<UUID, Subscription> subscriptions) {

    public static final Installation EMPTY = new Installation(Map.of());

    public Installation {
        subscriptions = Collections.unmodifiableMap(new LinkedHashMap<>(subscriptions));
    }

    public Optional<Subscription> subscription(UUID id) {
        return Optional.ofNullable(subscriptions.get(id));
    }

    /**
     * The installation once this has happened.
     *
     * @throws IllegalStateException where the event cannot follow those before it
     */
    public Installation after(InstallationEvent event, Actor actor, Instant at) {
        return switch (event) {
            case InstallationEvent.SubscriptionCreated e ->
                with(new Subscription(
                        e.subscription(),
                        e.profile(),
                        SubscriptionState.ACTIVE,
                        Optional.empty(),
                        List.of(new SigningKeyRef(e.keyId(), Optional.empty())),
                        actor.id(),
                        at,
                        at));
            case InstallationEvent.SubscriptionUpdated e ->
                with(known(e.subscription()).with(e.profile(), at));
            case InstallationEvent.SubscriptionPaused e ->
                with(known(e.subscription()).moved(SubscriptionState.PAUSED, e.reason(), at));
            case InstallationEvent.SubscriptionResumed e ->
                with(known(e.subscription()).moved(SubscriptionState.ACTIVE, e.reason(), at));
            case InstallationEvent.SubscriptionDisabled e ->
                with(known(e.subscription()).moved(SubscriptionState.DISABLED, e.reason(), at));
            case InstallationEvent.SubscriptionSecretRotated e ->
                with(known(e.subscription()).rotated(e.keyId(), e.previousUntil(), at));
            case InstallationEvent.SubscriptionDeleted e -> without(known(e.subscription()));
        };
    }

    private Subscription known(UUID id) {
        return subscription(id).orElseThrow(() -> new IllegalStateException("there is no subscription " + id));
    }

    private Installation with(Subscription subscription) {
        Map<UUID, Subscription> more = new LinkedHashMap<>(subscriptions);
        more.put(subscription.id(), subscription);
        return new Installation(more);
    }

    private Installation without(Subscription subscription) {
        Map<UUID, Subscription> rest = new LinkedHashMap<>(subscriptions);
        rest.remove(subscription.id());
        return new Installation(rest);
    }
}
