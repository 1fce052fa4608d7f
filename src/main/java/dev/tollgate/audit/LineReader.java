package dev.tollgate.audit;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream of any length, one at a time, in a buffer that grows to the longest of them and no further. */
final class LineReader {

    /** Far above every line that is written: bodies of requests end at 1 MiB, and escaping makes at most six bytes of one. */
    static final int LONGEST = 16 * 1024 * 1024;

    private static final int FIRST_BUFFER = 256 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int from;
    private int to;
    private int next;
    private int filled;
    private long number;
    private boolean ended;

    LineReader(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false where there is none. */
    boolean next() throws IOException, BrokenExportException {
        from = next;
        int newline = indexOfNewline(from);
        while (newline < 0 && fill()) {
            newline = indexOfNewline(to);
        }
        if (newline < 0 && from == filled) {
            return false;
        }
        number++;
        ended = newline >= 0;
        to = ended ? newline : filled;
        next = ended ? newline + 1 : filled;
        return true;
    }

    /** From 1; 0 before the first line. */
    long number() {
        return number;
    }

    /** Whether a newline stands behind the line. It is absent only from the last line of a stream. */
    boolean isEnded() {
        return ended;
    }

    byte[] bytes() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    private int indexOfNewline(int start) {
        byte[] bytes = buffer;
        int end = filled;
        for (int at = start; at < end; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** Reads more behind what is there, and leaves in {@code to} where the new bytes begin; false at the end of the stream. */
    private boolean fill() throws IOException, BrokenExportException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            filled -= from;
            from = 0;
        }
        if (filled == buffer.length) {
            if (filled >= LONGEST) {
                number++;
                throw new BrokenExportException("is longer than any line of an export");
            }
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        to = filled;
        next = 0;
        int read = in.read(buffer, filled, buffer.length - filled);
        filled += Math.max(read, 0);
        return read >= 0;
    }
}
