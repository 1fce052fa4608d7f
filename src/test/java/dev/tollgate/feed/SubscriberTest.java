package dev.tollgate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One reader, with a socket and a clock that the test holds in its hands. */
class SubscriberTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Takes a write only when told to. */
    private static final class Socket implements Subscriber.Outlet {

        private final List<String> written = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();
        private CompletableFuture<Void> pending = CompletableFuture.completedFuture(null);
        private boolean ended;

        @Override
        public CompletionStage<Void> write(byte[] bytes) {
            assertThat(pending).as("one write at a time").isDone();
            written.add(new String(bytes, StandardCharsets.UTF_8));
            sizes.add(bytes.length);
            pending = new CompletableFuture<>();
            return pending;
        }

        @Override
        public void end(byte[] lastWords) {
            written.add(new String(lastWords, StandardCharsets.UTF_8));
            ended = true;
        }

        void take() {
            pending.complete(null);
        }
    }

    /** A log of a million events, of which none is made before it is asked for. */
    private static final class LongLog implements EventLog {

        private int reads;
        private Runnable meanwhile = () -> {};

        @Override
        public String path() {
            return "/v1/events";
        }

        @Override
        public FeedCursor end() {
            return TailTest.cursor(1_000_000);
        }

        @Override
        public Optional<FeedCursor> at(long number) {
            return Optional.of(TailTest.cursor(number));
        }

        @Override
        public List<LogEvent> read(long after, Selection selection, int limit) {
            reads++;
            List<LogEvent> page = page(after, limit);
            meanwhile.run();
            return page;
        }

        private static List<LogEvent> page(long after, int limit) {
            return LongStream.rangeClosed(after + 1, Math.min(after + limit, 1_000_000))
                    .mapToObj(number -> new LogEvent(TailTest.cursor(number), "gate.voted", "churn", event(number)))
                    .toList();
        }

        private static CloudEventJson event(long number) {
            return new CloudEventJson(
                    "1.0",
                    "x/" + number,
                    "/v1/projects/churn",
                    "dev.tollgate.gate.voted.v1",
                    null,
                    "2026-01-19T15:00:00.000000Z",
                    "application/json",
                    Long.toString(number),
                    null,
                    "person:alice",
                    "",
                    "",
                    "",
                    "{}");
        }
    }

    private record Settings(Duration pollEvery, Duration heartbeat, Duration stall, Duration maxAge, int streams)
            implements FeedSettings {}

    private final Socket socket = new Socket();
    private final LongLog log = new LongLog();
    private final Channel channel = new Channel(Channel.Kind.ALL, log);
    private final AtomicInteger drops = new AtomicInteger();
    private long now;

    private Subscriber open(FeedCursor at, Selection selection, long most) {
        var settings = new Settings(
                Duration.ofMillis(75), Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofHours(1), 10);
        var workshop = new Subscriber.Workshop(
                new Frames(new ObjectMapper()),
                settings,
                Runnable::run,
                Runnable::run,
                () -> now,
                drops::incrementAndGet);
        var subscriber = new Subscriber(channel, new StreamRequest(at, selection, most), socket, workshop);
        channel.join(subscriber);
        subscriber.open();
        return subscriber;
    }

    private Subscriber atTheEnd() {
        channel.begin(TailTest.cursor(1_000_000));
        Subscriber subscriber = open(TailTest.cursor(1_000_000), Selection.ALL, Long.MAX_VALUE);
        socket.take();
        return subscriber;
    }

    @Test
    void aReaderThatTakesNothingIsWrittenToOnceHoweverMuchHappens() {
        atTheEnd();

        for (long n = 1_000_001; n <= 1_050_000; n++) {
            channel.add(TailTest.frames(n, n, 2_000));
        }

        assertThat(socket.sizes).hasSize(2);
        assertThat(socket.sizes.getLast()).isEqualTo(2_000);
        assertThat(channel.tail().bytes()).isLessThanOrEqualTo(4 << 20);
        // Awake again, it is behind the tail and reads the database from where it was, a page at a time.
        socket.take();
        assertThat(log.reads).isEqualTo(1);
    }

    @Test
    void aReaderFarBehindReadsPagesAndNoFasterThanItTakesThem() {
        channel.begin(TailTest.cursor(1_000_000));
        open(FeedCursor.START, Selection.ALL, Long.MAX_VALUE);

        socket.take();
        assertThat(log.reads).isEqualTo(1);
        assertThat(socket.written.getLast())
                .contains("id: 1.")
                .contains("id: 100.")
                .doesNotContain("id: 101.");
        socket.take();
        assertThat(log.reads).isEqualTo(2);
        assertThat(socket.written.getLast()).contains("id: 101.");
    }

    @Test
    void fromTheDatabaseItGoesOverToTheTailWithoutAGap() {
        channel.begin(TailTest.cursor(1_000_000));
        open(TailTest.cursor(999_950), Selection.ALL, Long.MAX_VALUE);

        socket.take();
        assertThat(socket.written.getLast()).contains("id: 999951.").contains("id: 1000000.");
        channel.add(TailTest.frames(1_000_001, 1_000_001, 10));
        socket.take();
        assertThat(socket.sizes.getLast()).isEqualTo(10);
    }

    @Test
    void whatIsRecordedWhileItReadsTheDatabaseIsNotPassedOver() {
        channel.begin(TailTest.cursor(1_000_000));
        log.meanwhile = () -> channel.add(TailTest.frames(1_000_001, 1_000_001, 10));
        open(TailTest.cursor(999_950), Selection.ALL, Long.MAX_VALUE);

        socket.take();
        assertThat(socket.written.getLast()).contains("id: 1000000.");
        socket.take();

        assertThat(socket.sizes.getLast()).isEqualTo(10);
    }

    @Test
    void whoIsNotInterestedIsNotWrittenToAndMovesOn() {
        channel.begin(TailTest.cursor(1_000_000));
        Subscriber subscriber =
                open(TailTest.cursor(1_000_000), new Selection(List.of("loop.closed"), List.of()), Long.MAX_VALUE);
        socket.take();

        channel.add(TailTest.frames(1_000_001, 1_000_009, 10));
        assertThat(socket.written).hasSize(1);
        now += 16 * SECOND;
        subscriber.look();

        assertThat(socket.written.getLast()).isEqualTo(": still here\nid: 1000009.0000000000000000\n\n");
    }

    @Test
    void aReaderIsDroppedAfterItsTimeAndToldWhy() {
        Subscriber subscriber = atTheEnd();
        channel.add(TailTest.frames(1_000_001, 1_000_001, 10));

        now += 29 * SECOND;
        subscriber.look();
        assertThat(socket.ended).isFalse();
        now += 2 * SECOND;
        subscriber.look();
        subscriber.look();

        assertThat(drops).hasValue(1);
        assertThat(socket.ended).isTrue();
        assertThat(socket.written.getLast())
                .startsWith("event: dropped\ndata: {\"type\":\"/problems/slow-reader\"")
                .contains("\"sent\":\"1000001.0000000000000000\"")
                .doesNotContain("\nid: ");
        int said = socket.written.size();
        socket.take();
        channel.add(TailTest.frames(1_000_002, 1_000_002, 10));
        assertThat(socket.written).hasSize(said);
    }

    @Test
    void aStreamEndsWhenItIsOld() {
        Subscriber subscriber = atTheEnd();

        now += 3_601 * SECOND;
        subscriber.look();

        assertThat(socket.written.getLast())
                .isEqualTo("event: bye\nid: 1000000.0000000000000000\ndata: {\"reason\":\"age\"}\n\n");
        assertThat(socket.ended).isTrue();
    }

    @Test
    void aStreamEndsAfterAsManyEventsAsWereAskedFor() {
        channel.begin(TailTest.cursor(1_000_000));
        open(FeedCursor.START, Selection.ALL, 150);
        socket.take();
        socket.take();

        assertThat(socket.ended).isTrue();
        assertThat(socket.written.getLast()).contains("id: 150.").doesNotContain("id: 151.");
    }

    @Test
    void dataWithLineBreaksStayOneMessage() {
        var frames = new Frames(new ObjectMapper());
        CloudEventJson event = new CloudEventJson(
                "1.0",
                "x/1",
                "/v1/projects/churn",
                "t",
                null,
                "",
                "application/json",
                "1",
                null,
                "a",
                "",
                "",
                "",
                "{\"a\":\n\n1}");

        String frame = new String(
                frames.of(new LogEvent(TailTest.cursor(1), "t", "churn", event)).bytes(), StandardCharsets.UTF_8);

        assertThat(frame).startsWith("id: 1.").contains("\"data\":{\"a\":\ndata: \ndata: 1}}\n\n");
        assertThat(frame.indexOf("\n\n")).isEqualTo(frame.length() - 2);
    }
}
