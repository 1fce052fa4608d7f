package dev.tollgate.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A part of a buffer that others go on using: valid until the next line is read. Reused, so that reading a line makes no garbage. */
final class Span {

    private byte[] bytes = {};
    private int from;
    private int to;

    void set(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int length() {
        return to - from;
    }

    boolean is(byte[] other) {
        return Arrays.equals(bytes, from, to, other, 0, other.length);
    }

    /** Writes itself into the buffer, and says where it ends there. */
    int copyTo(byte[] buffer, int at) {
        System.arraycopy(bytes, from, buffer, at, length());
        return at + length();
    }

    byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    @Override
    public String toString() {
        return new String(bytes, from, length(), StandardCharsets.UTF_8);
    }
}
