package dev.tollgate.notify;

import dev.tollgate.installation.SubscriptionRules;
import dev.tollgate.ledger.PlatformChange;
import dev.tollgate.ledger.PlatformStream;
import dev.tollgate.lifecycle.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Gives a subscription up, on the record. */
@ApplicationScoped
class Disabling {

    private static final Logger LOG = Logger.getLogger(Disabling.class);
    private static final Caller SELF = new Caller("tollgate-notify", Caller.Kind.MACHINE, Set.of());

    private final PlatformStream platform;
    private final SubscriptionBook book;

    Disabling(PlatformStream platform, SubscriptionBook book) {
        this.platform = platform;
        this.book = book;
    }

    void disable(UUID id, String reason) {
        LOG.warnf("Webhook subscription %s is disabled: %s", id, reason);
        platform.write(new PlatformChange(
                SELF,
                false,
                installation -> SubscriptionRules.disable(installation, id, reason),
                (connection, done) -> book.follow(connection, done, id, Optional.empty())));
    }
}
