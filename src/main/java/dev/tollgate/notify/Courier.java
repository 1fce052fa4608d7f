package dev.tollgate.notify;

import dev.tollgate.installation.Subscription;
import dev.tollgate.installation.SubscriptionProfile;
import dev.tollgate.ledger.PlatformStream;
import dev.tollgate.ledger.PlatformTip;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Delivers to one subscription, one event after the other: an event is done with (delivered or given up) before the next is sent. So the order
 * of the log is the order of delivery, and a receiver that is slow delays itself only.
 */
@ApplicationScoped
class Courier {

    /** How many events are delivered before the lease is given back. */
    private static final int BATCH = 50;

    private final PlatformStream platform;
    private final DeliveryBook book;
    private final Parcels parcels;
    private final Sender sender;
    private final Disabling disabling;
    private final DeliveryMeters meters;
    private final WebhookConfig config;
    private final RetrySchedule retries;

    Courier(
            PlatformStream platform,
            DeliveryBook book,
            Parcels parcels,
            Sender sender,
            Disabling disabling,
            DeliveryMeters meters,
            WebhookConfig config) {
        this.platform = platform;
        this.book = book;
        this.parcels = parcels;
        this.sender = sender;
        this.disabling = disabling;
        this.meters = meters;
        this.config = config;
        this.retries = new RetrySchedule(config.retries(), config.throttle());
    }

    /**
     * What there is to do now; comes back when that is done, or the subscription was changed, or the lease is lost.
     *
     * @param stopping asked before each event
     * @return whether there may be more to do at once
     * @throws InterruptedException where the service stops during a call, whose outcome nobody knows; the event is delivered again
     */
    boolean deliver(Lease lease, BooleanSupplier stopping) throws SQLException, InterruptedException {
        PlatformTip tip = platform.read();
        Optional<Subscription> subscription = tip.installation().subscription(lease.subscription());
        if (subscription.isEmpty() || !redeliver(lease, subscription.get().profile(), stopping) || !lease.due()) {
            return false;
        }
        Parcels.Batch batch = parcels.next(lease.position(), subscription.get().profile(), BATCH);
        for (Parcel parcel : batch.parcels()) {
            if (stopping.getAsBoolean() || !deliver(lease, parcel)) {
                return false;
            }
        }
        book.skip(lease, batch.doneTo());
        return batch.parcels().size() == BATCH;
    }

    /** @return whether to go on with the next event */
    private boolean deliver(Lease lease, Parcel parcel) throws SQLException, InterruptedException {
        int failed = lease.failedAt(parcel.position());
        CallResult result = sender.send(lease, parcel, failed);
        if (result.isSuccess()) {
            meters.count(DeliveryMeters.Result.DELIVERED);
            return mayGoOn(lease, book.done(lease, parcel, DeliveryState.DELIVERED, result));
        }
        meters.count(DeliveryMeters.Result.FAILED);
        Optional<Duration> wait = retries.waitAfter(failed + 1, result, RandomGenerator.getDefault());
        if (result.saysGone()) {
            // The event stays where it is: whoever resumes the subscription does not miss it.
            book.failed(lease, parcel, wait.orElse(RetrySchedule.LONGEST), result);
            disabling.disable(lease.subscription(), "the receiver answered 410: it wants no more events");
            return false;
        }
        if (wait.isPresent()) {
            book.failed(lease, parcel, wait.get(), result).ifPresent(standing -> checkPatience(lease, standing));
            return false;
        }
        meters.count(DeliveryMeters.Result.DEAD);
        Optional<DeliveryBook.Standing> standing = book.done(lease, parcel, DeliveryState.DEAD, result);
        return standing.map(s -> !checkPatience(lease, s)).orElse(false) && mayGoOn(lease, standing);
    }

    private static boolean mayGoOn(Lease lease, Optional<DeliveryBook.Standing> standing) {
        return standing.filter(s -> s.active() && s.version() == lease.version())
                .isPresent();
    }

    /** @return whether the subscription was disabled, since nothing arrived there for too long */
    private boolean checkPatience(Lease lease, DeliveryBook.Standing standing) {
        if (standing.deadInARow() >= config.disableAfterDeadLetters()) {
            disabling.disable(
                    lease.subscription(), "%d events in a row could not be delivered".formatted(standing.deadInARow()));
            return true;
        }
        if (standing.failingFor().compareTo(config.disableAfter()) >= 0) {
            disabling.disable(
                    lease.subscription(),
                    "nothing could be delivered for %d hours"
                            .formatted(standing.failingFor().toHours()));
            return true;
        }
        return false;
    }

    /** What somebody wants sent again: once, beside the order, and whatever else waits. */
    private boolean redeliver(Lease lease, SubscriptionProfile profile, BooleanSupplier stopping)
            throws SQLException, InterruptedException {
        for (DeliveryBook.Asked asked : book.asked(lease.subscription(), BATCH)) {
            Optional<Parcel> parcel = parcels.at(asked.position(), profile.form());
            if (stopping.getAsBoolean() || parcel.isEmpty()) {
                return false;
            }
            CallResult result = sender.send(lease, parcel.get(), 0);
            meters.count(result.isSuccess() ? DeliveryMeters.Result.DELIVERED : DeliveryMeters.Result.FAILED);
            if (!mayGoOn(lease, book.redelivered(lease, parcel.get(), asked.state(), result))) {
                return false;
            }
        }
        return true;
    }
}
