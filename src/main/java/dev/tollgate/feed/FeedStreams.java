package dev.tollgate.feed;

import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.Startup;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The open streams of this replica: how many there may be, what becomes of each, and that they end when the replica does. */
@Startup
@Singleton
class FeedStreams {

    /** Readers far behind read pages of the database, a few at a time, so that they never take all of its connections. */
    private static final int PAGES_AT_A_TIME = 2;

    private final FeedPoller poller;
    private final FeedSettings settings;
    private final Frames frames;
    private final Duration shutdownDelay;
    private final ExecutorService pages = Executors.newFixedThreadPool(
            PAGES_AT_A_TIME, Thread.ofPlatform().name("feed-pages-", 0).daemon().factory());
    private final Map<Channel.Kind, AtomicInteger> open = new EnumMap<>(Channel.Kind.class);
    private final Map<Channel.Kind, Counter> dropped = new EnumMap<>(Channel.Kind.class);

    FeedStreams(
            FeedPoller poller,
            FeedSettings settings,
            Frames frames,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.shutdown.delay") Optional<Duration> shutdownDelay) {
        this.poller = poller;
        this.settings = settings;
        this.frames = frames;
        this.shutdownDelay = shutdownDelay.orElse(Duration.ZERO);
        for (Channel.Kind kind : Channel.Kind.values()) {
            var count = new AtomicInteger();
            open.put(kind, count);
            Gauge.builder("tollgate.feed.streams", count::get)
                    .tag("feed", kind.label())
                    .register(meters);
            dropped.put(kind, meters.counter("tollgate.feed.dropped", "feed", kind.label()));
        }
    }

    /**
     * The answer with which a stream begins. Nothing on the way may keep it, change it or wait for its end.
     *
     * @throws dev.tollgate.platform.ProblemException {@code unavailable} where this replica has as many as it serves, or is about to stop
     */
    Response answer(RoutingContext request, EventLog log, StreamRequest asked) {
        return Response.ok(new EventStream(log, asked, admit(request, kind(log))))
                .header("Cache-Control", "no-store")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    /** Admits one more stream, whose place is free again when the request is over, however it ends. */
    private synchronized Ticket admit(RoutingContext request, Channel.Kind kind) {
        if (poller.isClosed()) {
            throw Problem.of(ProblemType.UNAVAILABLE, "This replica is stopping.")
                    .toException();
        }
        if (open() >= settings.streams()) {
            throw Problem.of(
                            ProblemType.UNAVAILABLE,
                            "This replica serves %d streams, as many as it may.".formatted(settings.streams()))
                    .toException();
        }
        var ticket = new Ticket(count(kind));
        request.addEndHandler(ended -> ticket.giveBack());
        if (request.response().closed()) {
            ticket.giveBack();
        }
        return ticket;
    }

    /** Begins to write the stream; from now on it looks after itself. */
    void begin(EventStream stream, StreamOutlet outlet) {
        var workshop = new Subscriber.Workshop(
                frames, settings, outlet.loop(), pages, System::nanoTime, () -> dropped(stream.log()));
        Subscriber subscriber =
                poller.join(stream.log(), channel -> new Subscriber(channel, stream.request(), outlet, workshop));
        subscriber.open();
        stream.ticket().onReturn(() -> poller.leave(subscriber));
    }

    private static Channel.Kind kind(EventLog log) {
        return log instanceof ProjectLog ? Channel.Kind.PROJECT : Channel.Kind.ALL;
    }

    int open() {
        return open.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    private AtomicInteger count(Channel.Kind kind) {
        return open.computeIfAbsent(kind, absent -> new AtomicInteger());
    }

    private void dropped(EventLog log) {
        Counter counter = dropped.get(kind(log));
        if (counter != null) {
            counter.increment();
        }
    }

    /**
     * Fired before the framework waits for running requests, which streams would never let come to an end. Until the delay has passed requests
     * still come here, so readers would come back here, too; then they are sent away.
     */
    void onShutdown(@Observes ShutdownDelayInitiatedEvent stopping) {
        poller.closeAfter(shutdownDelay);
    }

    @PreDestroy
    void stop() {
        poller.stop();
        pages.shutdownNow();
    }
}
