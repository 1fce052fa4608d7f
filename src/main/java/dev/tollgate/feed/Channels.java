package dev.tollgate.feed;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Which logs are listened to in this replica, and by whom. */
@Singleton
class Channels {

    private final Channel all;
    private final Map<UUID, Channel> projects = new ConcurrentHashMap<>();
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

    Channels(AllProjectsLog log) {
        this.all = new Channel(Channel.Kind.ALL, log);
    }

    Channel all() {
        return all;
    }

    /** Those of single projects, by the project's id. */
    Map<UUID, Channel> projects() {
        return projects;
    }

    boolean isFollowed(UUID project) {
        return projects.containsKey(project);
    }

    Collection<Subscriber> subscribers() {
        return subscribers;
    }

    /** @param reader makes the subscriber for the channel on which the log is listened to */
    synchronized Subscriber join(EventLog log, Function<Channel, Subscriber> reader) {
        Channel channel = log instanceof ProjectLog one
                ? projects.computeIfAbsent(one.project(), id -> new Channel(Channel.Kind.PROJECT, one))
                : all;
        Subscriber subscriber = reader.apply(channel);
        channel.join(subscriber);
        subscribers.add(subscriber);
        return subscriber;
    }

    synchronized void leave(Subscriber subscriber) {
        subscriber.channel().leave(subscriber);
        subscribers.remove(subscriber);
    }

    /** Nobody keeps up a channel without listeners, and what it held would be far behind when the next one comes. */
    synchronized void clear() {
        projects.values().removeIf(Channel::isDeserted);
        if (all.isDeserted()) {
            all.tail().forget();
        }
    }
}
