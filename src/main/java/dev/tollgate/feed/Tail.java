package dev.tollgate.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last events of a log, without gaps between them: as many as fit. Readers that have come this far are served from here, all others from
 * the database, so a reader that is slow costs no memory.
 */
final class Tail {

    private final @Nullable Frame[] ring;
    private final int mostBytes;
    private @Nullable FeedCursor end;
    /** Number of the oldest frame that is kept; one more than that of the end where none is. */
    private long first;

    private int bytes;

    /**
     * @param mostFrames how many are kept
     * @param mostBytes how large they may be together; the newest is kept however large it is
     */
    Tail(int mostFrames, int mostBytes) {
        this.ring = new Frame[mostFrames];
        this.mostBytes = mostBytes;
    }

    /** Begins again behind this event, with nothing kept. */
    synchronized void begin(FeedCursor at) {
        forget();
        end = at;
        first = at.number() + 1;
    }

    synchronized void forget() {
        java.util.Arrays.fill(ring, null);
        bytes = 0;
        end = null;
    }

    /** The newest event known here; empty before {@link #begin}. */
    synchronized Optional<FeedCursor> end() {
        return Optional.ofNullable(end);
    }

    /** @throws IllegalStateException where the frames do not follow on the end: then events would be missing */
    synchronized void add(List<Frame> frames) {
        for (Frame frame : frames) {
            if (end == null || frame.cursor().number() != end.number() + 1) {
                throw new IllegalStateException("event %s does not follow on %s".formatted(frame.cursor(), end));
            }
            while (first <= end.number() && isFull(frame)) {
                evict();
            }
            ring[slot(frame.cursor().number())] = frame;
            bytes += frame.bytes().length;
            end = frame.cursor();
        }
    }

    private boolean isFull(Frame next) {
        return next.cursor().number() - first >= ring.length || bytes + next.bytes().length > mostBytes;
    }

    private void evict() {
        Frame oldest = ring[slot(first)];
        if (oldest != null) {
            bytes -= oldest.bytes().length;
        }
        ring[slot(first)] = null;
        first++;
    }

    /**
     * What follows on this event, oldest first; nothing where that is the newest.
     *
     * @param most about how many bytes to give; one frame at least
     * @return empty where what follows is not all here
     */
    synchronized Optional<List<Frame>> after(long number, int most) {
        if (end == null || number + 1 < first) {
            return Optional.empty();
        }
        List<Frame> frames = new ArrayList<>();
        int size = 0;
        for (long next = number + 1; next <= end.number() && size < most; next++) {
            Frame frame = ring[slot(next)];
            if (frame != null) {
                frames.add(frame);
                size += frame.bytes().length;
            }
        }
        return Optional.of(frames);
    }

    synchronized int bytes() {
        return bytes;
    }

    private int slot(long number) {
        return (int) (number % ring.length);
    }
}
