package dev.tollgate.feed;

import dev.tollgate.platform.Problem;
import dev.tollgate.platform.ProblemType;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One reader of a stream. It asks for what comes next only when its socket has taken what was sent before, so at most one write is on its way
 * and a slow reader holds that much memory and no more. Everything but {@link #wake}, {@link #look} and {@link #bye} runs in its loop,
 * one thing after the other.
 */
final class Subscriber {

    /** Where a stream is written to. */
    interface Outlet {

        /** @return done when the socket has taken all of it */
        CompletionStage<Void> write(byte[] bytes);

        /** Writes the last words and ends. A reader that does not take them is cut off, so that no connection is kept for it. */
        void end(byte[] lastWords);
    }

    /**
     * What a subscriber works with.
     *
     * @param loop runs one thing after the other
     * @param pages reads the database
     * @param nanos a clock that only counts
     * @param onDrop told when a reader was too slow
     */
    record Workshop(
            Frames frames, FeedSettings settings, Executor loop, Executor pages, LongSupplier nanos, Runnable onDrop) {}

    private static final Logger LOG = Logger.getLogger(Subscriber.class);

    /** About how much is written at once from the tail. */
    private static final int WRITE_BYTES = 64 << 10;

    private static final int PAGE_ENTRIES = 100;

    private final Channel channel;
    private final Selection selection;
    private final Outlet outlet;
    private final Workshop workshop;
    private final long openedAt;

    private FeedCursor at;
    private long left;

    /** From the start: nothing goes before the opening, also where the log grows before that is written. */
    private boolean writing = true;

    private boolean paging;

    /** The database had no more when it was asked last. */
    private boolean drained;

    private boolean over;
    private long since;

    Subscriber(Channel channel, StreamRequest request, Outlet outlet, Workshop workshop) {
        this.channel = channel;
        this.selection = request.selection();
        this.at = request.at();
        this.left = request.most();
        this.outlet = outlet;
        this.workshop = workshop;
        this.openedAt = workshop.nanos().getAsLong();
        this.since = openedAt;
    }

    Channel channel() {
        return channel;
    }

    void open() {
        workshop.loop().execute(() -> write(workshop.frames().opening(at)));
    }

    /** There may be something new. */
    void wake() {
        workshop.loop().execute(() -> {
            drained = false;
            pump();
        });
    }

    /** Looks after it: to be called now and then, for all that happens because time passes. */
    void look() {
        workshop.loop().execute(this::tick);
    }

    void bye(String reason) {
        workshop.loop().execute(() -> finish(workshop.frames().bye(at, reason)));
    }

    private void tick() {
        long quiet = workshop.nanos().getAsLong() - since;
        if (over) {
            return;
        }
        if (writing) {
            if (quiet > workshop.settings().stall().toNanos()) {
                drop();
            }
        } else if (workshop.nanos().getAsLong() - openedAt
                > workshop.settings().maxAge().toNanos()) {
            finish(workshop.frames().bye(at, "age"));
        } else if (!paging && quiet > workshop.settings().heartbeat().toNanos()) {
            write(workshop.frames().heartbeat(at));
        } else {
            pump();
        }
    }

    private void pump() {
        while (!writing && !paging && !over) {
            Optional<List<Frame>> recent = channel.tail().after(at.number(), WRITE_BYTES);
            if (recent.isEmpty()) {
                page();
                return;
            }
            if (recent.get().isEmpty()) {
                return;
            }
            deliver(recent.get());
        }
    }

    /** Sends those that are wanted, and has seen all of them. */
    private void deliver(List<Frame> frames) {
        var bytes = new ByteArrayOutputStream();
        for (Frame frame : frames) {
            at = frame.cursor();
            if (selection.takes(frame.type(), frame.project())) {
                bytes.writeBytes(frame.bytes());
                left--;
                if (left == 0) {
                    break;
                }
            }
        }
        if (left == 0) {
            finish(bytes.toByteArray());
        } else if (bytes.size() > 0) {
            write(bytes.toByteArray());
        }
    }

    private void page() {
        if (drained) {
            return;
        }
        paging = true;
        FeedCursor from = at;
        // Everything up to here was visible before the question, so an answer that is not full has nothing left to say
        // about it.
        FeedCursor seen = channel.tail().end().orElse(from);
        workshop.pages().execute(() -> {
            List<Frame> page = read(from);
            workshop.loop().execute(() -> paged(page, seen));
        });
    }

    private @Nullable List<Frame> read(FeedCursor from) {
        try {
            return channel.log().read(from.number(), selection, PAGE_ENTRIES).stream()
                    .map(workshop.frames()::of)
                    .toList();
        } catch (RuntimeException e) {
            LOG.debugf("a stream waits, the log could not be read: %s", e.getMessage());
            return null;
        }
    }

    private void paged(@Nullable List<Frame> page, FeedCursor seen) {
        paging = false;
        if (page == null) {
            // The next look tries again.
            return;
        }
        if (!over) {
            deliver(page);
        }
        if (page.size() < PAGE_ENTRIES) {
            drained = channel.tail().end().isEmpty();
            if (left > 0 && seen.number() > at.number()) {
                at = seen;
            }
        }
        pump();
    }

    private void write(byte[] bytes) {
        writing = true;
        since = workshop.nanos().getAsLong();
        outlet.write(bytes).whenComplete((taken, failure) -> workshop.loop().execute(this::written));
    }

    /** Where the connection broke, the service is told elsewhere, and nothing that is written here does any harm. */
    private void written() {
        writing = false;
        if (!over) {
            since = workshop.nanos().getAsLong();
            pump();
        }
    }

    private void drop() {
        workshop.onDrop().run();
        String detail = "The reader took nothing for %d seconds."
                .formatted(workshop.settings().stall().toSeconds());
        finish(workshop.frames().dropped(at, Problem.of(ProblemType.SLOW_READER, detail)));
    }

    private void finish(byte[] lastWords) {
        if (!over) {
            over = true;
            outlet.end(lastWords);
        }
    }
}
