package dev.tollgate.platform;

import java.util.Optional;

/**
 * A body of any size that is made while it is sent: a piece is asked for when the one before it has left, so that the service never holds
 * more than one, however slowly the caller reads. Written by {@link DownloadWriter}. It has no ETag but the one that its operation gives it.
 *
 * @param pieces where they come from
 */
public record Download(Pieces pieces) implements Streamed {

    /** Makes one piece after the other. Called on a thread that may block, and never by two at a time. */
    @FunctionalInterface
    public interface Pieces {

        /** The next one; empty at the end. What it throws breaks the connection off, so that nobody takes the part for the whole. */
        Optional<byte[]> next();
    }
}
