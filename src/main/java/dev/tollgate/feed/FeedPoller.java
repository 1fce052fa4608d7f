package dev.tollgate.feed;

import dev.tollgate.ledger.Committed;
import dev.tollgate.ledger.LogEnd;
import dev.tollgate.ledger.Outcome;
import dev.tollgate.ledger.ProjectLogs;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database what is new, for all streams of this replica together: one question for those across projects, one for the ends of all
 * projects that are listened to, and one for each of these that has grown. It asks nothing while nobody listens.
 */
@Singleton
class FeedPoller {

    private static final Logger LOG = Logger.getLogger(FeedPoller.class);
    private static final int PAGE_ENTRIES = 500;

    /** However often somebody commits here, this long lies between two questions. */
    private static final long LEAST_GAP = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long NEVER = Long.MAX_VALUE;

    private final Channels channels;
    private final ProjectLogs logs;
    private final Frames frames;
    private final long pollEvery;
    private final long lookEvery;
    private final LongAdder queries = new LongAdder();
    private final long origin = System.nanoTime();
    private volatile @Nullable Thread thread;
    private volatile boolean stopped;
    private volatile long closesAt = NEVER;
    private boolean failing;
    private long lookedAt;

    FeedPoller(Channels channels, ProjectLogs logs, Frames frames, FeedSettings settings) {
        this.channels = channels;
        this.logs = logs;
        this.frames = frames;
        this.pollEvery = settings.pollEvery().toNanos();
        long shortest =
                Math.min(settings.heartbeat().toNanos(), settings.stall().toNanos());
        this.lookEvery = Math.min(TimeUnit.SECONDS.toNanos(1), shortest / 4);
    }

    Subscriber join(EventLog log, Function<Channel, Subscriber> reader) {
        Subscriber subscriber = channels.join(log, reader);
        LockSupport.unpark(running());
        return subscriber;
    }

    void leave(Subscriber subscriber) {
        channels.leave(subscriber);
    }

    /** What this replica commits itself need not wait for the next question. */
    void on(@Observes Committed committed) {
        if (committed.outcome() instanceof Outcome.Done done
                && channels.isFollowed(done.after().id())) {
            LockSupport.unpark(thread);
        }
    }

    /** Ends all streams when the delay has passed, and admits none from then on. */
    void closeAfter(Duration delay) {
        closesAt = now() + delay.toNanos();
        LockSupport.unpark(thread);
    }

    boolean isClosed() {
        return now() >= closesAt;
    }

    void stop() {
        closesAt = now();
        channels.subscribers().forEach(subscriber -> subscriber.bye("shutdown"));
        stopped = true;
        LockSupport.unpark(thread);
    }

    /** How many questions were asked so far. */
    long queries() {
        return queries.sum();
    }

    private synchronized Thread running() {
        Thread running = thread;
        if (running == null) {
            running = Thread.ofPlatform().name("feed").daemon().start(this::run);
            thread = running;
        }
        return running;
    }

    private void run() {
        while (!stopped) {
            long began = now();
            channels.clear();
            if (!channels.subscribers().isEmpty()) {
                ask();
            }
            if (began - lookedAt >= lookEvery || isClosed()) {
                lookedAt = began;
                look();
            }
            rest(began);
        }
    }

    private void ask() {
        try {
            askAll();
            askProjects();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("the streams wait: the log could not be read", e);
            }
            failing = true;
        }
    }

    private void askAll() {
        Channel all = channels.all();
        if (all.isDeserted()) {
            return;
        }
        Optional<FeedCursor> known = all.tail().end();
        if (known.isEmpty()) {
            queries.increment();
            all.begin(all.log().end());
            return;
        }
        long after = known.get().number();
        List<LogEvent> page;
        do {
            queries.increment();
            page = all.log().read(after, Selection.ALL, PAGE_ENTRIES);
            after += page.size();
            publish(all, page);
        } while (page.size() == PAGE_ENTRIES);
    }

    private void askProjects() {
        Map<UUID, Channel> followed = channels.projects();
        if (followed.isEmpty()) {
            return;
        }
        queries.increment();
        for (LogEnd end : logs.ends(followed.keySet())) {
            Channel channel = followed.get(end.project());
            if (channel == null) {
                continue;
            }
            Optional<FeedCursor> known = channel.tail().end();
            if (known.isEmpty()) {
                channel.begin(ProjectLog.cursor(end));
            } else if (channel.log() instanceof ProjectLog log) {
                catchUp(channel, log, known.get().number(), end.seq());
            }
        }
    }

    private void catchUp(Channel channel, ProjectLog log, long from, long to) {
        for (long after = from; after < to; ) {
            queries.increment();
            List<LogEvent> page = log.readNew(after, PAGE_ENTRIES);
            if (page.isEmpty()) {
                return;
            }
            after += page.size();
            publish(channel, page);
        }
    }

    private void publish(Channel channel, List<LogEvent> page) {
        if (!page.isEmpty()) {
            channel.add(page.stream().map(frames::of).toList());
        }
    }

    private void look() {
        boolean closed = isClosed();
        for (Subscriber subscriber : channels.subscribers()) {
            if (closed) {
                subscriber.bye("shutdown");
            }
            subscriber.look();
        }
    }

    /** Until there may be something to do: with nobody listening, until somebody comes. */
    private void rest(long began) {
        if (channels.subscribers().isEmpty()) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, pollEvery);
        }
        for (long left = began + LEAST_GAP - now(); left > 0 && !stopped; left = began + LEAST_GAP - now()) {
            LockSupport.parkNanos(this, left);
        }
    }

    private long now() {
        return System.nanoTime() - origin;
    }
}
