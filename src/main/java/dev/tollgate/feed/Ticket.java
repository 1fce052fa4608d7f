package dev.tollgate.feed;

import java.util.concurrent.atomic.AtomicInteger;

/** The right to one stream. It is given back when the connection ends, which may be before the stream has begun. */
final class Ticket {

    private final AtomicInteger count;
    private Runnable onReturn = () -> {};
    private boolean returned;

    /** @param count of the streams that are open; counts this one until it is given back */
    Ticket(AtomicInteger count) {
        this.count = count;
        count.incrementAndGet();
    }

    synchronized void giveBack() {
        if (!returned) {
            returned = true;
            count.decrementAndGet();
            onReturn.run();
        }
    }

    /** @param clearing run when the ticket is given back; at once where it was already */
    synchronized void onReturn(Runnable clearing) {
        onReturn = clearing;
        if (returned) {
            clearing.run();
        }
    }
}
