package dev.tollgate.notify;

import java.util.UUID;

/**
 * A subscription that this replica delivers to for a while.
 *
 * @param token who holds it; what is written without it is not written
 * @param version the platform stream's seq when the subscription was last changed
 * @param url encrypted
 * @param position of the last event that is done with
 * @param due whether the event behind that may be tried now, or there are only redeliveries to make
 * @param head the position at which {@code attempts} have failed
 */
record Lease(
        UUID subscription, UUID token, long version, byte[] url, long position, boolean due, long head, int attempts) {

    /** How many attempts at this event have failed. */
    int failedAt(long event) {
        return event == head ? attempts : 0;
    }
}
