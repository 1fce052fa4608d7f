package dev.tollgate.installation;

import dev.tollgate.lifecycle.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Everything that administrators have set up.
 *
 * @param subscriptions in the order of their creation
 * @param checklists the versions of each published checklist, from 1 without gaps
 * @param channels by their keys
 */
public record Installation(
        Map<UUID, Subscription> subscriptions,
        Map<String, List<PublishedVersion>> checklists,
        Map<String, Channel> channels) {

    public static final Installation EMPTY = new Installation(Map.of(), Map.of(), Map.of());

    public Installation {
        subscriptions = Collections.unmodifiableMap(new LinkedHashMap<>(subscriptions));
        checklists = Collections.unmodifiableMap(new TreeMap<>(checklists));
        channels = Collections.unmodifiableMap(new TreeMap<>(channels));
    }

    public Optional<Subscription> subscription(UUID id) {
        return Optional.ofNullable(subscriptions.get(id));
    }

    public Optional<Channel> channel(String key) {
        return Optional.ofNullable(channels.get(key));
    }

    /** The published versions of this checklist, in order. */
    public List<PublishedVersion> versions(String checklist) {
        return checklists.getOrDefault(checklist, List.of());
    }

    public Optional<PublishedVersion> version(String checklist, int version) {
        List<PublishedVersion> versions = versions(checklist);
        return version >= 1 && version <= versions.size() ? Optional.of(versions.get(version - 1)) : Optional.empty();
    }

    /**
     * The installation once this has happened.
     *
     * @param seq the event's number in the log
     * @throws IllegalStateException where the event cannot follow those before it
     */
    public Installation after(InstallationEvent event, Actor actor, Instant at, long seq) {
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
            case InstallationEvent.ChecklistPublished e ->
                with(new PublishedVersion(
                        e.checklist(), e.version(), e.digest(), e.mediaType(), seq, actor.id(), at, Optional.empty()));
            case InstallationEvent.ChecklistDeprecated e ->
                with(published(e.checklist(), e.version())
                        .deprecated(new PublishedVersion.Deprecation(e.reason(), actor.id(), at)));
            case InstallationEvent.ChannelCreated e ->
                with(new Channel(
                        e.channel(),
                        e.profile(),
                        true,
                        Optional.empty(),
                        List.of(new Channel.AddressRef(e.addressDigest(), Optional.empty())),
                        e.keyId().stream()
                                .map(keyId -> new SigningKeyRef(keyId, Optional.empty()))
                                .toList(),
                        actor.id(),
                        at,
                        at));
            case InstallationEvent.ChannelUpdated e -> with(known(e.channel()).with(e.profile(), at));
            case InstallationEvent.ChannelDisabled e -> with(known(e.channel()).turned(false, e.reason(), at));
            case InstallationEvent.ChannelEnabled e -> with(known(e.channel()).turned(true, e.reason(), at));
            case InstallationEvent.ChannelSecretRotated e ->
                with(known(e.channel()).rekeyed(e.keyId(), e.previousUntil(), at));
            case InstallationEvent.ChannelAddressRotated e ->
                with(known(e.channel()).readdressed(e.addressDigest(), e.previousUntil(), at));
        };
    }

    private Subscription known(UUID id) {
        return subscription(id).orElseThrow(() -> new IllegalStateException("there is no subscription " + id));
    }

    private Channel known(String key) {
        return channel(key).orElseThrow(() -> new IllegalStateException("there is no channel " + key));
    }

    private PublishedVersion published(String checklist, int version) {
        return version(checklist, version)
                .orElseThrow(() ->
                        new IllegalStateException("there is no checklist %s version %d".formatted(checklist, version)));
    }

    private Installation with(Subscription subscription) {
        Map<UUID, Subscription> more = new LinkedHashMap<>(subscriptions);
        more.put(subscription.id(), subscription);
        return new Installation(more, checklists, channels);
    }

    private Installation without(Subscription subscription) {
        Map<UUID, Subscription> rest = new LinkedHashMap<>(subscriptions);
        rest.remove(subscription.id());
        return new Installation(rest, checklists, channels);
    }

    private Installation with(PublishedVersion version) {
        List<PublishedVersion> versions = new ArrayList<>(versions(version.checklist()));
        int index = version.version() - 1;
        if (index == versions.size()) {
            versions.add(version);
        } else {
            versions.set(index, version);
        }
        Map<String, List<PublishedVersion>> more = new TreeMap<>(checklists);
        more.put(version.checklist(), List.copyOf(versions));
        return new Installation(subscriptions, more, channels);
    }

    private Installation with(Channel channel) {
        Map<String, Channel> more = new TreeMap<>(channels);
        more.put(channel.key(), channel);
        return new Installation(subscriptions, checklists, more);
    }
}
