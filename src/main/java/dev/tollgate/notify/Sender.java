package dev.tollgate.notify;

import dev.tollgate.platform.ProblemException;
import dev.tollgate.platform.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One attempt: fetches what is needed, gives the connection back, checks the target, signs, and calls. */
@ApplicationScoped
class Sender {

    private final SubscriptionBook subscriptions;
    private final DeliveryBook book;
    private final Vault vault;
    private final TargetGuard guard;
    private final Postman postman;
    private final Clock clock;

    Sender(
            SubscriptionBook subscriptions,
            DeliveryBook book,
            Vault vault,
            TargetGuard guard,
            Postman postman,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.book = book;
        this.vault = vault;
        this.guard = guard;
        this.postman = postman;
        this.clock = clock;
    }

    /**
     * @param failed how many attempts at this have failed; each tries another address of a target that has several
     * @throws InterruptedException where the service stops meanwhile
     */
    CallResult send(Lease lease, Parcel parcel, int failed) throws SQLException, InterruptedException {
        List<Secret> secrets = new ArrayList<>();
        Target target;
        List<InetAddress> addresses;
        try {
            for (DeliveryBook.SealedSecret sealed : book.secrets(lease.subscription())) {
                secrets.add(new Secret(vault.open(lease.subscription().toString(), sealed.keyId(), sealed.cipher())));
            }
            target = guard.parse(subscriptions.url(lease.subscription(), lease.url()));
            addresses = guard.addresses(target);
        } catch (Target.Refused refused) {
            return CallResult.failed("not called: the URL " + refused.reason(), Duration.ZERO);
        } catch (IllegalStateException | ProblemException unreadable) {
            return CallResult.failed("not called: its secrets cannot be read with tollgate.secrets.key", Duration.ZERO);
        }
        return postman.call(
                target,
                addresses.get(failed % addresses.size()),
                parcel.message().headers(secrets, clock.instant()),
                parcel.message().body());
    }
}
