package dev.tollgate.feed;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A log that somebody listens to, with its newest events and everybody who does. */
final class Channel {

    enum Kind {
        ALL(1_024, 4 << 20),
        PROJECT(64, 256 << 10);

        private final int mostFrames;
        private final int mostBytes;

        Kind(int mostFrames, int mostBytes) {
            this.mostFrames = mostFrames;
            this.mostBytes = mostBytes;
        }

        /** As metrics name it. */
        String label() {
            return this == ALL ? "all" : "project";
        }
    }

    private final Kind kind;
    private final EventLog log;
    private final Tail tail;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

    Channel(Kind kind, EventLog log) {
        this.kind = kind;
        this.log = log;
        this.tail = new Tail(kind.mostFrames, kind.mostBytes);
    }

    Kind kind() {
        return kind;
    }

    EventLog log() {
        return log;
    }

    Tail tail() {
        return tail;
    }

    void join(Subscriber subscriber) {
        subscribers.add(subscriber);
    }

    void leave(Subscriber subscriber) {
        subscribers.remove(subscriber);
    }

    boolean isDeserted() {
        return subscribers.isEmpty();
    }

    void begin(FeedCursor end) {
        tail.begin(end);
        subscribers.forEach(Subscriber::wake);
    }

    void add(List<Frame> frames) {
        tail.add(frames);
        subscribers.forEach(Subscriber::wake);
    }
}
